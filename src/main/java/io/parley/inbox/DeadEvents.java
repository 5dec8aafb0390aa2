package io.parley.inbox;

import io.parley.cluster.Notifications;
import io.parley.queue.DeadLetters;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Events that could not be understood or answered. */
@Component
@Transactional
class DeadEvents implements DeadLetters {
    private final InboxRows rows;
    private final Notifications notifications;

    DeadEvents(InboxRows rows, Notifications notifications) {
        this.rows = rows;
        this.notifications = notifications;
    }

    @Override
    public String queue() {
        return "inbox";
    }

    @Override
    public List<DeadLetter> newest(int most) {
        return rows.deadLetters(most);
    }

    @Override
    public boolean replay(long id) {
        notifications.publishWork(Inbox.WAKEUP);
        return rows.replay(id);
    }
}
