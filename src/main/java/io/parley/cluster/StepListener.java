package io.parley.cluster;

import java.time.Duration;

/** Told how long each step of a message's way took. */
@FunctionalInterface
public interface StepListener {
    /** The step was done, or failed, after that time. */
    void took(Steps.Step step, Duration time);
}
