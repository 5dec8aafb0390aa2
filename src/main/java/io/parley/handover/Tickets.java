package io.parley.handover;

import io.parley.actor.Helper;
import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.channel.ThreadKey;
import io.parley.conversation.ConversationMerged;
import io.parley.conversation.ConversationStartedOver;
import io.parley.conversation.HandoverDecided;
import io.parley.conversation.History;
import io.parley.conversation.MessageRetracted;
import io.parley.conversation.Replies;
import io.parley.conversation.State;
import io.parley.handover.Ticket.Listed;
import io.parley.handover.event.TicketClosing;
import io.parley.handover.event.TicketResolved;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens tickets when the bot hands over, and lets people take, reply to and resolve them. */
@Component
@Transactional
public class Tickets {
    /** The most tickets on a page of a list. */
    public static final int MOST_LISTED = 200;

    private static final String CUSTOMER = "customer";
    /** Recorded as the resolver of a ticket whose conversation joined another that has a ticket. */
    private static final String MERGED = "merged";

    private final TicketRows rows;
    private final ReplyKeys keys;
    private final TicketTimeline timeline;
    private final Assignments assignments;
    private final AgentCall call;
    private final TicketTexts texts;
    private final Replies replies;
    private final History history;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final Audit audit;

    Tickets(TicketRows rows, ReplyKeys keys, TicketTimeline timeline, Assignments assignments,
            Replies replies, History history,
            ApplicationEventPublisher events,
            InstantSource clock, AgentCall call, TicketTexts texts, Audit audit) {
        this.audit = audit;
        this.call = call;
        this.texts = texts;
        this.rows = rows;
        this.keys = keys;
        this.timeline = timeline;
        this.assignments = assignments;
        this.replies = replies;
        this.history = history;
        this.events = events;
        this.clock = clock;
    }

    /** The newest tickets that are not resolved, at most 200. */
    public List<Ticket> unresolved() {
        return before(Listed.OPEN, Long.MAX_VALUE, MOST_LISTED).tickets();
    }

    /**
     * Tickets that were opened before one, the newest first.
     *
     * @param ticket its id
     * @param most 1 to 200
     */
    public TicketPage before(Listed state, long ticket, int most) {
        return TicketPage.of(rows.before(state, ticket, most + 1), most);
    }

    /**
     * Tickets that were opened after one, the oldest first.
     *
     * @param ticket its id
     * @param most 1 to 200
     */
    public TicketPage after(Listed state, long ticket, int most) {
        return TicketPage.of(rows.after(state, ticket, most + 1), most);
    }

    /** A ticket with its conversation; empty when there is none of that id. */
    public Optional<TicketConversation> find(long id) {
        return rows.find(id).map(ticket -> new TicketConversation(ticket, history.forAgents(ticket.conversationId())));
    }

    /** The ticket of a thread that is not resolved, by its id. */
    public Optional<Long> openIn(ThreadKey thread) {
        return rows.openIn(thread);
    }

    /**
     * Sends a person's reply to the customer on the customer's own channel. From then on the ticket is theirs, and the bot is
     * silent in that conversation until the ticket is resolved or handed back.
     *
     * @param key tells this reply from others; what was sent under it before is not sent again
     * @return the ticket as it is now; empty when there is none of that id
     * @throws TicketResolvedException when it is resolved already
     * @throws TicketConflictException when somebody else has it, or did something about it meanwhile
     * @throws ReplyKeyReusedException when the key was used for another text
     */
    public Optional<Ticket> reply(long id, AgentAct act, String text, @Nullable String key) {
        return reply(id, act, text, key, Duration.ZERO);
    }

    /** The same, sent after a while. */
    public Optional<Ticket> reply(long id, AgentAct act, String text, @Nullable String key, Duration after) {
        return lockForUpdate(id).flatMap(ticket -> {
            if (key == null || !isSaid(id, key, text)) {
                refuse(ticket, act);
                say(ticket, act, replies.agentSays(ticket.conversationId(), act.by(), text, after), key);
            }
            return rows.lockForUpdate(id);
        });
    }

    private boolean isSaid(long id, String key, String text) {
        Optional<String> said = keys.said(id, key);
        if (said.isPresent() && !said.get().equals(Replies.kept(text))) {
            throw new ReplyKeyReusedException(id);
        }
        return said.isPresent();
    }

    private void say(Ticket ticket, AgentAct act, long messageId, @Nullable String key) {
        take(ticket, act);
        rows.answered(ticket.id(), clock.instant());
        timeline.add(ticket.id(), TicketEvent.Kind.REPLIED, act);
        if (key != null) {
            keys.add(ticket.id(), key, messageId, clock.instant());
        }
    }

    private void auditTakeOver(Ticket ticket, AgentAct act) {
        if (ticket.isWithAnother(act)) {
            audit.add(act.by().account(), Deed.TICKET_TAKEN_OVER, Long.toString(ticket.id()), ticket.assignee());
        }
    }

    private void take(Ticket ticket, AgentAct act) {
        auditTakeOver(ticket, act);
        rows.take(ticket, act.by(), clock.instant());
        if (!ticket.isWith(act)) {
            timeline.add(ticket.id(), TicketEvent.Kind.TAKEN, act);
        }
    }

    /**
     * A ticket becomes an agent's: the customer is told, and the bot is silent from then on. One that is theirs stays so.
     *
     * @return the ticket as it is now; empty when there is none of that id
     * @throws TicketResolvedException when it is resolved already
     * @throws TicketConflictException when somebody else has it, or did something about it meanwhile
     */
    public Optional<Ticket> take(long id, AgentAct act) {
        return lockForUpdate(id).flatMap(ticket -> {
            refuse(ticket, act);
            if (!ticket.isWith(act) || assignments.isUnstarted(id)) {
                take(ticket, act);
                replies.goesTo(ticket.conversationId(), State.WITH_AGENT,
                        language -> texts.in(language).taken(act.name()));
            }
            return rows.lockForUpdate(id);
        });
    }

    /**
     * Gives a ticket to an agent, who has some minutes to begin. The customer is not told before the agent writes.
     *
     * @param login the agent's, in whatever case it is written
     * @return the ticket as it is now; empty when there is none of that id
     * @throws NoSuchAgentException when there is no such agent
     * @throws TicketResolvedException when it is resolved already
     * @throws TicketConflictException when somebody else has it, or did something about it meanwhile
     */
    public Optional<Ticket> assign(long id, AgentAct act, String login) {
        return lockForUpdate(id).flatMap(ticket -> {
            refuse(ticket, act);
            Helper agent = assignments.agent(login).orElseThrow(() -> new NoSuchAgentException(login));
            auditTakeOver(ticket, act);
            assignments.give(id, agent, clock.instant());
            timeline.add(id, TicketEvent.Kind.ASSIGNED, AgentAct.of(agent));
            return rows.lockForUpdate(id);
        });
    }

    /**
     * The bot takes the conversation back, with nothing solved; the customer is told. A ticket that is resolved already stays
     * as it is.
     *
     * @return the ticket as it is now; empty when there is none of that id
     * @throws TicketConflictException when somebody else has it, or did something about it meanwhile
     */
    public Optional<Ticket> handBack(long id, AgentAct act) {
        return lockForUpdate(id).flatMap(ticket -> {
            if (!ticket.isResolved()) {
                refuse(ticket, act);
                rows.resolve(id, act.name(), clock.instant());
                timeline.add(id, TicketEvent.Kind.HANDED_BACK, act);
                replies.goesTo(ticket.conversationId(), State.BOT, language -> texts.in(language).handedBack());
            }
            return rows.lockForUpdate(id);
        });
    }

    /**
     * Resolves a ticket and gives the conversation back to the bot. A ticket that is resolved already stays as it is.
     *
     * @return the ticket as it is now; empty when there is none of that id
     * @throws TicketConflictException when somebody else has it, or did something about it meanwhile
     */
    public Optional<Ticket> resolve(long id, AgentAct act, Ending ending) {
        return lockForUpdate(id).flatMap(ticket -> {
            if (!ticket.isResolved()) {
                refuse(ticket, act);
                rows.resolve(id, act.name(), clock.instant());
                timeline.add(id, TicketEvent.Kind.RESOLVED, act);
                sayGoodbye(ticket, ending);
                events.publishEvent(new TicketResolved(id, act.by().actor(), ending.entry(), clock.instant()));
            }
            return rows.lockForUpdate(id);
        });
    }

    private void sayGoodbye(Ticket ticket, Ending ending) {
        boolean replied = timeline.has(ticket.id(), TicketEvent.Kind.REPLIED);
        TicketClosing closing = new TicketClosing(ticket.id());
        if (replied && ending.asks()) {
            events.publishEvent(closing);
        }
        if (closing.isTold()) {
            timeline.add(ticket.id(), TicketEvent.Kind.ASKED, CUSTOMER);
            replies.handBackSilently(ticket.conversationId());
        } else {
            replies.handBack(ticket.conversationId(), replied);
        }
    }

    @EventListener
    void onHandover(HandoverDecided handover) {
        rows.open(handover).flatMap(rows::find)
                .ifPresent(ticket -> {
                    timeline.add(ticket.id(), TicketEvent.Kind.OPENED, CUSTOMER);
                    call.agents(ticket, handover.messageId());
                    assignments.toSomebody(ticket, handover.at())
                            .ifPresent(
                                    agent -> timeline.add(ticket.id(), TicketEvent.Kind.ASSIGNED, AgentAct.of(agent)));
                });
    }

    /** Removes a retracted message from the calls in which agents were told of it. */
    @EventListener
    void onTakenBack(MessageRetracted taken) {
        Map<Long, Long> opened = rows.openedSince(taken.conversationId(), taken.messageId());
        opened.forEach((messageId, id) -> call.tellAnew(id, messageId));
        if (!opened.containsKey(taken.messageId())) {
            rows.openedBefore(taken.conversationId(), taken.messageId()).flatMap(rows::find)
                    .ifPresent(ticket -> call.withoutWords(ticket, taken.messageId()));
        }
    }

    @EventListener
    void onStartedOver(ConversationStartedOver startedOver) {
        rows.resolveOf(startedOver.conversationId(), CUSTOMER, startedOver.at())
                .ifPresent(ticket -> timeline.add(ticket, TicketEvent.Kind.RESOLVED, CUSTOMER));
    }

    @EventListener
    void onMerged(ConversationMerged merged) {
        rows.move(merged.from(), merged.into());
        rows.resolveOf(merged.from(), MERGED, clock.instant())
                .ifPresent(ticket -> timeline.add(ticket, TicketEvent.Kind.RESOLVED, MERGED));
    }

    /** A ticket and its conversation, locked in the order in which a hand-over and a reset lock them. */
    private Optional<Ticket> lockForUpdate(long id) {
        rows.conversationOf(id).ifPresent(replies::lockForUpdate);
        return rows.lockForUpdate(id);
    }

    static void refuse(Ticket ticket, AgentAct act) {
        if (ticket.isResolved()) {
            throw new TicketResolvedException(ticket.id());
        }
        refuseStale(ticket, act);
        if (ticket.isWithAnother(act) && !act.takeOver()) {
            throw TicketConflictException.withAnother(ticket);
        }
    }

    private static void refuseStale(Ticket ticket, AgentAct act) {
        Integer seen = act.revision();
        if (seen != null && seen != ticket.revision()) {
            throw TicketConflictException.stale(ticket);
        }
    }
}
