package io.parley.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationView;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.parley.tracing.Steps.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each step that belongs to a message. Of an error it tells the class: what an exception says may be a
 * person's words.
 */
final class Spans implements ObservationHandler<StepContext> {
    private static final String TRACEPARENT = "traceparent";
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private final Tracer tracer;

    Spans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** A column as the header that it holds. */
    private static final class Header implements TextMapGetter<String> {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(TRACEPARENT) ? carrier : null;
        }
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof StepContext;
    }

    @Override
    public void onStart(StepContext step) {
        parent(step).ifPresent(parent -> step.began(tracer.spanBuilder(step.spanName()).setParent(parent)
                .setSpanKind(kind(step.step())).startSpan()));
    }

    @Override
    public void onError(StepContext step) {
        step.with(StepContext.ERROR, Objects.requireNonNull(step.getError()).getClass().getName());
    }

    @Override
    public void onStop(StepContext step) {
        Span span = step.span();
        if (span == null) {
            return;
        }
        step.attributes().forEach((name, value) -> {
            if (value instanceof Long number) {
                span.setAttribute(name, number);
            } else {
                span.setAttribute(name, value.toString());
            }
        });
        if (step.attributes().containsKey(StepContext.ERROR)) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /** Where the step belongs to; empty when it is no step of a message. */
    private static Optional<Context> parent(StepContext step) {
        if (step.step() == Step.RECEIVE) {
            return Optional.of(Context.root());
        }
        String former = step.former();
        if (former != null) {
            return Optional.of(W3C.extract(Context.root(), former, new Header()));
        }
        ObservationView above = step.getParentObservation();
        return above != null && above.getContextView() instanceof StepContext parent
                ? Optional.ofNullable(parent.span()).map(Context.root()::with)
                : Optional.empty();
    }

    private static SpanKind kind(Step step) {
        return switch (step) {
            case CALL_MODEL, SEND -> SpanKind.CLIENT;
            case RECEIVE -> SpanKind.SERVER;
            default -> SpanKind.INTERNAL;
        };
    }

    /** Where a span is, as W3C's traceparent; null when it is in no trace. */
    static @Nullable String trace(Span span) {
        Map<String, String> headers = new HashMap<>();
        W3C.inject(Context.root().with(span), headers, (carrier, name, value) -> {
            if (carrier != null) {
                carrier.put(name, value);
            }
        });
        return headers.get(TRACEPARENT);
    }
}
