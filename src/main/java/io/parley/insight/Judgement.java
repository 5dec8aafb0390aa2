package io.parley.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the episodes in what was said, and how each went. */
final class Judgement {
    /** Those who come back with the same thing were not helped: after a yes for a day, without one for three. */
    private static final Duration CONFIRMED = Duration.ofHours(24);
    private static final Duration ASSUMED = Duration.ofDays(3);
    private static final int GOOD_SCORE = 4;

    private final Instant now;

    private Judgement(Instant now) {
        this.now = now;
    }

    /** The episodes of a conversation, whose turns are in their order, as they stand at a moment. */
    static List<Episode> of(List<Turn> turns, List<TicketSpan> tickets, Instant now) {
        Map<Long, List<Turn>> byParticipant = new LinkedHashMap<>();
        turns.forEach(turn -> byParticipant.computeIfAbsent(turn.participant(), who -> new ArrayList<>()).add(turn));
        Judgement judgement = new Judgement(now);
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
        return new Episode(first.id(), first.at(), verdict.outcome, counts(stretch, verdict.outcome), verdict.settles);
    }

    private Verdict verdict(Stretch stretch, List<Stretch> later) {
        Instant end = stretch.end();
        if (end.isAfter(now)) {
            return new Verdict(Outcome.OPEN, end.equals(Instant.MAX) ? null : end);
        }
        return stretch.lastTicket()
                .map(last -> new Verdict(last.isByPeople() ? Outcome.RESOLVED_BY_PEOPLE : Outcome.UNRESOLVED, null))
                .orElseGet(() -> withoutTicket(stretch, later));
    }

    private Verdict withoutTicket(Stretch stretch, List<Stretch> later) {
        List<Turn> turns = stretch.turns();
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
                || after.stream().anyMatch(turn -> turn.complains() || turn.isQuestion());
        if (isRefused || comesBack(answered, later, sure)) {
            return new Verdict(Outcome.UNRESOLVED, null);
        }
        return new Verdict(isConfirmed ? Outcome.RESOLVED_HARD : Outcome.RESOLVED_SOFT,
                sure.isAfter(now) ? sure : null);
    }

    private static boolean comesBack(Turn answered, List<Stretch> later, Instant until) {
        return later.stream().flatMap(stretch -> stretch.turns().stream())
                .anyMatch(turn -> !turn.at().isAfter(until) && turn.isLike(answered));
    }

    private static Map<String, Integer> counts(Stretch stretch, Outcome outcome) {
        Map<String, Integer> counts = new TreeMap<>();
        counts.put("episodes", 1);
        counts.put(outcome.word(), 1);
        counts.put("questions", number(stretch, stretch::asks));
        counts.put("searched", number(stretch, Turn::isSearched));
        counts.put("by_faq", number(stretch, turn -> turn.isSearched() && turn.isFrom("faq")));
        counts.put("by_model", number(stretch, turn -> turn.isSearched() && turn.isFrom("model")));
        counts.put("votes_up", number(stretch, turn -> turn.vote() > 0));
        counts.put("votes_down", number(stretch, turn -> turn.vote() < 0));
        boolean isInvolved = counts.get("searched") > 0;
        boolean isAnswered = stretch.turns().stream().anyMatch(Turn::isAnswered);
        boolean isContained = isInvolved && stretch.tickets().isEmpty() && outcome != Outcome.OPEN;
        boolean isDeflected = isContained && isAnswered && number(stretch, Turn::asksForPerson) == 0;
        counts.put("involved", isInvolved ? 1 : 0);
        counts.put("answered", isAnswered ? 1 : 0);
        counts.put("contained", isContained ? 1 : 0);
        counts.put("deflected", isDeflected ? 1 : 0);
        counts.put("tickets", stretch.tickets().size());
        counts.put("scores_asked", scores(stretch, -1));
        counts.put("scores", scores(stretch, 0));
        counts.put("scores_good", scores(stretch, GOOD_SCORE - 1));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private static int number(Stretch stretch, Predicate<Turn> what) {
        return Math.toIntExact(stretch.turns().stream().filter(what).count());
    }

    private static int scores(Stretch stretch, int above) {
        return Math.toIntExact(stretch.tickets().stream().filter(ticket -> ticket.score() > above).count());
    }
}
