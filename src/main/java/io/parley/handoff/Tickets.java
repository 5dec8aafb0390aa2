package io.parley.handoff;

import io.parley.conversation.ConversationMerged;
import io.parley.conversation.ConversationStartedOver;
import io.parley.conversation.HandoffDecided;
import io.parley.conversation.History;
import io.parley.conversation.Replies;
import io.parley.conversation.TakenBack;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens tickets when the bot hands over, and lets people reply to and resolve them. */
@Component
@Transactional
public class Tickets {
    private static final int MOST_SHOWN = 500;
    private static final String CUSTOMER = "customer";
    /** Who resolved a ticket whose conversation joined another that has a ticket. */
    private static final String MERGED = "merged";

    private final TicketRows rows;
    private final AgentCall call;
    private final Replies replies;
    private final History history;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Tickets(TicketRows rows, Replies replies, History history, ApplicationEventPublisher events,
            InstantSource clock, AgentCall call) {
        this.call = call;
        this.rows = rows;
        this.replies = replies;
        this.history = history;
        this.events = events;
        this.clock = clock;
    }

    /** The tickets that are not resolved, the longest waiting first, at most 500. */
    public List<Ticket> unresolved() {
        return rows.unresolved(MOST_SHOWN);
    }

    /** A ticket with its conversation; empty when there is none of that id. */
    public Optional<TicketConversation> find(long id) {
        return rows.find(id).map(ticket -> new TicketConversation(ticket, history.forAgents(ticket.conversationId())));
    }

    /**
     * Sends a person's reply to the customer on the customer's own channel. From then on the bot is silent in that
     * conversation until the ticket is resolved.
     *
     * @return the ticket as it is now; empty when there is none of that id
     * @throws TicketResolvedException when it is resolved already
     */
    public Optional<Ticket> reply(long id, String agent, String text) {
        return hold(id).flatMap(ticket -> {
            refuseResolved(ticket);
            replies.agentSays(ticket.conversationId(), agent, text);
            rows.take(id, agent, clock.instant());
            return rows.hold(id);
        });
    }

    /**
     * Resolves a ticket and gives the conversation back to the bot. A ticket that is resolved already stays as it is.
     *
     * @param entry the FAQ entry that would have answered it, if the agent names one; the bot learns from it
     * @return the ticket as it is now; empty when there is none of that id
     */
    public Optional<Ticket> resolve(long id, String agent, @Nullable String entry) {
        return hold(id).flatMap(ticket -> {
            if (!ticket.isResolved()) {
                rows.resolve(id, agent, clock.instant());
                replies.handBack(ticket.conversationId());
                events.publishEvent(new TicketResolved(id, agent, entry, clock.instant()));
            }
            return rows.hold(id);
        });
    }

    @EventListener
    void onHandoff(HandoffDecided handoff) {
        rows.open(handoff.conversationId(), handoff.turnId(), handoff.reason(), handoff.at()).flatMap(rows::find)
                .ifPresent(ticket -> call.agents(ticket, handoff.turnId()));
    }

    /** What was taken back is not to be read where agents were told of it. */
    @EventListener
    void onTakenBack(TakenBack taken) {
        rows.openedSince(taken.conversationId(), taken.turnId())
                .forEach((turn, id) -> rows.find(id).ifPresent(ticket -> call.tellAnew(ticket, turn)));
    }

    @EventListener
    void onStartedOver(ConversationStartedOver startedOver) {
        rows.resolveOf(startedOver.conversationId(), CUSTOMER, startedOver.at());
    }

    @EventListener
    void onMerged(ConversationMerged merged) {
        rows.move(merged.from(), merged.into());
        rows.resolveOf(merged.from(), MERGED, clock.instant());
    }

    /** A ticket and its conversation, held in the order in which a hand-over and a reset take them. */
    private Optional<Ticket> hold(long id) {
        rows.conversationOf(id).ifPresent(replies::hold);
        return rows.hold(id);
    }

    private static void refuseResolved(Ticket ticket) {
        if (ticket.isResolved()) {
            throw new TicketResolvedException(ticket.id());
        }
    }
}
