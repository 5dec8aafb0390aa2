package io.parley.insight;

import io.parley.hours.OfficeHours;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Counts how long customers waited for agents, and agents took. The bot's messages play no part in it. */
final class TicketTimes {
    private final List<Turn> turns;
    private final OfficeHours hours;
    private final Map<String, Integer> counts;

    private TicketTimes(List<Turn> turns, OfficeHours hours, Map<String, Integer> counts) {
        this.turns = turns;
        this.hours = hours;
        this.counts = counts;
    }

    /** Adds the times of a stretch's tickets. */
    static void count(Stretch stretch, OfficeHours hours, Map<String, Integer> counts) {
        TicketTimes times = new TicketTimes(stretch.turns(), hours, counts);
        stretch.tickets().forEach(times::count);
    }

    private void count(TicketSpan ticket) {
        ticket.replies().stream().findFirst().filter(reply -> !reply.isBefore(ticket.opened())).ifPresent(reply -> {
            add(Spread.FIRST_PEOPLE, Duration.between(ticket.opened(), reply));
            add(Spread.FIRST_PEOPLE_OFFICE, hours.between(ticket.opened(), reply));
        });
        Instant taken = ticket.taken();
        Instant ended = ticket.ended();
        if (ended != null && ticket.isByPeople()) {
            add(Spread.RESOLUTION, waited(ticket, ended));
            if (taken != null && !taken.isAfter(ended)) {
                add(Spread.HANDLING, Duration.between(taken, ended));
            }
        }
    }

    /** The time in which the customer waited, and not the agents for the customer. */
    private Duration waited(TicketSpan ticket, Instant ended) {
        Duration all = Duration.ZERO;
        Instant since = ticket.opened();
        for (Instant reply : ticket.replies()) {
            if (!reply.isBefore(since) && since.isBefore(ended)) {
                all = all.plus(Duration.between(since, reply));
                since = nextTurn(reply, ended);
            }
        }
        return since.isBefore(ended) ? all.plus(Duration.between(since, ended)) : all;
    }

    private Instant nextTurn(Instant after, Instant otherwise) {
        return turns.stream().map(Turn::at).filter(at -> at.isAfter(after)).findFirst().orElse(otherwise);
    }

    private void add(String measured, Duration time) {
        counts.merge(Spread.figure(measured, time), 1, Integer::sum);
    }
}
