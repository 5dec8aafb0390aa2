package io.parley.insight;

import io.parley.hours.OfficeHours;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the episodes in what was said, and how each went. */
final class Judgement {
    /** Those who come back with the same thing were not helped: after a yes for a day, without one for three. */
    private static final Duration CONFIRMED = Duration.ofHours(24);
    private static final Duration ASSUMED = Duration.ofDays(3);

    private final Instant now;
    private final OfficeHours hours;

    private Judgement(Instant now, OfficeHours hours) {
        this.now = now;
        this.hours = hours;
    }

    /** The episodes of a conversation, whose turns are in their order, as they stand at a moment. */
    static List<Episode> of(List<Turn> turns, List<TicketSpan> tickets, Instant now, OfficeHours hours) {
        Map<Long, List<Turn>> byParticipant = new LinkedHashMap<>();
        turns.forEach(turn -> byParticipant.computeIfAbsent(turn.participant(), who -> new ArrayList<>()).add(turn));
        Judgement judgement = new Judgement(now, hours);
        List<Episode> all = new ArrayList<>();
        for (List<Turn> said : byParticipant.values()) {
            List<Stretch> stretches = Stretch.of(said, tickets);
            for (int i = 0; i < stretches.size(); i++) {
                all.add(judgement.episode(stretches.get(i), stretches.subList(i + 1, stretches.size())));
            }
        }
        return all;
    }

    /**
     * An outcome for now.
     *
     * @param settles when it may be another; null for never
     */
    private record Verdict(Outcome outcome, @Nullable Instant settles) {}

    private Episode episode(Stretch stretch, List<Stretch> later) {
        Verdict verdict = verdict(stretch, later);
        Turn first = stretch.turns().getFirst();
        Long firstAnswer = stretch.turns().stream().map(Turn::given).filter(Objects::nonNull).map(Turn.Given::id)
                .findFirst().orElse(null);
        return new Episode(first.id(), first.at(), verdict.outcome, Tally.of(stretch, later, verdict.outcome, hours),
                EntryTally.of(stretch, verdict.outcome), verdict.settles, firstAnswer, null);
    }

    private Verdict verdict(Stretch stretch, List<Stretch> later) {
        Instant end = stretch.end();
        if (end.isAfter(now)) {
            return new Verdict(Outcome.OPEN, end.equals(Instant.MAX) ? null : end);
        }
        return stretch.lastTicket().map(last -> afterTicket(last, stretch, later))
                .orElseGet(() -> withoutTicket(stretch, stretch.turns(), later));
    }

    /** Where no agent helped, it depends on what the bot says after that. */
    private Verdict afterTicket(TicketSpan last, Stretch stretch, List<Stretch> later) {
        Instant ended = Objects.requireNonNullElse(last.ended(), Instant.MAX);
        List<Turn> after = stretch.turns().stream().filter(turn -> !turn.at().isBefore(ended)).toList();
        if (last.isByPeople()) {
            return new Verdict(Outcome.RESOLVED_BY_PEOPLE, null);
        }
        return after.stream().anyMatch(Turn::isAnswered)
                ? withoutTicket(stretch, after, later)
                : new Verdict(Outcome.UNRESOLVED, null);
    }

    private Verdict withoutTicket(Stretch stretch, List<Turn> turns, List<Stretch> later) {
        int last = turns.size() - 1;
        while (last >= 0 && !turns.get(last).isAnswered()) {
            last--;
        }
        if (last < 0) {
            return new Verdict(Outcome.ABANDONED, null);
        }
        Turn answered = turns.get(last);
        List<Turn> after = turns.subList(last + 1, turns.size());
        boolean isConfirmed = answered.vote() > 0 || after.stream().anyMatch(Turn::isThanks);
        Instant sure = answered.at().plus(isConfirmed ? CONFIRMED : ASSUMED);
        boolean isRefused = answered.vote() < 0
                || after.stream().anyMatch(turn -> turn.complains() || stretch.asks(turn));
        if (isRefused || comesBack(stretch, later, sure)) {
            return new Verdict(Outcome.UNRESOLVED, null);
        }
        return new Verdict(isConfirmed ? Outcome.RESOLVED_HARD : Outcome.RESOLVED_SOFT,
                sure.isAfter(now) ? sure : null);
    }

    /** Whether somebody asks for any of it again, or says that it did not help. */
    private static boolean comesBack(Stretch stretch, List<Stretch> later, Instant until) {
        List<Turn> matters = stretch.turns().stream().filter(Turn::hasMatter).toList();
        return stretch.next().stream().anyMatch(turn -> !turn.at().isAfter(until) && turn.complains())
                || later.stream().flatMap(one -> one.turns().stream())
                        .anyMatch(turn -> !turn.at().isAfter(until) && matters.stream().anyMatch(turn::isLike));
    }
}
