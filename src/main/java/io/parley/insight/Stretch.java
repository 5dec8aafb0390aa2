package io.parley.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A participant's turns without a long silence between them, and their tickets. */
final class Stretch {
    private static final Duration SILENCE = Duration.ofHours(24);

    private final List<TicketSpan> ofThread;
    private final List<Turn> turns = new ArrayList<>();
    private final List<Turn> next = new ArrayList<>();
    private final List<TicketSpan> tickets = new ArrayList<>();
    private boolean startedOver;

    private Stretch(List<TicketSpan> ofThread) {
        this.ofThread = ofThread;
    }

    /** The stretches of one participant, whose turns are in their order; the tickets are those of all who take part. */
    static List<Stretch> of(List<Turn> said, List<TicketSpan> tickets) {
        Map<Long, TicketSpan> byMessage = tickets.stream()
                .collect(Collectors.toMap(TicketSpan::message, one -> one, Stretch::later));
        List<Stretch> all = new ArrayList<>();
        @Nullable
        Stretch current = null;
        for (Turn turn : said) {
            if (current != null && turn.at().isAfter(current.end())) {
                current = null;
            }
            if (current == null && !all.isEmpty()) {
                all.getLast().next.add(turn);
            }
            if (turn.isReset()) {
                Optional.ofNullable(current).ifPresent(one -> one.startedOver = true);
                current = null;
            } else if (current != null || (turn.opens() && !isToAgents(turn, tickets))) {
                if (current == null) {
                    current = new Stretch(tickets);
                    all.add(current);
                }
                current.turns.add(turn);
                Optional.ofNullable(byMessage.get(turn.id())).ifPresent(current.tickets::add);
            }
        }
        return all;
    }

    private static TicketSpan later(TicketSpan one, TicketSpan other) {
        return other.opened().isBefore(one.opened()) ? one : other;
    }

    List<Turn> turns() {
        return turns;
    }

    /** The turns after it and before the next begins, and the one that begins that. */
    List<Turn> next() {
        return next;
    }

    List<TicketSpan> tickets() {
        return tickets;
    }

    /** The ticket that was opened last. */
    Optional<TicketSpan> lastTicket() {
        return tickets.stream().max(Comparator.comparing(TicketSpan::opened));
    }

    /** The moment from which a question is one of the next; far away while a ticket is open. */
    Instant end() {
        if (startedOver) {
            return turns.getLast().at();
        }
        Instant since = turns.getLast().at();
        if (!tickets.isEmpty()) {
            since = Instant.MIN;
            for (TicketSpan ticket : tickets) {
                Instant ended = ticket.ended();
                if (ended == null) {
                    return Instant.MAX;
                }
                since = ended.isAfter(since) ? ended : since;
            }
        }
        return since.plus(SILENCE);
    }

    /** Whether somebody asks; what is said to agents is no question to the bot. */
    boolean asks(Turn turn) {
        return turn.isQuestion() && !isToAgents(turn, ofThread);
    }

    private static boolean isToAgents(Turn turn, List<TicketSpan> tickets) {
        return turn.given() == null && !turn.asksForPerson() && tickets.stream()
                .anyMatch(ticket -> ticket.opened().isBefore(turn.at()) && isOpenAt(ticket, turn.at()));
    }

    private static boolean isOpenAt(TicketSpan ticket, Instant at) {
        Instant ended = ticket.ended();
        return ended == null || at.isBefore(ended);
    }
}
