package io.parley.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import io.parley.support.StandingTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Behind a proxy that says from where a guess comes. */
@ParleyTest(properties = {"parley.web.requests-per-minute=5", "parley.web.requests-per-minute-and-address=40"})
@Import(StandingTime.class)
class PasswordGuessesTest {
    private static final int LOOKED_AT = 10;

    @LocalServerPort
    private int port;

    @Test
    void areSlowedDownHoweverTheyNameTheirAddress() {
        assertSlowed("40 at once", 40, i -> List.of("192.0.2.41"));
        assertSlowed("60 that name another address before the proxy does", 60,
                i -> List.of("203.0.113." + i + ", 192.0.2.42"));
        assertSlowed("60 in which the proxy adds a second line", 60, i -> List.of("203.0.113." + i, "192.0.2.43"));
        assertSlowed("60 of one household's addresses", 60, i -> List.of("2001:db8:7:7::" + (i + 1)));
    }

    private void assertSlowed(String what, int count, IntFunction<List<String>> forwardedFor) {
        assertSlowed(what, port, count, forwardedFor);
    }

    /** Makes this many guesses at once, and asserts that only as many as the allowance are checked. */
    static void assertSlowed(String what, int port, int count, IntFunction<List<String>> forwardedFor) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<CompletableFuture<Integer>> guesses = IntStream.range(0, count)
                    .mapToObj(i -> client.sendAsync(guess(port, i, forwardedFor.apply(i)), BodyHandlers.discarding())
                            .thenApply(HttpResponse::statusCode))
                    .toList();
            List<Integer> statuses = guesses.stream().map(CompletableFuture::join).toList();
            long lookedAt = statuses.stream().filter(status -> status == 401).count();
            System.out.printf("passwords, %s: attempts %d, looked at %d, refused %d%n", what, count, lookedAt,
                    count - lookedAt);
            assertThat(statuses).as(what).containsOnly(401, 429);
            assertThat(lookedAt).as(what).isEqualTo(LOOKED_AT);
        }
    }

    private static HttpRequest guess(int port, int number, List<String> forwardedFor) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/tickets"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                        ("admin:guess" + number).getBytes(StandardCharsets.UTF_8)));
        forwardedFor.forEach(line -> request.header("X-Forwarded-For", line));
        return request.build();
    }
}
