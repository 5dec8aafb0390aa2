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
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private static final int HELD_LOOKED_AT = 5_000;

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

    /** Frees what dead instances held, and looks again at what waits for a message. */
    void tidy() {
        rows.freeTheDead();
        List<Held> waiting = rows.held(HELD_LOOKED_AT);
        Set<ThreadKey> begun = conversations
                .openAmong(waiting.stream().map(Held::thread).flatMap(Optional::stream).toList());
        for (Held held : waiting) {
            if (held.thread().map(begun::contains).orElseGet(() -> isKnown(held.channel(), held.waitsFor()))) {
                transaction.executeWithoutResult(s -> rows.release(held));
            }
        }
        int expired = rows.expireHeld();
        if (expired > 0) {
            log.info("{} events waited in vain", expired);
        }
    }

    private boolean isKnown(ChannelName channel, String messageKey) {
        return outbox.answerOf(channel, messageKey).isPresent() || conversations.knows(channel, messageKey);
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
