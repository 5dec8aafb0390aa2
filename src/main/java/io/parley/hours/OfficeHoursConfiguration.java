package io.parley.hours;

import io.parley.settings.Settings;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the office hours of the settings. */
@Configuration(proxyBeanMethods = false)
class OfficeHoursConfiguration {

    @Bean
    OfficeHours officeHours(OfficeHoursSettings configured, Settings settings) {
        return new OfficeHours(settings.live(configured, OfficeHoursConfiguration::fault, "office-hours", "holidays")
                .map(OfficeHoursSettings::plan));
    }

    /** Another instance has other files, and nobody shall read the server's files at the desk. */
    private static Optional<String> fault(String name, String value) {
        return name.equals("holidays") && !Holidays.areDates(value)
                ? Optional.of("write dates, like 2026-05-14 or 12-25. Files are named where the server is started.")
                : Optional.empty();
    }
}
