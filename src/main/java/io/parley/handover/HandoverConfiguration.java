package io.parley.handover;

import io.parley.settings.Live;
import io.parley.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens settings of this package to operators. */
@Configuration(proxyBeanMethods = false)
class HandoverConfiguration {
    @Bean
    Live<HandoverSettings> liveHandoverSettings(HandoverSettings configured, Settings settings) {
        return settings.live(configured, "return-after", "start-within", "escalate-after", "round-robin");
    }
}
