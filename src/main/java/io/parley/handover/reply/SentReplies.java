package io.parley.handover.reply;

import io.parley.audit.Deed;
import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import io.parley.conversation.Replies;
import io.parley.handover.AgentAct;
import io.parley.handover.LockedAct;
import io.parley.handover.LockedTickets;
import io.parley.handover.event.TicketSignals;
import io.parley.outbox.Outbox;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes what an agent has said, and takes it back, where the customer's channel can. */
@Component
@Transactional
public class SentReplies {
    private final JdbcClient jdbc;
    private final LockedTickets locked;
    private final Replies replies;
    private final Outbox outbox;
    private final Channels channels;
    private final TicketSignals signals;

    SentReplies(JdbcClient jdbc, LockedTickets locked, Replies replies, Outbox outbox, Channels channels,
            TicketSignals signals) {
        this.jdbc = jdbc;
        this.locked = locked;
        this.replies = replies;
        this.outbox = outbox;
        this.channels = channels;
        this.signals = signals;
    }

    /** What became of a wish to change something. */
    public enum Outcome {
        /** It is done, or was so already. */
        DONE,
        /** An agent said no such thing in the ticket, or took it back, or it is so old that nobody knows where it went. */
        MISSING,
        /** Somebody else said it, or nobody knows any more who did. */
        OTHERS,
        /** The customer's channel cannot change what was sent. */
        FIXED
    }

    private record Said(@Nullable String by, String text) {
        boolean isOf(AgentAct act) {
            return act.by().actor().word().equals(by);
        }
    }

    /** Whether what was sent on a channel can be changed. */
    public boolean canChange(String channel) {
        return channels.get(new ChannelName(channel)).changesSent();
    }

    /** What an agent said, as the customer has it; empty when the agent said no such thing. */
    public Optional<String> words(long ticket, long messageId, AgentAct act) {
        return said(ticket, messageId).filter(said -> said.isOf(act)).map(Said::text);
    }

    /**
     * The customer reads something else from now on.
     *
     * @param messageId our id of what the agent said
     */
    public Outcome change(long ticket, long messageId, AgentAct act, String text) {
        return tried(ticket, messageId, act, Deed.REPLY_CHANGED, (one, said) -> {
            boolean changes = !said.text().equals(Replies.kept(text));
            if (changes) {
                replies.agentChanges(one.conversation(), messageId, one.by(), text);
            }
            return changes;
        });
    }

    /**
     * The customer reads it no longer.
     *
     * @param messageId our id of what the agent said
     */
    public Outcome takeBack(long ticket, long messageId, AgentAct act) {
        return tried(ticket, messageId, act, Deed.REPLY_TAKEN_BACK, (one, said) -> {
            replies.agentTakesBack(one.conversation(), messageId);
            return true;
        });
    }

    private Outcome tried(long id, long messageId, AgentAct act, Deed deed, BiPredicate<LockedAct, Said> does) {
        Optional<LockedAct> locking = locked.act(id, act);
        Optional<Said> said = locking.flatMap(one -> said(id, messageId));
        if (locking.isEmpty() || said.isEmpty()) {
            return Outcome.MISSING;
        }
        LockedAct one = locking.get();
        if (!canChange(one.ticket().channel())) {
            return Outcome.FIXED;
        }
        if (!said.get().isOf(act)) {
            return Outcome.OTHERS;
        }
        if (does.test(one, said.get())) {
            locked.done(one, deed);
            signals.changed(id);
        }
        return Outcome.DONE;
    }

    private Optional<Said> said(long ticket, long messageId) {
        return jdbc.sql("""
                select said_by, text from message
                where id = ? and conversation_id = (select conversation_id from ticket where id = ?)
                  and author = 'agent' and deleted_at is null""").param(messageId).param(ticket)
                .query((row, n) -> new Said(row.getString(1), row.getString(2)))
                .optional().filter(said -> outbox.isKnown(messageId));
    }
}
