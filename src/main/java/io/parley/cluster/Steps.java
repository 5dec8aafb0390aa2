package io.parley.cluster;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Times the steps of a message's way for those who count them. */
@Component
public class Steps {
    private final List<StepListener> listeners;

    Steps(List<StepListener> listeners) {
        this.listeners = listeners;
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

    /** Does the work, and says how long it took. */
    public <T> T time(Step step, Supplier<T> work) {
        long begin = System.nanoTime();
        try {
            return work.get();
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            listeners.forEach(listener -> listener.took(step, took));
        }
    }

    /** Does the work, and says how long it took. */
    public void timed(Step step, Runnable work) {
        time(step, () -> {
            work.run();
            return step;
        });
    }
}
