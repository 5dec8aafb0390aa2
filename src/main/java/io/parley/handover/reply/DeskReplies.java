package io.parley.handover.reply;

import io.parley.channel.ChannelName;
import io.parley.channel.Channels;
import io.parley.conversation.Replies;
import io.parley.handover.AgentAct;
import io.parley.handover.Ending;
import io.parley.handover.LockedAct;
import io.parley.handover.LockedTickets;
import io.parley.handover.Ticket;
import io.parley.handover.TicketEvent.Kind;
import io.parley.handover.TicketTimeline;
import io.parley.handover.Tickets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
    private final HeldReplies held;
    private final TicketTimeline timeline;
    private final Replies replies;
    private final Channels channels;
    private final UndoSettings settings;
    private final InstantSource clock;

    DeskReplies(Tickets tickets, LockedTickets locked, HeldReplies held, TicketTimeline timeline,
            Replies replies, Channels channels, UndoSettings settings, InstantSource clock) {
        this.tickets = tickets;
        this.locked = locked;
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
     * @return whether there is a ticket of that id
     */
    public boolean reply(long id, AgentAct act, DeskReply reply) {
        Optional<LockedAct> replying = locked.act(id, act);
        replying.ifPresent(one -> reply(one, reply));
        return replying.isPresent();
    }

    private void reply(LockedAct act, DeskReply reply) {
        long id = act.ticket().id();
        Duration hold = hold(act.ticket());
        boolean isFirst = hold.isPositive() && held.isUnanswered(id);
        Tickets.Said said = tickets.reply(act, reply.text(), reply.key(), hold);
        if (said.isNew() && hold.isPositive()) {
            held.add(new HeldReply(said.messageId(), id, act.by(), act.ticket().waitsSince(), isFirst, false, false),
                    clock.instant().plus(hold));
        }
        Ending ending = reply.ending();
        if (ending != null && !held.resolves(said.messageId(), ending.asks())) {
            tickets.resolve(said.isNew() ? act : act.asItIs(), ending);
        }
    }

    private Duration hold(Ticket ticket) {
        return channels.get(new ChannelName(ticket.channel())).changesSent() ? Duration.ZERO : settings.undo();
    }

    /** An agent's replies that they can take back, the newest first, at most 5. */
    public List<WaitingReply> waiting(long agent) {
        return held.of(agent, clock.instant(), MOST_SHOWN);
    }

    /**
     * Takes back a reply that has not gone: the customer waits again as before, and a ticket that was to end with it goes on.
     *
     * @param messageId our id of the reply
     * @return its words; empty when it has gone, or is not the agent's
     */
    public Optional<String> takeBack(long ticket, long messageId, AgentAct act) {
        return locked.act(ticket, act).filter(one -> isOf(one, messageId))
                .flatMap(one -> replies.agentUnsays(one.conversation(), messageId)).map(text -> {
                    HeldReply reply = held.remove(messageId).orElseThrow();
                    held.unanswer(reply);
                    timeline.takeBack(ticket, Kind.REPLIED, act.by());
                    return text;
                });
    }

    private boolean isOf(LockedAct act, long messageId) {
        return held.find(messageId).filter(one -> one.ticket() == act.ticket().id()).map(HeldReply::by)
                .filter(by -> by.actor().equals(act.by().actor()))
                .isPresent();
    }
}
