package io.parley.cluster;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Times the steps of a message's way, as {@code parley_step_seconds}, so that one sees which of them is slow. */
@Component
public class Steps {
    private final Map<Step, Timer> timers = new EnumMap<>(Step.class);

    Steps(MeterRegistry registry) {
        for (Step step : Step.values()) {
            timers.put(step, Timer.builder("parley.step").description("Time spent in a step of a message's way")
                    .tag("step", step.name().toLowerCase(Locale.ROOT)).register(registry));
        }
    }

    /** The steps. */
    public enum Step {
        /** 1: raw events are stored. */
        STORE,
        /** Rows of the inbox are claimed. */
        CLAIM_EVENTS,
        /** 2: an event is understood. */
        UNDERSTAND,
        /** 3: the answer is found. */
        FIND_ANSWER,
        /** 4: the answer is written down. */
        WRITE_ANSWER,
        /** Rows of the outbox are claimed. */
        CLAIM_DELIVERIES,
        /** A delivery is marked as under way. */
        MARK_SENDING,
        /** 5: the service is called. */
        SEND,
        /** 6: the delivery is written down. */
        MARK_SENT
    }

    /** Does the work, and counts the time under the step. */
    public <T> T time(Step step, Supplier<T> work) {
        Timer.Sample sample = Timer.start();
        try {
            return work.get();
        } finally {
            timer(step, sample);
        }
    }

    /** Does the work, and counts the time under the step. */
    public void timed(Step step, Runnable work) {
        Timer.Sample sample = Timer.start();
        try {
            work.run();
        } finally {
            timer(step, sample);
        }
    }

    private void timer(Step step, Timer.Sample sample) {
        Timer timer = timers.get(step);
        if (timer != null) {
            sample.stop(timer);
        }
    }
}
