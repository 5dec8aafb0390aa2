package io.parley.handover.survey;

import io.parley.settings.Live;
import io.parley.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens settings of this package to operators. */
@Configuration(proxyBeanMethods = false)
class SurveyConfiguration {
    @Bean
    Live<CsatSettings> liveCsatSettings(CsatSettings configured, Settings settings) {
        return settings.live(configured, "csat");
    }
}
