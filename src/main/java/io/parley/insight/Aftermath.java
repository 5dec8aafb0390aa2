package io.parley.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Says by what happened after the bot's answers how well they fitted; of most answers that says nothing. */
final class Aftermath {
    private static final Duration SOON = Duration.ofMinutes(10);
    private static final Duration A_DAY = Duration.ofHours(24);

    private final List<Turn> turns;
    /** Its turns and later ones, so far as they came soon enough to tell something. */
    private final List<Turn> all;
    private final boolean isOver;

    private Aftermath(Stretch stretch, List<Stretch> later, Outcome outcome) {
        this.turns = stretch.turns();
        this.all = Stream.concat(Stream.concat(turns.stream(), stretch.next().stream()),
                later.stream().flatMap(one -> one.turns().stream())).toList();
        this.isOver = outcome != Outcome.OPEN;
    }

    /** How an answer fitted. */
    private enum Fit {
        RELEVANT, PARTLY, NON, UNKNOWN
    }

    /** Adds the numbers of a stretch's answers by how they fitted. */
    static void count(Stretch stretch, List<Stretch> later, Outcome outcome, Map<String, Integer> counts) {
        Aftermath aftermath = new Aftermath(stretch, later, outcome);
        Fit fit = Fit.UNKNOWN;
        for (int i = aftermath.turns.size() - 1; i >= 0; i--) {
            if (aftermath.turns.get(i).isAnswered()) {
                fit = aftermath.fit(i, fit);
                switch (fit) {
                    case RELEVANT -> counts.merge("next_relevant", 1, Integer::sum);
                    case PARTLY -> counts.merge("next_partly", 1, Integer::sum);
                    case NON -> counts.merge("next_non", 1, Integer::sum);
                    case UNKNOWN -> {
                    }
                }
            }
        }
    }

    /**
     * How an answer fitted.
     *
     * @param later how the next one did
     */
    private Fit fit(int at, Fit later) {
        Turn answered = turns.get(at);
        Turn next = at + 1 < all.size() ? all.get(at + 1) : null;
        if (answered.vote() < 0 || (next != null && isRefusedBy(answered, next))) {
            return Fit.NON;
        }
        if (isOver && isConfirmed(at) && !isTakenBack(at)) {
            return answered.said().isChoice() ? Fit.PARTLY : Fit.RELEVANT;
        }
        boolean isHelpedLater = later == Fit.RELEVANT || later == Fit.PARTLY;
        return isHelpedLater && isAskedAgain(at) ? Fit.PARTLY : Fit.UNKNOWN;
    }

    /** Whether it was liked, or thanks followed before the next question. */
    private boolean isConfirmed(int at) {
        return turns.get(at).vote() > 0 || turns.stream().skip(at + 1L)
                .takeWhile(turn -> !turn.isQuestion() && !turn.isAnswered()).anyMatch(Turn::isThanks);
    }

    /** Whether the next question is soon. */
    private boolean isAskedAgain(int at) {
        return turns.stream().skip(at + 1L).filter(turn -> turn.isQuestion() || turn.isAnswered()).findFirst()
                .filter(turn -> isSoon(turns.get(at), turn)).isPresent();
    }

    /** Whether within a day a person was called, or the same was asked. */
    private boolean isTakenBack(int at) {
        Turn answered = turns.get(at);
        Instant end = answered.at().plus(A_DAY);
        return all.stream().skip(at + 1L).takeWhile(turn -> !turn.at().isAfter(end))
                .anyMatch(turn -> turn.asksForPerson() || turn.isFrom("handoff") || turn.isLike(answered));
    }

    private static boolean isRefusedBy(Turn answered, Turn next) {
        return next.complains() || ((next.asksForPerson() || next.isFrom("handoff")) && isSoon(answered, next));
    }

    private static boolean isSoon(Turn one, Turn next) {
        return !next.at().isAfter(one.at().plus(SOON));
    }
}
