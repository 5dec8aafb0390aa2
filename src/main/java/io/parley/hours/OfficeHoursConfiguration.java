package io.parley.hours;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the office hours of the settings. */
@Configuration(proxyBeanMethods = false)
class OfficeHoursConfiguration {

    @Bean
    OfficeHours officeHours(OfficeHoursSettings settings) {
        return settings.hours();
    }
}
