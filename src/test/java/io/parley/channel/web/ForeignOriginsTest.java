package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Attempts;
import io.parley.support.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages of sites that are not allowed can do nothing with the chat. */
class ForeignOriginsTest extends ChatLine {
    private static final List<String> FOREIGN = List.of("https://evil.example", "https://shop.example.evil.example",
            "https://evilshop.example", "null", "http://shop.example", "https://shop.example:8443",
            "https://shop.example@evil.example", "file://", "https://localhost.evil.example");
    private static final List<String> UPGRADE = List.of("Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    private static final byte[] QUESTION = "{\"sessionId\":\"s\",\"message\":\"m\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void openNoSocket() throws IOException {
        Attempts attempts = new Attempts("WebSocket from other origins");
        for (String origin : FOREIGN) {
            attempts.note(origin, statuses("GET /ws/chat HTTP/1.1", origin, UPGRADE, new byte[0]).equals(List.of(403)));
        }
        attempts.wereStopped(6);
    }

    @Test
    void callNoApi() throws IOException {
        Attempts attempts = new Attempts("CORS preflights and posts from other origins");
        List<String> asked = List.of("Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: content-type");
        for (String origin : FOREIGN) {
            attempts.note("preflight " + origin,
                    statuses("OPTIONS /api/chat HTTP/1.1", origin, asked, new byte[0]).equals(List.of(403)));
            attempts.note("post " + origin, statuses("POST /api/chat HTTP/1.1", origin,
                    List.of("Content-Type: application/json", "Content-Length: " + QUESTION.length), QUESTION)
                    .equals(List.of(403)));
        }
        attempts.wereStopped(12);
        assertThat(bot.events()).isEmpty();
    }

    private List<Integer> statuses(String firstLine, String origin, List<String> headers, byte[] body)
            throws IOException {
        List<String> all = Stream.concat(Stream.of("Host: localhost:" + port, "Origin: " + origin), headers.stream())
                .toList();
        return RawHttp.statuses(RawHttp.answer(port, RawHttp.request(firstLine, all, body)));
    }
}
