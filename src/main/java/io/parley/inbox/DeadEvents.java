package io.parley.inbox;

import io.parley.cluster.DeadLetters;
import io.parley.cluster.Wakeups;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Events that could not be understood or answered. */
@Component
@Transactional
class DeadEvents implements DeadLetters {
    private final InboxRows rows;
    private final Wakeups wakeups;

    DeadEvents(InboxRows rows, Wakeups wakeups) {
        this.rows = rows;
        this.wakeups = wakeups;
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
        wakeups.publishWork(Inbox.WAKEUP);
        return rows.replay(id);
    }
}
