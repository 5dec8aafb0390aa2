package io.parley.fake.collector;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** An HTTP server on a free local port that keeps the spans that it gets. */
public final class FakeCollector implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Seen> spans = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile boolean hangs;

    private FakeCollector(HttpServer server) {
        this.server = server;
    }

    /** Starts one. */
    public static FakeCollector start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeCollector collector = new FakeCollector(server);
            server.setExecutor(collector.threads);
            server.createContext("/v1/traces", collector::handle);
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address to configure. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1/traces";
    }

    /** The spans that came, oldest first. */
    public List<Seen> spans() {
        return List.copyOf(spans);
    }

    /** All bytes that came, each as a letter, so that one can look for texts. */
    public String bytes() {
        return String.join("", bodies);
    }

    /** From now on it takes requests and does not answer, or answers again. */
    public void hangs(boolean now) {
        hangs = now;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (hangs) {
                closed.await();
            }
            bodies.add(new String(body, StandardCharsets.UTF_8));
            ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(this::keep);
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(ResourceSpans resource) {
        String instance = Objects.requireNonNull(
                values(resource.getResource().getAttributesList()).get("service.instance.id")).toString();
        resource.getScopeSpansList().stream().flatMap(scope -> scope.getSpansList().stream())
                .map(span -> seen(span, instance)).forEach(spans::add);
    }

    private static Seen seen(Span span, String instance) {
        return new Seen(hex(span.getTraceId().toByteArray()), hex(span.getSpanId().toByteArray()),
                hex(span.getParentSpanId().toByteArray()), span.getName(), instance,
                values(span.getAttributesList()), span.getEventsCount(), span.getStatus().toString());
    }

    private static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }

    private static Map<String, Object> values(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, one -> value(one.getValue())));
    }

    private static Object value(AnyValue value) {
        return value.hasIntValue() ? (Object) value.getIntValue() : value.getStringValue();
    }
}
