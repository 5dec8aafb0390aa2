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
     * @param strangers by how many voices strangers move it
     */
    record Weighed(LessonRows.Row row, @Nullable Double prior, int strangers, Lesson lesson) {

        /** The same without strangers' verdicts. */
        Weighed withoutStrangers() {
            return strangers == 0 ? this : weighed(row, prior, 0);
        }
    }

    /**
     * Weighs anew.
     *
     * @param unprepared the FAQ, not taught the questions that it is asked
     * @param faq tells which questions are alike
     */
    static List<Weighed> of(List<LessonRows.Row> pairs, Search unprepared, Rehearsal faq) {
        int[] strangers = new Agreement(faq).of(pairs);
        List<Weighed> weighed = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i).pair();
            boolean isSaid = strangers[i] != 0 || !pair.insiders().equals(Pair.Insiders.SILENT);
            Double prior = isSaid ? Double.valueOf(belief(unprepared, pair.entry(), pair.text())) : null;
            weighed.add(weighed(pairs.get(i), prior, strangers[i]));
        }
        return weighed;
    }

    static Weighed weighed(LessonRows.Row row, @Nullable Double prior, int strangers) {
        double worth = prior == null ? 0 : VerdictWeights.weight(row.pair().insiders(), strangers, prior);
        return new Weighed(row, prior, strangers, row.lesson(worth));
    }

    /** How sure a search is that an entry answers a text; 0 when it does not find it. */
    static double belief(Search search, FaqId entry, String text) {
        return search.search(text, Search.MAX_HITS).stream().filter(hit -> hit.entry().id().equals(entry)).findFirst()
                .map(Hit::confidence).map(Confidence::value).orElse(0.0);
    }
}
