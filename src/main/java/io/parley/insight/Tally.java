package io.parley.insight;

import io.parley.hours.OfficeHours;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Counts what an episode adds to the figures of its day. */
final class Tally {
    private static final int GOOD_SCORE = 4;
    /** Confidences are added up in thousandths. */
    static final double PROMISED_UNIT = 1_000.0;

    private final Stretch stretch;
    private final Map<String, Integer> counts = new TreeMap<>();

    private Tally(Stretch stretch) {
        this.stretch = stretch;
    }

    /** By the names of the figures; nothing is 0. */
    static Map<String, Integer> of(Stretch stretch, List<Stretch> later, Outcome outcome, OfficeHours hours) {
        Tally tally = new Tally(stretch);
        tally.counts.put("episodes", 1);
        tally.counts.put(outcome.word(), 1);
        tally.questions();
        tally.votes();
        tally.whole(outcome);
        tally.scores();
        Aftermath.count(stretch, later, outcome, tally.counts);
        TicketTimes.count(stretch, hours, tally.counts);
        tally.counts.values().removeIf(count -> count == 0);
        return tally.counts;
    }

    private void questions() {
        put("questions", stretch::asks);
        put("searched", Turn::isSearched);
        put("by_faq", turn -> turn.isSearched() && turn.isFrom("faq"));
        put("by_learned", turn -> turn.isSearched() && turn.isLearned());
        put("by_model", turn -> turn.isSearched() && turn.isFrom("model"));
        put("by_choices", turn -> turn.isSearched() && turn.isFrom("choices"));
        put("handed_over", turn -> turn.isSearched() && turn.isFrom("handoff"));
        put("not_understood", turn -> turn.isSearched() && turn.isFrom("notice"));
        counts.put("promised", Math.toIntExact(Math.round(stretch.turns().stream()
                .filter(turn -> turn.isSearched() && turn.isFrom("faq")).mapToDouble(Turn::confidence).sum()
                * PROMISED_UNIT)));
    }

    private void votes() {
        put("votes_up", turn -> turn.vote() > 0);
        put("votes_down", turn -> turn.vote() < 0);
        put("votes_up_faq", turn -> turn.vote() > 0 && turn.isFrom("faq"));
        put("votes_faq", turn -> turn.vote() != 0 && turn.isFrom("faq"));
        put("votes_up_model", turn -> turn.vote() > 0 && turn.isFrom("model"));
        put("votes_model", turn -> turn.vote() != 0 && turn.isFrom("model"));
    }

    private void whole(Outcome outcome) {
        boolean isAnswered = stretch.turns().stream().anyMatch(Turn::isAnswered);
        boolean isInvolved = isAnswered || stretch.turns().stream().anyMatch(Turn::isSearched);
        boolean isContained = isInvolved && stretch.tickets().isEmpty() && outcome != Outcome.OPEN;
        boolean isDeflected = isContained && isAnswered && stretch.turns().stream().noneMatch(Turn::asksForPerson);
        counts.put("involved", isInvolved ? 1 : 0);
        counts.put("answered", isAnswered ? 1 : 0);
        counts.put("contained", isContained ? 1 : 0);
        counts.put("deflected", isDeflected ? 1 : 0);
        counts.put("tickets", stretch.tickets().size());
    }

    private void scores() {
        counts.put("scores_asked", scores(-1));
        counts.put("scores", scores(0));
        counts.put("scores_good", scores(GOOD_SCORE - 1));
    }

    private void put(String figure, Predicate<Turn> what) {
        counts.put(figure, Math.toIntExact(stretch.turns().stream().filter(what).count()));
    }

    private int scores(int above) {
        return Math.toIntExact(stretch.tickets().stream().filter(ticket -> ticket.score() > above).count());
    }
}
