package io.parley.inbox;

import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import io.parley.channel.ThreadKey;
import io.parley.cluster.Notifications;
import io.parley.cluster.StartupPhase;
import io.parley.cluster.Steps;
import io.parley.cluster.Steps.Step;
import io.parley.conversation.Conversations;
import io.parley.outbox.Outbox;
import io.parley.queue.Claim;
import io.parley.queue.Lane;
import io.parley.queue.Workers;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps working on the inbox, as long as the application runs. */
@Component
@ConditionalOnBooleanProperty(name = "parley.serving", matchIfMissing = true)
class InboxLoop implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(InboxLoop.class);
    private static final int MAX_LOOKED_AT = 10_000;

    private final InboxRows rows;
    private final Conversations conversations;
    private final Outbox outbox;
    private final TransactionOperations transaction;
    private final InboxSettings settings;
    private final Workers<ClaimedEvent> workers;

    InboxLoop(InboxRows rows, InboxWorker worker, Channels channels, Conversations conversations, Outbox outbox,
            TransactionOperations transaction, InboxSettings settings, Notifications notifications, Steps steps) {
        this.rows = rows;
        this.conversations = conversations;
        this.outbox = outbox;
        this.transaction = transaction;
        this.settings = settings;
        List<Lane> lanes = channels.all().stream()
                .map(channel -> Lane.of(channel.name().value(), settings.concurrency()))
                .toList();
        this.workers = new Workers<>("inbox", lanes,
                room -> {
                    List<ClaimedEvent> claims = steps.time(Step.CLAIM_EVENTS, () -> rows.claim(room));
                    if (Claim.isAnyRoomFull(room, claims)) {
                        notifications.wakeOthers(Inbox.WAKEUP);
                    }
                    return claims;
                }, worker::work,
                List.of(rows::reclaimAbandoned, running -> releaseDeferred(), running -> expireDeferred()));
        notifications.listen(Inbox.WAKEUP, subject -> workers.signal());
    }

    /** Looks again at what waits for a message. */
    private void releaseDeferred() {
        rows.deferred(MAX_LOOKED_AT).forEach((channel, deferred) -> release(channel, deferred));
    }

    private void expireDeferred() {
        int expired = rows.expireDeferred();
        if (expired > 0) {
            log.info("{} deferred events expired", expired);
        }
    }

    private void release(ChannelName channel, List<InboxRows.Deferred> deferred) {
        Set<String> messages = deferred.stream().filter(row -> row.thread().isEmpty()).map(InboxRows.Deferred::waitsFor)
                .collect(Collectors.toSet());
        Set<String> known = new HashSet<>(outbox.known(channel, messages));
        known.addAll(conversations.known(channel, messages));
        Set<ThreadKey> begun = conversations
                .openAmong(deferred.stream().map(InboxRows.Deferred::thread).flatMap(Optional::stream).toList());
        deferred.stream().filter(row -> row.thread().map(begun::contains).orElse(known.contains(row.waitsFor())))
                .forEach(this::release);
    }

    /** One that cannot be released holds up no other. */
    private void release(InboxRows.Deferred row) {
        try {
            transaction.executeWithoutResult(s -> rows.release(row));
        } catch (DataAccessException e) {
            log.warn("Event {} cannot be released yet: {}", row.id(), e.getMessage());
        }
    }

    @Override
    public void start() {
        workers.start();
    }

    @Override
    public void stop() {
        workers.stop(settings.shutdownTimeout());
    }

    @Override
    public boolean isRunning() {
        return workers.isRunning();
    }

    @Override
    public int getPhase() {
        return StartupPhase.INBOX;
    }
}
