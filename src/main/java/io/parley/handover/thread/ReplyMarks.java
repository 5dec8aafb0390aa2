package io.parley.handover.thread;

import io.parley.channel.Channels;
import io.parley.channel.ForAgents.Sign;
import io.parley.handover.LockedTickets;
import io.parley.handover.Ticket;
import io.parley.outbox.DeliveryFailed;
import io.parley.outbox.DeliveryState;
import io.parley.outbox.MessageDelivered;
import io.parley.outbox.Outbox;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

/** Shows agents by a sign on their words whether the customer has them. */
@Component
public class ReplyMarks {
    private static final Logger log = LoggerFactory.getLogger(ReplyMarks.class);
    private static final int BATCH = 100;

    private final AgentMessages messages;
    private final LockedTickets locked;
    private final AgentRemarks remarks;
    private final Outbox outbox;
    private final Channels channels;
    private final TransactionTemplate transaction;

    /** A delivery that failed is heard of when its transaction has ended but still stands around. */
    ReplyMarks(AgentMessages messages, LockedTickets locked, AgentRemarks remarks, Outbox outbox, Channels channels,
            PlatformTransactionManager transactions) {
        this.channels = channels;
        this.messages = messages;
        this.locked = locked;
        this.remarks = remarks;
        this.outbox = outbox;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @EventListener
    void onDelivered(MessageDelivered delivered) {
        if (delivered.ofAgent()) {
            markNow(delivered.messageId());
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void onFailed(DeliveryFailed failed) {
        if (failed.ofAgent()) {
            markNow(failed.messageId());
        }
    }

    /** Marks it, unless nobody writes anywhere but at the desk. What does not work now is caught up with later. */
    private void markNow(long messageId) {
        try {
            if (channels.all().stream().anyMatch(channel -> channel.agentAddress().isPresent())) {
                mark(messageId);
            }
        } catch (DataAccessException | TransactionException e) {
            log.info("Message {} is marked later: {}", messageId, e.getClass().getSimpleName());
        }
    }

    /** Marks what was delivered or given up without being marked, as when the process ended in between. */
    public void catchUp() {
        List<Long> unmarked = messages.unmarked(BATCH);
        unmarked.forEach(this::mark);
    }

    private void mark(long messageId) {
        transaction.executeWithoutResult(status -> messages.lockUnmarked(messageId).ifPresent(row -> {
            DeliveryState state = outbox.stateOf(messageId);
            String failure = state.failure();
            if (failure != null || state.isDelivered()) {
                messages.mark(row.id(), failure == null);
                locked.find(row.ticket()).ifPresent(locking -> told(locking.ticket(), row, failure));
            }
        }));
    }

    private void told(Ticket ticket, AgentMessages.Row row, @Nullable String failure) {
        if (failure == null) {
            remarks.mark(ticket, row, Sign.DELIVERED);
        } else {
            remarks.failed(ticket, row, failure);
        }
    }
}
