package io.parley.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Observes the steps of a message's way: counts them as {@code parley_step_seconds}, so that one sees which of them is slow,
 * and makes a span of each that belongs to a message, where traces are on. Nothing that a person said or is called is told to
 * a span.
 */
@Component
public class Steps {
    private final ObservationRegistry registry;
    private final @Nullable Spans spans;

    /** @param spans null where traces are off */
    Steps(ObservationRegistry registry, @Nullable Spans spans) {
        this.registry = registry;
        this.spans = spans;
    }

    /** Steps that nobody observes. */
    public static Steps unobserved() {
        return new Steps(ObservationRegistry.NOOP, null);
    }

    /** The steps. */
    public enum Step {
        /** From a service's call until its event is stored; begins a message's trace. Only in traces. */
        RECEIVE(true),
        /** 1: raw events are stored. */
        STORE(false),
        /** Rows of the inbox are claimed. */
        CLAIM_EVENTS(false),
        /** Steps 2 to 4 of one event, at one try. Only in traces. */
        PROCESS(true),
        /** 2: an event is understood. */
        UNDERSTAND(false),
        /** 3: the answer is found. */
        FIND_ANSWER(false),
        /** The answer to a question is decided. Only in traces. */
        DECIDE(true),
        /** The FAQ is searched. Only in traces. */
        SEARCH(true),
        /** The entries that were found are put in order. Only in traces. */
        RANK(true),
        /** The language model is asked. Only in traces. */
        CALL_MODEL(true),
        /** 4: the answer is written down. */
        WRITE_ANSWER(false),
        /** Rows of the outbox are claimed. */
        CLAIM_DELIVERIES(false),
        /** Steps 5 and 6 of one delivery, at one try. Only in traces. */
        DELIVER(true),
        /** A delivery is marked as under way. */
        MARK_SENDING(false),
        /** 5: the service is called. */
        SEND(false),
        /** 6: the delivery is written down. */
        MARK_SENT(false);

        private final boolean onlyInTraces;

        Step(boolean onlyInTraces) {
            this.onlyInTraces = onlyInTraces;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Does the work, and says how long it took. */
    public <T> T time(Step step, Supplier<T> work) {
        return step.onlyInTraces && spans == null ? work.get() : observed(new StepContext(step), work);
    }

    /** Does the work, and says how long it took. */
    public void timed(Step step, Runnable work) {
        time(step, () -> {
            work.run();
            return step;
        });
    }

    /** The beginning of a message's way; traces begin here and nowhere else. */
    public Beginning begin(String channel) {
        if (spans == null) {
            return Beginning.UNTRACED;
        }
        StepContext context = new StepContext(Step.RECEIVE).with(StepContext.CHANNEL, channel);
        return new Beginning(observation(context).start(), context.trace());
    }

    /**
     * Does a step of a message with which another thread or instance began; without a trace just does it.
     *
     * @param trace the trace to which the message belongs; null for none
     * @param attempt the number of the try
     */
    public void follow(Step step, @Nullable String trace, String channel, int attempt, Runnable work) {
        if (spans == null || trace == null) {
            work.run();
        } else {
            observation(new StepContext(step).after(trace).with(StepContext.CHANNEL, channel)
                    .with(StepContext.TRY, (long) attempt)).observe(work);
        }
    }

    /**
     * Asks a language model.
     *
     * @param use what the result says of the call
     */
    public <T> T callModel(ModelCall call, Supplier<T> work, Function<T, ModelUse> use) {
        if (spans == null) {
            return work.get();
        }
        StepContext context = call.described();
        return observed(context, () -> {
            T result = work.get();
            use.apply(result).addTo(context);
            return result;
        });
    }

    /** The trace of the message that this thread works on; null when it works on none, or traces are off. */
    public @Nullable String trace() {
        Observation current = spans == null ? null : registry.getCurrentObservation();
        return current != null && current.getContext() instanceof StepContext context ? context.trace() : null;
    }

    /** Work that belongs to this thread's step, on whichever thread it is done. */
    public <A, R> Function<A, R> carried(Function<A, R> work) {
        Observation current = spans == null ? null : registry.getCurrentObservation();
        return current == null ? work : argument -> {
            try (Observation.Scope _ = current.openScope()) {
                return work.apply(argument);
            }
        };
    }

    private <T> T observed(StepContext context, Supplier<T> work) {
        return observation(context).observe(work);
    }

    private Observation observation(StepContext context) {
        return Observation.createNotStarted("parley.step", () -> context, registry)
                .lowCardinalityKeyValue("step", context.step().word());
    }
}
