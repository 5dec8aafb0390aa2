package io.parley;

import io.parley.channel.calls.MonotonicClock;
import io.parley.cli.Commands;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.servers.Server;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The application: one support bot for Telegram, Slack, email and the web. */
@OpenAPIDefinition(info = @Info(title = "Parley", description = "The web chat's, the agents' and the operators' API."), servers = @Server(url = "/"))
@SpringBootApplication
@ConfigurationPropertiesScan
public class Parley {

    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    @ConditionalOnMissingBean
    MonotonicClock monotonicClock() {
        return MonotonicClock.system();
    }

    /** Runs the command that the arguments name; without any it serves. */
    public static void main(String[] args) {
        System.exit(Commands.run(Parley.class, args));
    }
}
