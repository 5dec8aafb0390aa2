package io.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.support.ParleyTest;
import io.parley.support.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Where an operator turns the server's access log on. */
@ParleyTest(properties = {"parley.serving=false", "server.tomcat.accesslog.enabled=true",
        "server.tomcat.accesslog.buffered=false"})
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class AccessLogTest {
    private static final String SESSION = "AbCdEfGhIjKlMnOpQrStUvWxYz0";

    @TempDir
    private static Path directory;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void log(DynamicPropertyRegistry properties) {
        properties.add("server.tomcat.accesslog.directory", directory::toString);
    }

    @Test
    void holdsAddressesWithoutSessions(CapturedOutput output) throws IOException {
        List<String> upgrade = List.of("Host: localhost:" + port, "Upgrade: websocket", "Connection: Upgrade",
                "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        for (String path : List.of("/api/chat/history?sessionId=" + SESSION, "/api/chat/history?sessionId=" + SESSION
                + "&a=%", "/ws/chat?session=" + SESSION + "&after=%", "/ws/chat?session=" + SESSION + "%")) {
            RawHttp.answer(port, RawHttp.request("GET " + path + " HTTP/1.1", upgrade, new byte[0]));
        }

        await().until(() -> written().contains("/ws/chat"));
        assertThat(written()).contains("/api/chat/history").doesNotContain(SESSION);
        assertThat(output.getAll()).doesNotContain(SESSION);
    }

    private static String written() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(AccessLogTest::read).collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
