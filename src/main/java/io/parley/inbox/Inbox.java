package io.parley.inbox;

import io.parley.channel.InboundSink;
import io.parley.channel.RawEvent;
import io.parley.cluster.FailPoint;
import io.parley.cluster.FailPoints;
import io.parley.cluster.Notifications;
import io.parley.tracing.Steps;
import io.parley.tracing.Steps.Step;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Stores what services deliver: step 1 of a message's way. */
@Component
class Inbox implements InboundSink {
    /** The topic on which workers are woken. */
    static final String WAKEUP = "inbox";

    private final InboxRows rows;
    private final TransactionOperations transaction;
    private final Notifications notifications;
    private final ApplicationEventPublisher events;
    private final Steps steps;
    private final FailPoints failPoints;

    Inbox(InboxRows rows, TransactionOperations transaction, Notifications notifications,
            ApplicationEventPublisher events,
            Steps steps, FailPoints failPoints) {
        this.rows = rows;
        this.transaction = transaction;
        this.notifications = notifications;
        this.events = events;
        this.steps = steps;
        this.failPoints = failPoints;
    }

    @Override
    public int store(List<RawEvent> raw) {
        if (raw.isEmpty()) {
            return 0;
        }
        List<Arrival> arrivals = raw.stream().map(event -> new Arrival(event, steps.begin(event.channel().value())))
                .toList();
        try {
            return add(arrivals);
        } finally {
            arrivals.forEach(arrival -> arrival.beginning().close());
        }
    }

    private int add(List<Arrival> arrivals) {
        failPoints.reached(FailPoint.BEFORE_STORE);
        Integer stored = steps.time(Step.STORE, () -> transaction.execute(s -> rows.add(arrivals)));
        failPoints.reached(FailPoint.AFTER_STORE);
        notifications.publishWork(WAKEUP);
        arrivals.forEach(arrival -> events.publishEvent(new EventStored(arrival.event().channel())));
        return stored == null ? 0 : stored;
    }
}
