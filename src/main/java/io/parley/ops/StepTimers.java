package io.parley.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.cluster.StepListener;
import io.parley.cluster.Steps.Step;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Counts the steps of a message's way, as {@code parley_step_seconds}, so that one sees which of them is slow. */
@Component
class StepTimers implements StepListener {
    private final MeterRegistry registry;

    StepTimers(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void took(Step step, Duration time) {
        Timer.builder("parley.step").description("Time spent in a step of a message's way")
                .tag("step", step.name().toLowerCase(Locale.ROOT)).register(registry).record(time);
    }
}
