package io.parley.inbox;

import io.parley.channel.ChannelName;
import io.parley.channel.ThreadKey;
import io.parley.conversation.Conversations;
import io.parley.handover.thread.AgentThreads;
import io.parley.outbox.Outbox;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Events that wait for what they speak of. */
@Component
class DeferredEvents {
    private static final Logger log = LoggerFactory.getLogger(DeferredEvents.class);
    private static final int MAX_LOOKED_AT = 10_000;

    private final InboxRows rows;
    private final Conversations conversations;
    private final AgentThreads agents;
    private final Outbox outbox;
    private final TransactionOperations transaction;

    DeferredEvents(InboxRows rows, Conversations conversations, AgentThreads agents, Outbox outbox,
            TransactionOperations transaction) {
        this.rows = rows;
        this.conversations = conversations;
        this.agents = agents;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    /** Releases those of which the message or the conversation is known now. */
    void release() {
        rows.deferred(MAX_LOOKED_AT).forEach((channel, deferred) -> release(channel, deferred));
    }

    /** Ends the waiting of those that waited too long. */
    void expire() {
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
        known.addAll(agents.known(channel, messages));
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
}
