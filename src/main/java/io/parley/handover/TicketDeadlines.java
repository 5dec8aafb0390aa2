package io.parley.handover;

import io.parley.handover.TicketRows.Idle;
import io.parley.hours.OfficeHours;
import io.parley.waiting.OverdueTickets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks after tickets about which nothing is done, and forgets the keys of old replies. */
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
    private final HandoverSettings settings;
    private final InstantSource clock;

    TicketDeadlines(TicketRows rows, TicketCare care, ReplyKeys keys, TicketSnoozes snoozes,
            OverdueTickets overdue, OfficeHours hours, HandoverSettings settings, InstantSource clock) {
        this.rows = rows;
        this.care = care;
        this.keys = keys;
        this.snoozes = snoozes;
        this.overdue = overdue;
        this.hours = hours;
        this.settings = settings;
        this.clock = clock;
    }

    /** Does what is due now, each ticket in a transaction of its own; what fails is tried again the next time. */
    public void run() {
        keys.forgetBefore(clock.instant().minus(settings.keepReplyKeys()));
        snoozes.wakeDue();
        for (Deadline deadline : Deadline.values()) {
            int passed = pass(deadline, deadline.before(clock.instant(), settings, hours));
            if (passed > 0) {
                log.info("Nothing was done about {} tickets for long: {}", passed, deadline);
            }
        }
        overdue.at(clock.instant(), settings.escalateAfter()).forEach(this::escalate);
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
