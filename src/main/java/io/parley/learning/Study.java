package io.parley.learning;

import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.Lesson;
import io.parley.knowledge.ranking.Confidence;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weighs all that people said at once, each pair by what the FAQ and all other pairs say of it. */
final class Study {
    /** The number of FAQs that share the work: each pair is judged by one that was not taught its question. */
    static final int SHARES = 3;

    private Study() {}

    /**
     * A pair after weighing.
     *
     * @param prior how sure the FAQ is without it; null where nobody who counts says anything, so that it was not asked
     * @param agreed by how many voices those move it who may teach only together
     */
    record Weighed(LessonRows.Row row, @Nullable Double prior, int agreed, Lesson lesson) {

        /** The same without the verdicts of those who agree. */
        Weighed withoutAgreed() {
            return agreed == 0 ? this : weighed(row, prior, 0);
        }
    }

    /**
     * Weighs anew.
     *
     * @param unprepared the FAQ, not taught the questions that it is asked
     * @param agreement says by how many voices pairs are moved
     */
    static List<Weighed> of(List<LessonRows.Row> pairs, Search unprepared, Agreement agreement) {
        int[] agreed = agreement.of(pairs);
        List<Weighed> weighed = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i).pair();
            boolean isSaid = agreed[i] != 0 || !pair.insiders().equals(Pair.Insiders.SILENT);
            Double prior = isSaid ? Double.valueOf(belief(unprepared, pair.entry(), pair.text())) : null;
            weighed.add(weighed(pairs.get(i), prior, agreed[i]));
        }
        return weighed;
    }

    static Weighed weighed(LessonRows.Row row, @Nullable Double prior, int agreed) {
        double worth = prior == null ? 0 : VerdictWeights.weight(row.pair().insiders(), agreed, prior);
        return new Weighed(row, prior, agreed, row.lesson(worth));
    }

    /** How sure a search is that an entry answers a text; 0 when it does not find it. */
    static double belief(Search search, FaqId entry, String text) {
        return search.search(text, Search.MAX_HITS).stream().filter(hit -> hit.entry().id().equals(entry)).findFirst()
                .map(Hit::confidence).map(Confidence::value).orElse(0.0);
    }
}
