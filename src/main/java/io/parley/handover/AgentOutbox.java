package io.parley.handover;

import io.parley.channel.Address;
import io.parley.outbox.Outbox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes what agents are told at the end of the transaction, so that what many transactions write to is locked last, and all
 * of it at once.
 */
@Component
public class AgentOutbox {
    private final Outbox outbox;

    AgentOutbox(Outbox outbox) {
        this.outbox = outbox;
    }

    /** What one transaction tells agents. */
    private final class Told implements TransactionSynchronization {
        private final Set<Long> messages = new HashSet<>();
        private final Set<Address> places = new HashSet<>();
        private final List<Runnable> writes = new ArrayList<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            outbox.lock(messages, places);
            writes.forEach(Runnable::run);
        }
    }

    /**
     * Does something to the outbox before the transaction commits, after what was to be done before.
     *
     * @param messageId what it is done with, and changed wherever that went
     * @param places the addresses that it is sent to
     */
    public void write(long messageId, List<Address> places, Runnable write) {
        Told told = TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(one -> one instanceof Told).map(Told.class::cast).findFirst()
                .orElseGet(this::begin);
        told.messages.add(messageId);
        told.places.addAll(places);
        told.writes.add(write);
    }

    private Told begin() {
        Told told = new Told();
        TransactionSynchronizationManager.registerSynchronization(told);
        return told;
    }
}
