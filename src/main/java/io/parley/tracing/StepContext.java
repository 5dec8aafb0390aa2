package io.parley.tracing;

import io.micrometer.observation.Observation;
import io.opentelemetry.api.trace.Span;
import io.parley.tracing.Steps.Step;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes that one step gives its span: the only words that get into a trace. */
final class StepContext extends Observation.Context {
    static final String CHANNEL = "parley.channel";
    static final String TRY = "parley.try";
    static final String ERROR = "error.type";

    private final Step step;
    private final String spanName;
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private @Nullable String former;
    private @Nullable Span span;

    StepContext(Step step) {
        this(step, step.word());
    }

    StepContext(Step step, String spanName) {
        this.step = step;
        this.spanName = spanName;
    }

    Step step() {
        return step;
    }

    String spanName() {
        return spanName;
    }

    /** @param value a word of ours or of the configuration, or a number */
    StepContext with(String attribute, Object value) {
        attributes.put(attribute, value);
        return this;
    }

    Map<String, Object> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    /** Goes on with a trace that began elsewhere. */
    StepContext after(String trace) {
        former = trace;
        return this;
    }

    @Nullable
    String former() {
        return former;
    }

    void began(Span begun) {
        span = begun;
    }

    /** Null while the step has no span. */
    @Nullable
    Span span() {
        return span;
    }

    /** The trace in which this step is, for those who go on with the message; null without a span. */
    @Nullable
    String trace() {
        return span == null ? null : Spans.trace(span);
    }
}
