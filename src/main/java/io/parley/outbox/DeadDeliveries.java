package io.parley.outbox;

import io.parley.cluster.Notifications;
import io.parley.queue.DeadLetters;
import io.parley.queue.DeadRows;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Parts of messages that could not be delivered. */
@Component
@Transactional
class DeadDeliveries implements DeadLetters {
    private final DeadRows rows;
    private final Notifications notifications;

    DeadDeliveries(OutboxRows rows, Notifications notifications) {
        this.rows = rows.deadLetters();
        this.notifications = notifications;
    }

    @Override
    public String queue() {
        return "outbox";
    }

    @Override
    public List<DeadLetter> before(Place place, int most) {
        return rows.before(place, most);
    }

    @Override
    public Optional<DeadLetter> find(long id) {
        return rows.find(id);
    }

    @Override
    public List<Long> alike(String channel, String error, int most) {
        return rows.alike(channel, error, most);
    }

    @Override
    public int replay(Collection<Long> ids) {
        notifications.publishWork(Outbox.WAKEUP);
        return rows.replay(ids);
    }

    @Override
    public boolean drop(long id) {
        return rows.drop(id);
    }
}
