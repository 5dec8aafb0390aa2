package io.parley.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** In Kubernetes, where Spring Boot by itself believes any private peer, nobody guesses on by naming other addresses. */
@ParleyTest(properties = {"spring.main.cloud-platform=kubernetes", "parley.serving=false"})
@DirtiesContext
class ForwardedGuessesTest {
    @LocalServerPort
    private int port;

    @Test
    void countsGuessesByTheAddressThatTheyComeFrom() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int guess = 1; guess <= 12; guess++) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/tickets"))
                        .header("Authorization", "Basic YWRtaW46eA==")
                        .header("X-Forwarded-For", "203.0.113." + guess).build();
                statuses.add(client.send(request, BodyHandlers.discarding()).statusCode());
            }
        }

        assertThat(statuses.subList(0, 10)).containsOnly(401);
        assertThat(statuses.subList(10, 12)).containsOnly(429);
    }
}
