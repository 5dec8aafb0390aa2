package io.parley.support;

import io.parley.channel.calls.MonotonicClock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Limits of so much in a while give nothing back, however long a test takes. */
@TestConfiguration(proxyBeanMethods = false)
public class StandingTime {
    @Bean
    @Primary
    MonotonicClock standingTime() {
        return new MonotonicClock(() -> 0);
    }
}
