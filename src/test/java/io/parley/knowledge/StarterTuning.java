package io.parley.knowledge;

import io.parley.evaluation.Figures;
import io.parley.evaluation.Outcome;
import io.parley.evaluation.QuestionFile;
import io.parley.evaluation.TestQuestion;
import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.ranking.Calibration;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Prints how the starter FAQ serves questions that are for tuning; those of {@link StarterFaqTest} are for judging only.
 * Not a test by its name: {@code mvn test -Dtest=StarterTuning}.
 */
class StarterTuning {

    @Test
    void printsFiguresAndMistakes() {
        FaqTrials trials = new FaqTrials(KnowledgeFixture.EMBEDDER, new Chunks(KnowledgeFixture.EMBEDDER.wordPieces()),
                Calibration.shipped());
        Search search = trials.of(Path.of("db/faq/starter.csv"), ImportListener.SILENT).search();
        List<Outcome> answered = QuestionFile.read(Path.of("src/test/resources/knowledge/starter-tuning.csv"))
                .stream().map(question -> asked(search, question)).toList();
        for (double threshold : new double[]{0.4, 0.5, 0.6, 0.7}) {
            System.out.println("Starter FAQ, tuning, threshold " + threshold + ": " + Figures.of(answered, threshold));
        }
    }

    private static Outcome asked(Search search, TestQuestion question) {
        List<Hit> hits = search.search(question.text(), 2);
        Hit first = hits.getFirst();
        boolean isRight = question.expected().contains(first.entry().id().value());
        System.out.printf(Locale.ROOT, "%s %.2f %.2f %s -> %s (%s), expected %s%n", isRight ? "right" : "WRONG",
                first.confidence().value(), hits.getLast().confidence().value(), question.text(), first.entry().id(),
                hits.getLast().entry().id(), question.expected());
        return new Outcome(first.confidence().value(), isRight ? 1 : 0, question.isAnswerable());
    }
}
