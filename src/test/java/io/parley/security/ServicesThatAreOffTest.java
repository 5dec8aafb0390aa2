package io.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.fake.slack.FakeSlack;
import io.parley.support.Attempts;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Slack and Telegram that nobody set up bring nothing, whatever they are signed with. */
@ParleyTest
class ServicesThatAreOffTest {
    private static final String BODY = "{\"update_id\":1,\"type\":\"event_callback\",\"event_id\":\"EvOff\"}";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void takeNothing() {
        Attempts attempts = new Attempts("Slack without a signing secret, Telegram without a token");
        String time = Long.toString(Instant.now().getEpochSecond());
        attempts.note("Slack, unsigned", status("/slack/events") == 401);
        for (String secret : List.of("---", " ", "null", FakeSlack.SECRET)) {
            attempts.note("Slack, signed with <" + secret + ">", status("/slack/events", "X-Slack-Request-Timestamp",
                    time, "X-Slack-Signature", FakeSlack.signature(secret, time, BODY)) == 401);
        }
        attempts.note("Telegram", status("/telegram/webhook") == 401);
        for (String secret : List.of("", "null", "guess")) {
            attempts.note("Telegram, secret <" + secret + ">",
                    status("/telegram/webhook", "X-Telegram-Bot-Api-Secret-Token", secret) == 401);
        }
        attempts.wereStopped(9);
        assertThat(jdbc.sql("select count(*) from inbox where channel in ('slack', 'telegram')").query(Integer.class)
                .single()).isZero();
    }

    private int status(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(BODY));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.sendAsync(request.build(), BodyHandlers.discarding()).join().statusCode();
    }
}
