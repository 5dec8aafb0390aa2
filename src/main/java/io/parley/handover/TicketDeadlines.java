package io.parley.handover;

import io.parley.actor.Actor;
import io.parley.handover.TicketRows.Idle;
import io.parley.hours.OfficeHours;
import io.parley.security.Accounts;
import io.parley.security.Agents;
import io.parley.settings.Live;
import io.parley.waiting.OverdueTickets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Looks after tickets about which nothing is done or whose agent has left, and forgets the keys of old replies. */
@Component
public class TicketDeadlines {
    private static final Logger log = LoggerFactory.getLogger(TicketDeadlines.class);
    private static final int BATCH = 100;

    private final TicketRows rows;
    private final TicketCare care;
    private final ReplyKeys keys;
    private final TicketSnoozes snoozes;
    private final OverdueTickets overdue;
    private final OfficeHours hours;
    private final Agents agents;
    private final Live<HandoverSettings> settings;
    private final InstantSource clock;

    TicketDeadlines(TicketRows rows, TicketCare care, ReplyKeys keys, TicketSnoozes snoozes,
            OverdueTickets overdue, OfficeHours hours, Agents agents, Live<HandoverSettings> settings,
            InstantSource clock) {
        this.rows = rows;
        this.care = care;
        this.keys = keys;
        this.snoozes = snoozes;
        this.overdue = overdue;
        this.hours = hours;
        this.agents = agents;
        this.settings = settings;
        this.clock = clock;
    }

    /** Everybody may take the tickets of somebody who has left. The next run does it where this fails. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void onLeft(Accounts.Left left) {
        Thread.ofVirtual().name("left-" + left.who().word()).start(() -> giveBack(left.who()));
    }

    private void giveBack(Actor left) {
        try {
            rows.of(left).forEach(ticket -> giveBack(ticket, left));
        } catch (RuntimeException e) {
            log.warn("Tickets of {}, who has left, are given back later: {}", left.word(),
                    e.getClass().getSimpleName());
        }
    }

    private void giveBack(long ticket, Actor left) {
        try {
            care.leave(ticket, left);
        } catch (RuntimeException e) {
            log.warn("Ticket {}, whose agent has left, is given back later: {}", ticket, e.getClass().getSimpleName());
        }
    }

    /** Does what is due now, each ticket in a transaction of its own; what fails is tried again the next time. */
    public void run() {
        keys.forgetBefore(clock.instant().minus(settings.now().keepReplyKeys()));
        snoozes.wakeDue();
        rows.holders().stream().filter(holder -> !agents.works(holder)).forEach(this::giveBack);
        for (Deadline deadline : Deadline.values()) {
            int passed = pass(deadline, deadline.before(clock.instant(), settings.now(), hours));
            if (passed > 0) {
                log.info("Nothing was done about {} tickets for long: {}", passed, deadline);
            }
        }
        overdue.at(clock.instant(), settings.now().escalateAfter()).forEach(this::escalate);
    }

    private int pass(Deadline deadline, Instant before) {
        int passed = 0;
        Idle last = Idle.FIRST;
        List<Idle> some;
        do {
            some = rows.idle(deadline, before, last, BATCH);
            for (Idle ticket : some) {
                passed += pass(ticket.id(), deadline, before) ? 1 : 0;
                last = ticket;
            }
        } while (some.size() == BATCH && !Thread.currentThread().isInterrupted());
        return passed;
    }

    private void escalate(long ticket) {
        try {
            care.escalate(ticket);
        } catch (RuntimeException e) {
            log.warn("Ticket {} waits for too long, and is looked after later: {}", ticket,
                    e.getClass().getSimpleName());
        }
    }

    private boolean pass(long ticket, Deadline deadline, Instant before) {
        try {
            return care.pass(ticket, deadline, before);
        } catch (RuntimeException e) {
            log.warn("Ticket {} is past a deadline, {}, and is looked after later: {}", ticket, deadline,
                    e.getClass().getSimpleName());
            return false;
        }
    }
}
