package io.parley;

import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The application: one support bot for Telegram, Slack, email and the web. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Parley {

    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
    }

    public static void main(String[] args) {
        SpringApplication.run(Parley.class, args);
    }
}
