package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import io.parley.support.StandingTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Votes, looks at the history and searches are limited as messages are. */
@ParleyTest(properties = {"parley.web.requests-per-minute=5", "parley.web.requests-per-minute-and-address=40"})
@Import(StandingTime.class)
class VisitLimitTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Test
    void slowsDownASessionThatVotesTooMuch() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            statuses.add(vote("10.0.0.1", "made-up-1").statusCode());
        }

        assertThat(statuses).startsWith(404, 404, 404, 404, 404).endsWith(429, 429);
        assertThat(vote("10.0.0.1", "made-up-2").statusCode()).isEqualTo(404);
    }

    @Test
    void slowsDownASessionThatLooksAtItsHistoryTooMuch() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            statuses.add(get("10.0.0.2", "/api/chat/history?sessionId=made-up-3").statusCode());
        }

        assertThat(statuses).startsWith(404).endsWith(429, 429);
    }

    @Test
    void slowsDownAnAddressThatSearchesTooMuch() throws Exception {
        HttpResponse<String> last = get("10.0.0.3", "/api/search?q=parcel");
        for (int i = 0; i < 60 && last.statusCode() == 200; i++) {
            last = get("10.0.0.3", "/api/search?q=parcel");
        }

        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(last.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
        assertThat(get("10.0.0.4", "/api/search?q=parcel").statusCode()).isEqualTo(200);
    }

    @Test
    void countsALongSearchAsSeveral() throws Exception {
        String longest = "/api/search?q=" + "parcel%20".repeat(60);
        for (int i = 0; i < 8; i++) {
            assertThat(get("10.0.0.6", longest).statusCode()).isEqualTo(200);
        }

        assertThat(get("10.0.0.6", longest).statusCode()).as("8 of 420 characters, 5 for each").isEqualTo(429);
    }

    @Test
    void readsNoVoteThatIsAsLongAsABook() throws Exception {
        HttpResponse<String> response = send("10.0.0.5", HttpRequest.newBuilder(uri("/api/feedback"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"comment\":\"" + "x".repeat(1_100_000) + "\"}")));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("application/problem+json");
    }

    private HttpResponse<String> vote(String address, String session) throws Exception {
        return send(address, HttpRequest.newBuilder(uri("/api/feedback")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers
                        .ofString("{\"sessionId\":\"" + session + "\",\"messageId\":\"1\",\"vote\":1}")));
    }

    private HttpResponse<String> get(String address, String path) throws Exception {
        return send(address, HttpRequest.newBuilder(uri(path)).GET());
    }

    private HttpResponse<String> send(String address, HttpRequest.Builder request) throws Exception {
        return http.send(request.header("X-Forwarded-For", address).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
