package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.importing.FaqFile;
import io.parley.knowledge.importing.FaqFormat;
import io.parley.knowledge.importing.FaqRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoldTest {

    private static final Embedder EMBEDDER = KnowledgeFixture.EMBEDDER;
    private static final String FAQ = """
            id,question,answer,alternatives
            reset,How do I reset my password?,Use the link.,"I forgot my password
            lost my password"
            hours,What are your opening hours?,From 9 to 5.,when do you open
            pets,May I bring my dog?,No.,
            dogs,Are dogs allowed?,No.,
            """;

    private static List<Fold> folds(String csv) {
        List<FaqRow> rows = FaqFormat.contentsOf(FaqFile.of("faq.csv", csv.getBytes(StandardCharsets.UTF_8))).rows();
        return new Rehearsal(KnowledgeFixture.indexed(rows), EMBEDDER, new Chunks(EMBEDDER.wordPieces()),
                Calibration.shipped()).folds();
    }

    @Test
    void asksEachWayToAskWithoutItAndWithoutAllThatMeansTheSame() {
        List<Fold> folds = folds(FAQ);

        assertThat(folds).flatExtracting(Fold::left).containsExactlyInAnyOrder(
                new Fold.Left("I forgot my password", Set.of("reset")),
                new Fold.Left("lost my password", Set.of("reset")), new Fold.Left("when do you open", Set.of("hours")),
                nothing("How do I reset my password?"), nothing("I forgot my password"), nothing("lost my password"),
                nothing("What are your opening hours?"), nothing("when do you open"), nothing("May I bring my dog?"),
                nothing("Are dogs allowed?"));
        for (Fold fold : folds) {
            try (Rehearsal.Taught rest = fold.rest()) {
                for (Fold.Left left : fold.left()) {
                    List<Hit> hits = rest.search(left.text(), 10);
                    assertThat(hits).isNotEmpty().extracting(Hit::matchedPhrasing).doesNotContain(left.text());
                    List<String> found = hits.stream().map(hit -> hit.entry().id().value()).toList();
                    assertThat(found).as(left.text()).containsAll(left.right());
                }
            }
        }
    }

    private static Fold.Left nothing(String text) {
        return new Fold.Left(text, Set.of());
    }

    @Test
    void leavesOutWhatIsAskedAsUnanswerable() {
        for (Fold fold : folds(FAQ)) {
            try (Rehearsal.Taught rest = fold.rest()) {
                boolean isWithoutDogs = fold.left().contains(nothing("Are dogs allowed?"));
                List<String> found = rest.search("dogs", 10).stream().map(hit -> hit.entry().id().value()).toList();
                assertThat(found.contains("dogs") || found.contains("pets")).isNotEqualTo(isWithoutDogs);
            }
        }
    }

    @Test
    void asksNothingOfAFaqThatWouldBeEmpty() {
        assertThat(folds("id,question,answer\npets,May I bring my dog?,No.\n")).flatExtracting(Fold::left).isEmpty();
    }
}
