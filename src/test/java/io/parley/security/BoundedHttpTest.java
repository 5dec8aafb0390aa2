package io.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.security.BoundedHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

class BoundedHttpTest {
    private static final int MOST = 5;

    @Test
    void takesSoManyConnectionsOfOneAddressAlsoWhenNoneAsksForAnything() throws IOException {
        WebServer server = start(address -> false);
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < MOST; i++) {
                open.add(begin(server));
            }
            assertThat(open).allSatisfy(socket -> assertThat(isOpen(socket)).isTrue());
            try (Socket further = begin(server)) {
                assertThat(isOpen(further)).isFalse();
            }

            open.removeFirst().close();
            await().until(() -> {
                Socket next = begin(server);
                open.add(next);
                return isOpen(next);
            });
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
            server.stop();
        }
    }

    @Test
    void takesAnyNumberOfATrustedProxys() throws IOException {
        WebServer server = start("127.0.0.1"::equals);
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * MOST; i++) {
                open.add(begin(server));
            }
            assertThat(open).allSatisfy(socket -> assertThat(isOpen(socket)).isTrue());
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
            server.stop();
        }
    }

    private static WebServer start(Predicate<String> isFree) {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.setProtocol(BoundedHttp.class.getName());
        factory.addConnectorCustomizers(
                connector -> ((BoundedHttp) connector.getProtocolHandler()).bound(MOST, isFree));
        WebServer server = factory.getWebServer();
        server.start();
        return server;
    }

    /** Begins a request, and does not end it. */
    private static Socket begin(WebServer server) throws IOException {
        Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.getPort());
        socket.setSoTimeout(300);
        return socket;
    }

    /** Whether the server answers what is asked now. */
    private static boolean isOpen(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(5_000);
            return socket.getInputStream().read(new byte[4_096]) > 0;
        } catch (SocketException e) {
            return false;
        }
    }
}
