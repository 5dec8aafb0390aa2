package io.parley.outbox;

import io.parley.cluster.DeadLetters;
import io.parley.cluster.Wakeups;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Parts of messages that could not be delivered. */
@Component
@Transactional
class DeadDeliveries implements DeadLetters {
    private final OutboxRows rows;
    private final Wakeups wakeups;

    DeadDeliveries(OutboxRows rows, Wakeups wakeups) {
        this.rows = rows;
        this.wakeups = wakeups;
    }

    @Override
    public String queue() {
        return "outbox";
    }

    @Override
    public List<DeadLetter> newest(int most) {
        return rows.deadLetters(most);
    }

    @Override
    public boolean replay(long id) {
        wakeups.publishWork(Outbox.WAKEUP);
        return rows.replay(id);
    }
}
