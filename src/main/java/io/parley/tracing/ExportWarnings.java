package io.parley.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once when spans can't be sent any more, and once when they can again. Those that can't are dropped. */
record ExportWarnings(SpanExporter exporter, AtomicBoolean failing) implements SpanExporter {
    private static final Logger log = LoggerFactory.getLogger(ExportWarnings.class);

    ExportWarnings(SpanExporter exporter) {
        this(exporter, new AtomicBoolean());
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        result.whenComplete(() -> tell(!result.isSuccess()));
        return result;
    }

    private void tell(boolean failed) {
        if (failing.getAndSet(failed) != failed) {
            if (failed) {
                log.warn("Traces can't be sent to the collector and are dropped; messages go on");
            } else {
                log.info("Traces are sent to the collector again");
            }
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
