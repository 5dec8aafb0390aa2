package io.parley.knowledge;

import io.parley.knowledge.search.FaqSearch;
import io.parley.knowledge.search.FaqSearch.Near;
import io.parley.knowledge.search.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Everything that whoever looks around may find: the published entries, and questions that nobody has answered yet. */
public final class Catalogue {

    private final FaqSearch answers;
    private final FaqSearch unanswered;
    private final BooleanSupplier isAllAnswered;

    /**
     * @param isAllAnswered whether there is nothing unanswered
     */
    Catalogue(FaqSearch answers, FaqSearch unanswered, BooleanSupplier isAllAnswered) {
        this.answers = answers;
        this.unanswered = unanswered;
        this.isAllAnswered = isAllAnswered;
    }

    /**
     * The best entries for a text, answered or not, nearest first. The published ones are in the order, and have the
     * confidence, that the bot's answers have.
     *
     * @param text whatever a person wrote; no text makes the search fail, a blank one finds nothing
     * @param k    how many hits are wanted, 1 to {@value Search#MAX_HITS}
     * @throws IllegalArgumentException when {@code k} is out of its range
     */
    public List<Hit> search(String text, int k) {
        return isAllAnswered.getAsBoolean()
                ? answers.search(text, k)
                : merged(answers.near(text, k), unanswered.near(text, k), k);
    }

    /** Scores mean nothing across two searches, so that those of the merged hits say how near they are. */
    private static List<Hit> merged(List<Near> some, List<Near> others, int most) {
        List<Hit> merged = new ArrayList<>();
        int i = 0;
        int j = 0;
        double score = Double.POSITIVE_INFINITY;
        while (merged.size() < most && (i < some.size() || j < others.size())) {
            boolean isNext = j == others.size()
                    || (i < some.size() && some.get(i).nearness() >= others.get(j).nearness());
            Near next = isNext ? some.get(i++) : others.get(j++);
            Hit hit = next.hit();
            score = Math.min(score, next.nearness());
            merged.add(new Hit(hit.entry(), hit.matchedPhrasing(), score, hit.confidence(), hit.meaning()));
        }
        return merged;
    }
}
