package io.parley.inbox;

import io.parley.channel.ChannelName;
import io.parley.channel.ThreadKey;
import io.parley.cluster.Phases;
import io.parley.cluster.Steps;
import io.parley.cluster.Steps.Step;
import io.parley.cluster.Wakeups;
import io.parley.cluster.Workers;
import io.parley.conversation.Conversations;
import io.parley.inbox.InboxRows.Held;
import io.parley.outbox.Outbox;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps working on the inbox, as long as the application runs. */
@Component
@ConditionalOnBooleanProperty(name = "parley.serving", matchIfMissing = true)
class InboxRunner implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(InboxRunner.class);
    private static final int HELD_LOOKED_AT = 10_000;

    private final InboxRows rows;
    private final Conversations conversations;
    private final Outbox outbox;
    private final TransactionOperations transaction;
    private final InboxSettings settings;
    private final Workers workers;

    InboxRunner(InboxRows rows, InboxWorker worker, Conversations conversations, Outbox outbox,
            TransactionOperations transaction, InboxSettings settings, Wakeups wakeups,
            Steps steps) {
        this.rows = rows;
        this.conversations = conversations;
        this.outbox = outbox;
        this.transaction = transaction;
        this.settings = settings;
        this.workers = new Workers("inbox", settings.hands(),
                most -> steps.time(Step.CLAIM_EVENTS, () -> rows.claim(most)), worker::work, this::tidy);
        wakeups.listen(Inbox.WAKEUP, subject -> workers.wake());
    }

    /** Frees what nobody works on, and looks again at what waits for a message. */
    void tidy(Set<Long> inHand) {
        rows.free(inHand);
        rows.held(HELD_LOOKED_AT).forEach((channel, held) -> release(channel, held));
        int expired = rows.expireHeld();
        if (expired > 0) {
            log.info("{} events waited in vain", expired);
        }
    }

    private void release(ChannelName channel, List<Held> held) {
        Set<String> messages = held.stream().filter(row -> row.thread().isEmpty()).map(Held::waitsFor)
                .collect(Collectors.toSet());
        Set<String> known = new HashSet<>(outbox.known(channel, messages));
        known.addAll(conversations.known(channel, messages));
        Set<ThreadKey> begun = conversations
                .openAmong(held.stream().map(Held::thread).flatMap(Optional::stream).toList());
        held.stream().filter(row -> row.thread().map(begun::contains).orElse(known.contains(row.waitsFor())))
                .forEach(row -> transaction.executeWithoutResult(s -> rows.release(row)));
    }

    @Override
    public void start() {
        workers.start();
    }

    @Override
    public void stop() {
        workers.stop(settings.drain());
    }

    @Override
    public boolean isRunning() {
        return workers.isRunning();
    }

    @Override
    public int getPhase() {
        return Phases.INBOX;
    }
}
