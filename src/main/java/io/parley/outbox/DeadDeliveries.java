package io.parley.outbox;

import io.parley.cluster.Notifications;
import io.parley.queue.DeadLetters;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Parts of messages that could not be delivered. */
@Component
@Transactional
class DeadDeliveries implements DeadLetters {
    private final OutboxRows rows;
    private final Notifications notifications;

    DeadDeliveries(OutboxRows rows, Notifications notifications) {
        this.rows = rows;
        this.notifications = notifications;
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
        notifications.publishWork(Outbox.WAKEUP);
        return rows.replay(id);
    }
}
