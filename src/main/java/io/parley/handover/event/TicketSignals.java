package io.parley.handover.event;

import io.parley.cluster.Notifications;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/**
 * Tells all instances that a ticket changed, or what agents see beside it, once the change is committed. A signal may get
 * lost: those who show tickets also look from time to time.
 */
@Component
public class TicketSignals {
    private static final String TOPIC = "ticket";
    private final Notifications notifications;

    TicketSignals(Notifications notifications) {
        this.notifications = notifications;
    }

    /** Says that a ticket changed. */
    public void changed(long ticket) {
        notifications.publish(TOPIC, Long.toString(ticket));
    }

    /** Calls the listener with the id of each ticket that changes, on whichever instance. It returns at once. */
    public void listen(LongConsumer listener) {
        notifications.listen(TOPIC, ticket -> listener.accept(Long.parseLong(ticket)));
    }
}
