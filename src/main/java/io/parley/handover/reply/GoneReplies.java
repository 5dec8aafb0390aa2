package io.parley.handover.reply;

import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import io.parley.handover.AgentAct;
import io.parley.handover.Ending;
import io.parley.handover.LockedTickets;
import io.parley.handover.LockedTickets.Locked;
import io.parley.handover.Ticket;
import io.parley.handover.Tickets;
import io.parley.handover.event.TicketSignals;
import io.parley.outbox.DeliveryFailed;
import io.parley.outbox.DeliveryState;
import io.parley.outbox.MessageDelivered;
import io.parley.outbox.Outbox;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends what waits for a held reply, once that has gone or cannot go. */
@Component
public class GoneReplies {
    private static final Logger log = LoggerFactory.getLogger(GoneReplies.class);
    private static final int BATCH = 100;

    private final HeldReplies held;
    private final LockedTickets tickets;
    private final Tickets acts;
    private final TicketSignals signals;
    private final Outbox outbox;
    private final Channels channels;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    /** A delivery that failed is heard of when its transaction has ended but still stands around. */
    GoneReplies(HeldReplies held, LockedTickets tickets, Tickets acts, TicketSignals signals, Outbox outbox,
            Channels channels, InstantSource clock, PlatformTransactionManager transactions) {
        this.held = held;
        this.tickets = tickets;
        this.acts = acts;
        this.signals = signals;
        this.outbox = outbox;
        this.channels = channels;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @EventListener
    void onDelivered(MessageDelivered delivered) {
        if (delivered.ofAgent()) {
            endNow(delivered.channel(), delivered.messageId());
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void onFailed(DeliveryFailed failed) {
        if (failed.ofAgent()) {
            endNow(failed.address().channel(), failed.messageId());
        }
    }

    /** What does not work now is caught up with later. */
    private void endNow(ChannelName channel, long messageId) {
        try {
            if (channels.all().stream().anyMatch(one -> one.name().equals(channel) && !one.changesSent())) {
                end(messageId);
            }
        } catch (DataAccessException | TransactionException e) {
            log.info("Reply {} is looked after later: {}", messageId, e.getClass().getSimpleName());
        }
    }

    /** Looks after what went, or was given up, without being heard of, as when the process ended in between. */
    public void catchUp() {
        held.due(clock.instant(), BATCH).forEach(this::end);
    }

    private void end(long messageId) {
        transaction.executeWithoutResult(status -> held.find(messageId).map(HeldReply::ticket).flatMap(tickets::find)
                .ifPresent(ticket -> end(ticket, messageId)));
    }

    /** A ticket whose customer wrote meanwhile, or whose agent does not have it or works here no more, is not resolved. */
    private void end(Locked locked, long messageId) {
        DeliveryState state = outbox.stateOf(messageId);
        if (!state.isDelivered() && state.failure() == null) {
            return;
        }
        held.remove(messageId).ifPresent(reply -> {
            Optional.ofNullable(reply.by()).filter(by -> reply.resolves() && state.failure() == null)
                    .filter(by -> isOver(locked.ticket(), AgentAct.of(by)) && tickets.works(by))
                    .ifPresent(by -> acts.resolve(tickets.act(locked, AgentAct.of(by)),
                            new Ending(null, reply.asks())));
            signals.changed(locked.ticket().id());
        });
    }

    private static boolean isOver(Ticket ticket, AgentAct act) {
        return ticket.isWith(act) && ticket.waitsSince() == null;
    }
}
