package io.parley.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.parley.support.ChatVisitor;
import io.parley.support.ParleyTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An application of which nobody wants traces, as it is by default. */
@ParleyTest
class TracesOffTest {
    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext application;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private MeterRegistry meters;

    @Test
    void nothingOfThemIsThere() {
        for (Class<?> part : List.of(OpenTelemetry.class, Tracer.class, SpanProcessor.class, SpanExporter.class,
                Spans.class, io.micrometer.tracing.Tracer.class)) {
            assertThat(application.getBeanNamesForType(part)).as(part.getName()).isEmpty();
        }
    }

    @Test
    void noRowHasATraceAndStepsAreCountedAllTheSame() {
        try (ChatVisitor visitor = new ChatVisitor(port)) {
            visitor.ask("How do I return a parcel?");
        }

        for (String table : List.of("inbox", "outbox")) {
            assertThat(jdbc.sql("select count(*) > 0 and count(trace) = 0 from " + table).query(Boolean.class).single())
                    .as(table).isTrue();
        }
        for (String step : List.of("store", "understand", "find_answer", "write_answer", "send")) {
            await().untilAsserted(
                    () -> assertThat(meters.get("parley.step").tag("step", step).timer().count()).isPositive());
        }
        assertThat(meters.find("parley.step").tag("step", "search").timer()).isNull();
    }
}
