package io.parley.outbox;

import io.parley.cluster.Phases;
import io.parley.cluster.Steps;
import io.parley.cluster.Steps.Step;
import io.parley.cluster.Wakeups;
import io.parley.cluster.Workers;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Keeps delivering, as long as the application runs. */
@Component
@ConditionalOnBooleanProperty(name = "parley.serving", matchIfMissing = true)
class OutboxWorker implements SmartLifecycle {
    private final OutboxSettings settings;
    private final Workers workers;

    OutboxWorker(OutboxRows rows, Courier courier, OutboxSettings settings, Wakeups wakeups, Steps steps) {
        this.settings = settings;
        this.workers = new Workers("outbox", settings.hands(),
                most -> steps.time(Step.CLAIM_DELIVERIES, () -> rows.claim(most)), courier::deliver, rows::free);
        wakeups.listen(Outbox.WAKEUP, subject -> workers.wake());
    }

    @Override
    public void start() {
        workers.start();
    }

    @Override
    public void stop() {
        workers.stop(settings.drain());
    }

    @Override
    public boolean isRunning() {
        return workers.isRunning();
    }

    @Override
    public int getPhase() {
        return Phases.OUTBOX;
    }
}
