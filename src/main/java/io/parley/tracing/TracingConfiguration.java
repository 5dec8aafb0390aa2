package io.parley.tracing;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.micrometer.tracing.autoconfigure.ConditionalOnEnabledTracingExport;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Traces, where a collector's address is set: {@code OTEL_EXPORTER_OTLP_ENDPOINT}, or Spring Boot's property. Spring Boot's
 * own handlers, which make spans of HTTP requests with their addresses, are not among it.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("management.opentelemetry.tracing.export.otlp.endpoint")
@ConditionalOnBooleanProperty(name = "management.opentelemetry.enabled", matchIfMissing = true)
@ConditionalOnEnabledTracingExport("otlp")
@Import({OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
        OtlpTracingAutoConfiguration.class})
class TracingConfiguration {
    @Bean
    Spans spans(Tracer tracer) {
        return new Spans(tracer);
    }

    /** A class within is read before the imports, and Spring Boot's bean makes way for one that is there. */
    @Configuration(proxyBeanMethods = false)
    static class Exporters {
        @Bean
        SpanExporters spanExporters(ObjectProvider<SpanExporter> exporters) {
            return SpanExporters.of(exporters.orderedStream().<SpanExporter>map(ExportWarnings::new).toList());
        }
    }
}
