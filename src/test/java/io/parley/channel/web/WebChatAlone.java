package io.parley.channel.web;

import io.parley.channel.Channel;
import io.parley.channel.calls.MonotonicClock;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The web chat with what it stands on, and a scripted bot. */
@EnableAutoConfiguration(excludeName = "com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration")
@ComponentScan({"io.parley.audit", "io.parley.channel.web", "io.parley.cluster", "io.parley.security",
        "io.parley.database"})
class WebChatAlone {
    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    MonotonicClock monotonicClock() {
        return MonotonicClock.system();
    }

    @Bean
    ScriptedBot bot(Channel web) {
        return new ScriptedBot(web);
    }
}
