package io.parley.inbox;

import io.parley.cluster.Notifications;
import io.parley.queue.DeadLetters;
import io.parley.queue.DeadRows;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Events that could not be understood or answered. */
@Component
@Transactional
class DeadEvents implements DeadLetters {
    private final DeadRows rows;
    private final Notifications notifications;

    DeadEvents(InboxRows rows, Notifications notifications) {
        this.rows = rows.deadLetters();
        this.notifications = notifications;
    }

    @Override
    public String queue() {
        return "inbox";
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
        notifications.publishWork(Inbox.WAKEUP);
        return rows.replay(ids);
    }

    @Override
    public boolean drop(long id) {
        return rows.drop(id);
    }
}
