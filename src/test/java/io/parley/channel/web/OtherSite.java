package io.parley.channel.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A site on another origin, with the widget on its page and a style sheet that is at odds with everything. */
final class OtherSite implements AutoCloseable {
    private final HttpServer server;
    private volatile int chatPort;

    OtherSite() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::page);
        server.start();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Embeds the chat that is served on this port. */
    void embeds(int port) {
        chatPort = port;
    }

    private void page(HttpExchange exchange) throws IOException {
        byte[] page = """
                <!doctype html><html lang="en"><title>A shop</title>
                <style>body * { font: 40px serif !important } div, button, iframe { display: none !important }</style>
                <h1>Fern &amp; Kiln</h1><a href="/">Pots</a>
                <script src="http://localhost:%d/widget.js" defer></script></html>""".formatted(chatPort)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
