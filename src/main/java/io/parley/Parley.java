package io.parley;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application: one support bot for Telegram, Slack, email and the web. */
@SpringBootApplication
public class Parley {

    public static void main(String[] args) {
        SpringApplication.run(Parley.class, args);
    }
}
