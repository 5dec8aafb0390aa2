package io.parley.handover;

import io.parley.actor.Actor;
import io.parley.actor.NamedActor;
import io.parley.conversation.CustomerWrote;
import io.parley.conversation.Replies;
import io.parley.conversation.State;
import io.parley.handover.LockedTickets.Locked;
import io.parley.handover.TicketRows.Wait;
import io.parley.handover.event.TicketResolved;
import io.parley.handover.event.TicketSignals;
import io.parley.settings.Live;
import io.parley.waiting.OverdueTickets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sees to it that no customer waits unheard: calls agents again, and gives back tickets about which nothing is done. */
@Component
@Transactional
class TicketCare {
    /** Resolves a ticket that no agent took in time. */
    private static final NamedActor NOBODY = NamedActor.of(NamedActor.Kind.NOBODY);
    /** Resolves a ticket whose customer did not reply to an agent in time, and gives back one about which its agent said nothing. */
    private static final NamedActor SILENCE = NamedActor.of(NamedActor.Kind.SILENCE);

    private final LockedTickets locked;
    private final TicketRows rows;
    private final TicketTimeline timeline;
    private final AgentCall call;
    private final TicketTexts texts;
    private final Replies replies;
    private final OverdueTickets overdue;
    private final Live<HandoverSettings> settings;
    private final TicketSignals signals;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    TicketCare(LockedTickets locked, TicketRows rows, TicketTimeline timeline, AgentCall call, TicketTexts texts,
            Replies replies,
            OverdueTickets overdue, Live<HandoverSettings> settings, TicketSignals signals,
            ApplicationEventPublisher events, InstantSource clock) {
        this.locked = locked;
        this.rows = rows;
        this.timeline = timeline;
        this.call = call;
        this.texts = texts;
        this.replies = replies;
        this.overdue = overdue;
        this.settings = settings;
        this.signals = signals;
        this.events = events;
        this.clock = clock;
    }

    @EventListener
    void onCustomerWrote(CustomerWrote wrote) {
        Instant now = clock.instant();
        rows.lockWait(wrote.conversationId()).ifPresent(wait -> {
            rows.customerWrote(wait.id(), now);
            signals.changed(wait.id());
            boolean calls = isCalledFor(wait, now);
            if (calls) {
                rows.called(wait.id(), now);
            }
            rows.find(wait.id()).ifPresent(ticket -> call.customerWrote(ticket, wrote.messageId(), calls));
        });
    }

    /**
     * Whether agents are called again: once until somebody replies, and not soon after a call to which nobody has come
     * yet.
     */
    private boolean isCalledFor(Wait wait, Instant now) {
        boolean patient = wait.taken() || !wait.calledAt().plus(settings.now().callAgainAfter()).isAfter(now);
        return wait.since() == null || (!wait.calledAgain() && patient);
    }

    /**
     * Does what a deadline says, unless something was done about the ticket meanwhile.
     *
     * @param before how old what was done last must be
     * @return whether it was done
     */
    boolean pass(long id, Deadline deadline, Instant before) {
        Optional<Locked> due = locked.find(id).filter(ticket -> rows.isPast(id, deadline, before));
        due.ifPresent(ticket -> {
            switch (deadline) {
                case RETURN, UNSTARTED -> giveBack(ticket);
                case CLOSE -> close(ticket);
                case GIVE_UP -> giveUp(ticket);
            }
        });
        return due.isPresent();
    }

    /**
     * Tells agents, operators and the customer that a ticket waits for too long, once, unless somebody came meanwhile.
     *
     * @return whether it was done
     */
    boolean escalate(long id) {
        Optional<Locked> due = locked.find(id).filter(ticket -> overdue.mark(id, clock.instant()));
        due.ifPresent(one -> {
            Ticket ticket = one.ticket();
            timeline.add(id, TicketEvent.Kind.ESCALATED, SILENCE);
            replies.goesTo(one.conversation(), State.WAITING,
                    language -> texts.in(language).escalated(ticket.channel()));
            rows.lastWords(id).ifPresent(messageId -> call.overdue(ticket, messageId, overdue.told()));
        });
        return due.isPresent();
    }

    /** Gives a ticket back, unless somebody else has it by now. */
    void leave(long id, Actor holder) {
        locked.find(id).filter(one -> one.ticket().assignee() != null && holder.equals(one.ticket().holder()))
                .ifPresent(this::giveBack);
    }

    /** The customer hears of it only when they wait for a word. */
    private void giveBack(Locked one) {
        Ticket ticket = one.ticket();
        rows.handBack(ticket.id(), clock.instant());
        timeline.add(ticket.id(), TicketEvent.Kind.RETURNED, SILENCE);
        if (ticket.waitsSince() == null) {
            replies.waitsForAgent(one.conversation());
        } else {
            replies.goesTo(one.conversation(), State.WAITING, language -> texts.in(language).stillWaiting());
        }
        rows.lastWords(ticket.id()).ifPresent(messageId -> call.everybody(ticket, messageId));
    }

    private void giveUp(Locked one) {
        Ticket ticket = one.ticket();
        if (ticket.waitsSince() == null) {
            close(one);
            return;
        }
        rows.resolve(ticket.id(), NOBODY, clock.instant());
        timeline.add(ticket.id(), TicketEvent.Kind.RESOLVED, NOBODY);
        replies.goesTo(one.conversation(), State.BOT, language -> texts.in(language).nobodyCame());
    }

    private void close(Locked one) {
        long ticket = one.ticket().id();
        rows.resolve(ticket, SILENCE, clock.instant());
        timeline.add(ticket, TicketEvent.Kind.RESOLVED, SILENCE);
        replies.goesTo(one.conversation(), State.BOT, language -> texts.in(language).closed());
        events.publishEvent(new TicketResolved(ticket, null, null, clock.instant()));
    }
}
