package io.parley.handover.reply;

import io.parley.actor.Actor;
import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import io.parley.conversation.Replies;
import io.parley.handover.AgentAct;
import io.parley.handover.Ending;
import io.parley.handover.LockedTickets;
import io.parley.handover.ReplyKeys;
import io.parley.handover.Ticket;
import io.parley.handover.TicketEvent.Kind;
import io.parley.handover.TicketTimeline;
import io.parley.handover.Tickets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends what agents write at the desk. Chats get it at once. By mail it waits for a moment, in which its agent can take it back;
 * a ticket that ends with it ends when it has gone.
 */
@Component
@Transactional
public class DeskReplies {
    private static final int MOST_SHOWN = 5;

    private final Tickets tickets;
    private final LockedTickets locked;
    private final ReplyKeys keys;
    private final HeldReplies held;
    private final TicketTimeline timeline;
    private final Replies replies;
    private final Channels channels;
    private final UndoSettings settings;
    private final InstantSource clock;

    DeskReplies(Tickets tickets, LockedTickets locked, ReplyKeys keys, HeldReplies held, TicketTimeline timeline,
            Replies replies, Channels channels, UndoSettings settings, InstantSource clock) {
        this.tickets = tickets;
        this.locked = locked;
        this.keys = keys;
        this.held = held;
        this.timeline = timeline;
        this.replies = replies;
        this.channels = channels;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * As {@link Tickets#reply}, and ends the ticket if the agent says so.
     *
     * @return the ticket as it is now; empty when there is none of that id
     */
    public Optional<Ticket> reply(long id, AgentAct act, DeskReply reply) {
        return locked.find(id).flatMap(before -> {
            Duration hold = hold(before);
            boolean isNew = keys.said(id, reply.key()).isEmpty();
            boolean isFirst = held.isUnanswered(id);
            Optional<Ticket> after = tickets.reply(id, act, reply.text(), reply.key(), hold);
            if (isNew && hold.isPositive()) {
                held.add(new HeldReply(keys.messageOf(id, reply.key()), id, act.by(), before.waitsSince(), isFirst,
                        false,
                        false), clock.instant().plus(hold));
            }
            return reply.ending() == null ? after : ended(id, act, reply);
        });
    }

    private Duration hold(Ticket ticket) {
        return channels.get(new ChannelName(ticket.channel())).changesSent() ? Duration.ZERO : settings.undo();
    }

    private Optional<Ticket> ended(long id, AgentAct act, DeskReply reply) {
        Ending ending = Objects.requireNonNull(reply.ending());
        return held.resolves(keys.messageOf(id, reply.key()), ending.asks())
                ? locked.find(id)
                : tickets.resolve(id, AgentAct.of(act.by()), ending);
    }

    /** An agent's replies that they can take back, the newest first, at most 5. */
    public List<WaitingReply> waiting(long agent) {
        return held.of(agent, clock.instant(), MOST_SHOWN);
    }

    /**
     * Takes back a reply that has not gone: the customer waits again as before, and a ticket that was to end with it goes on.
     *
     * @param messageId our id of the reply
     * @param agent the agent's id at the desk, who wrote it
     * @return its words; empty when it has gone, or is not the agent's
     */
    public Optional<String> takeBack(long ticket, long messageId, long agent) {
        return locked.find(ticket).filter(one -> isOf(ticket, messageId, agent))
                .flatMap(one -> replies.agentUnsays(messageId)).map(text -> {
                    HeldReply reply = held.remove(messageId).orElseThrow();
                    held.unanswer(reply);
                    timeline.takeBack(ticket, Kind.REPLIED, agent);
                    return text;
                });
    }

    private boolean isOf(long ticket, long messageId, long agent) {
        return held.find(messageId).filter(one -> one.ticket() == ticket).map(HeldReply::by)
                .filter(by -> by.actor().equals(new Actor.Agent(agent)))
                .isPresent();
    }
}
