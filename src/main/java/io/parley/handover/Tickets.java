package io.parley.handover;

import io.parley.actor.Helper;
import io.parley.actor.NamedActor;
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
import java.util.function.Consumer;
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

    private static final NamedActor CUSTOMER = NamedActor.of(NamedActor.Kind.CUSTOMER);
    /** Resolves a ticket whose conversation joined another that has a ticket. */
    private static final NamedActor MERGED = NamedActor.of(NamedActor.Kind.MERGED);
    private static final NamedActor ERASED = NamedActor.of(NamedActor.Kind.ERASED);

    private final LockedTickets locked;
    private final TicketRows rows;
    private final TicketMessages messages;
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

    Tickets(LockedTickets locked, TicketRows rows, TicketMessages messages, ReplyKeys keys, TicketTimeline timeline,
            Assignments assignments,
            Replies replies, History history,
            ApplicationEventPublisher events,
            InstantSource clock, AgentCall call, TicketTexts texts, Audit audit) {
        this.audit = audit;
        this.call = call;
        this.texts = texts;
        this.locked = locked;
        this.rows = rows;
        this.messages = messages;
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
     * @throws ActRefusedException when it is resolved already, somebody else has it, or did something about it meanwhile, and
     *     when the key was used for another text
     */
    public Optional<Ticket> reply(long id, AgentAct act, String text, @Nullable String key) {
        return does(id, act, replying -> reply(replying, text, key, Duration.ZERO));
    }

    /**
     * The outcome of a reply.
     *
     * @param messageId our id of it
     * @param isNew whether it was not said before
     */
    public record Said(long messageId, boolean isNew) {}

    /**
     * The same about a ticket that is locked already.
     *
     * @param after how long it can be taken back
     */
    public Said reply(LockedAct act, String text, @Nullable String key, Duration after) {
        Optional<ReplyKeys.Said> before = Optional.ofNullable(key)
                .flatMap(one -> keys.said(act.id(), act.by().actor(), one));
        if (before.filter(one -> !one.text().equals(Replies.kept(text))).isPresent()) {
            throw ActRefusedException.keyReused(act.ticket());
        }
        return before.map(one -> new Said(one.messageId(), false)).orElseGet(() -> say(act, text, key, after));
    }

    private Said say(LockedAct act, String text, @Nullable String key, Duration after) {
        act.refuse();
        refuseUnseen(act);
        long messageId = replies.agentSays(act.conversation(), act.by(), text, after);
        makeTheirs(act);
        rows.answered(act.id(), clock.instant());
        timeline.add(act, TicketEvent.Kind.REPLIED);
        if (key != null) {
            keys.add(act.id(), act.by().actor(), key, messageId, clock.instant());
        }
        locked.done(act);
        return new Said(messageId, true);
    }

    private void refuseUnseen(LockedAct act) {
        Long seen = act.act().seen();
        int unseen = seen == null ? 0 : messages.unseen(act.conversation().id(), seen);
        if (unseen > 0) {
            throw ActRefusedException.unseen(act.ticket(), unseen);
        }
    }

    private void auditTakeOver(LockedAct act) {
        if (act.ticket().isWithAnother(act.act())) {
            audit.add(act.act().caller().account(), Deed.TICKET_TAKEN_OVER, Long.toString(act.id()),
                    act.ticket().assignee());
        }
    }

    private void makeTheirs(LockedAct act) {
        auditTakeOver(act);
        rows.take(act.ticket(), act.by(), clock.instant());
        if (!act.ticket().isWith(act.act())) {
            timeline.add(act, TicketEvent.Kind.TAKEN);
        }
    }

    /** Does something about a ticket; gives it as it is then, and nothing when there is none of that id. */
    private Optional<Ticket> does(long id, AgentAct act, Consumer<LockedAct> does) {
        return locked.act(id, act).flatMap(one -> {
            does.accept(one);
            return rows.find(id);
        });
    }

    /**
     * A ticket becomes an agent's: the customer is told, and the bot is silent from then on. One that is theirs stays so.
     *
     * @return the ticket as it is now; empty when there is none of that id
     * @throws ActRefusedException when it is resolved already, somebody else has it, or did something about it meanwhile
     */
    public Optional<Ticket> take(long id, AgentAct act) {
        return does(id, act, this::take);
    }

    /** The same about a ticket that is locked already. */
    public void take(LockedAct act) {
        act.refuse();
        if (!act.ticket().isWith(act.act()) || assignments.isUnstarted(act.id())) {
            makeTheirs(act);
            replies.goesTo(act.conversation(), State.WITH_AGENT,
                    language -> texts.in(language).taken(act.by().name()));
            locked.done(act);
        }
    }

    /**
     * Gives a ticket to an agent, who has some minutes to begin. The customer is not told before the agent writes.
     *
     * @param login the agent's, in whatever case it is written
     * @return the ticket as it is now; empty when there is none of that id
     * @throws ActRefusedException when it is resolved already, somebody else has it, or did something about it meanwhile, and
     *     when there is no such agent
     */
    public Optional<Ticket> assign(long id, AgentAct act, String login) {
        return does(id, act, giving -> {
            giving.refuse();
            Helper agent = assignments.agent(login)
                    .orElseThrow(() -> ActRefusedException.noSuchAgent(giving.ticket(), login));
            auditTakeOver(giving);
            assignments.give(id, agent, clock.instant());
            timeline.add(id, TicketEvent.Kind.ASSIGNED, agent);
            locked.done(giving);
        });
    }

    /**
     * The bot takes the conversation back, with nothing solved; the customer is told. A ticket that is resolved already stays
     * as it is.
     *
     * @return the ticket as it is now; empty when there is none of that id
     * @throws ActRefusedException when somebody else has it, or did something about it meanwhile
     */
    public Optional<Ticket> handBack(long id, AgentAct act) {
        return does(id, act, this::handBack);
    }

    /** The same about a ticket that is locked already. */
    public void handBack(LockedAct act) {
        if (!act.ticket().isResolved()) {
            act.refuse();
            rows.resolve(act.id(), NamedActor.of(act.by()), clock.instant());
            timeline.add(act, TicketEvent.Kind.HANDED_BACK);
            replies.goesTo(act.conversation(), State.BOT, language -> texts.in(language).handedBack());
            locked.done(act);
        }
    }

    /**
     * Resolves a ticket and gives the conversation back to the bot. A ticket that is resolved already stays as it is.
     *
     * @return the ticket as it is now; empty when there is none of that id
     * @throws ActRefusedException when somebody else has it, or did something about it meanwhile
     */
    public Optional<Ticket> resolve(long id, AgentAct act, Ending ending) {
        return does(id, act, resolving -> resolve(resolving, ending));
    }

    /** The same about a ticket that is locked already. */
    public void resolve(LockedAct act, Ending ending) {
        if (!act.ticket().isResolved()) {
            act.refuse();
            rows.resolve(act.id(), NamedActor.of(act.by()), clock.instant());
            timeline.add(act, TicketEvent.Kind.RESOLVED);
            sayGoodbye(act, ending);
            events.publishEvent(new TicketResolved(act.id(), act.by().actor(), ending.entry(), clock.instant()));
            locked.done(act);
        }
    }

    private void sayGoodbye(LockedAct act, Ending ending) {
        boolean replied = timeline.has(act.id(), TicketEvent.Kind.REPLIED);
        TicketClosing closing = new TicketClosing(act.id());
        if (replied && ending.asks()) {
            events.publishEvent(closing);
        }
        if (closing.isTold()) {
            timeline.add(act.id(), TicketEvent.Kind.ASKED, CUSTOMER);
            replies.handBackSilently(act.conversation());
        } else {
            replies.handBack(act.conversation(), replied);
        }
    }

    /**
     * Ends those of some tickets that are open, since their customer is erased. Agents are told nothing of it where they are
     * called: what they were told there goes, too.
     *
     * @return the ids of those that were
     */
    public List<Long> endErased(Long[] ids) {
        List<Long> ended = rows.resolveAll(ids, ERASED, clock.instant());
        ended.forEach(ticket -> timeline.addQuietly(ticket, TicketEvent.Kind.RESOLVED, ERASED, null));
        return ended;
    }

    @EventListener
    void onHandover(HandoverDecided handover) {
        rows.open(handover).flatMap(rows::find)
                .ifPresent(ticket -> {
                    timeline.add(ticket.id(), TicketEvent.Kind.OPENED, CUSTOMER);
                    call.agents(ticket, handover.messageId());
                    assignments.toSomebody(ticket, handover.at())
                            .ifPresent(
                                    agent -> timeline.add(ticket.id(), TicketEvent.Kind.ASSIGNED, agent));
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
}
