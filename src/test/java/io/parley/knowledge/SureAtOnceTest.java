package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedder;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.FaqPhrasings;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Phrasing;
import io.parley.knowledge.importing.FaqFile;
import io.parley.knowledge.importing.FaqFormat;
import io.parley.knowledge.importing.FaqRow;
import io.parley.knowledge.importing.PhrasingPlan;
import io.parley.knowledge.ranking.Calibration;
import io.parley.knowledge.search.FaqIndex;
import io.parley.knowledge.search.FaqSearch;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A FAQ that was replaced, or has grown, answers about as surely at once as after everything was learned. */
@Tag("hostile")
class SureAtOnceTest {

    private static final Path DATA = Path.of("../shared/data");
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Calibration CALIBRATION = Calibration.shipped();
    private static final Embedder EMBEDDER = KnowledgeFixture.EMBEDDER;
    private static final Chunks CHUNKS = new Chunks(EMBEDDER.wordPieces());
    private static final Path LARGE = DATA.resolve("eval/banking77-dev/faq.csv");
    private static final int WAYS = 40;
    private static final double ANSWERED = 0.5;
    private static final double ABOUT = 0.15;
    private static long number;

    private static List<IndexedEntry> entries(Path file, String prefix) {
        List<IndexedEntry> entries = new ArrayList<>();
        Map<FaqId, List<FaqRow>> rows = FaqFormat.contentsOf(FaqFile.read(file)).rows().stream()
                .collect(Collectors.groupingBy(FaqRow::id));
        new TreeMap<>(rows.entrySet().stream()
                .collect(Collectors.toMap(one -> one.getKey().value(), one -> one.getValue().getFirst())))
                .forEach((id, row) -> entries.add(entry(prefix, row)));
        return entries;
    }

    private static IndexedEntry entry(String prefix, FaqRow row) {
        FaqEntry entry = row.onto(null);
        List<FaqPhrasings.New> texts = PhrasingPlan.of(entry, row, List.of(), CHUNKS).missing().stream().limit(WAYS)
                .toList();
        List<float[]> vectors = EMBEDDER.embedAll(texts.stream().map(FaqPhrasings.New::text).toList());
        FaqId id = new FaqId(prefix + entry.id().value());
        List<Phrasing> phrasings = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            phrasings.add(new Phrasing(++number, id, texts.get(i).kind(), texts.get(i).text(), vectors.get(i)));
        }
        return new IndexedEntry(new FaqEntry(id, entry.question(), entry.answer(), entry.category(), entry.keywords(),
                null, null, null, "en", entry.state(), 1, entry.intent()), phrasings);
    }

    private static List<IndexedEntry> gone(List<IndexedEntry> entries) {
        return entries.stream()
                .map(one -> new IndexedEntry(one.entry().withState(FaqEntry.State.RETIRED), one.phrasings())).toList();
    }

    @Test
    void isAsSureAfterItWasReplacedAsAfterLearning() {
        assumeTrue(Files.exists(DATA), "The shared test data is absent, so no large FAQ is replaced.");
        List<IndexedEntry> large = entries(LARGE, "large-");
        List<IndexedEntry> small = entries(DATA.resolve("seeds/bitext_orders.csv"), "");
        List<String> known = List.of("how do I cancel my order", "I want to track my order",
                "can you help me change an item of my order", "how do I buy a product");
        try (FaqIndex index = new FaqIndex(EMBEDDER.wordPieces()::isWord)) {
            FaqSearch search = new FaqSearch(index, EMBEDDER, CHUNKS, CALIBRATION);
            index.apply(large);
            index.awaitTraining();

            long begin = System.nanoTime();
            index.apply(Stream.of(small, gone(large)).flatMap(List::stream).toList());
            List<Hit> atOnce = best(search, known);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
            index.awaitTraining();

            assertAsSure(atOnce, best(search, known));
        }
    }

    @Test
    void isAsSureWhileItGrowsAsAfterLearning() {
        assumeTrue(Files.exists(DATA), "The shared test data is absent, so no FAQ grows.");
        List<IndexedEntry> starter = entries(Path.of("db/faq/starter.csv"), "");
        List<IndexedEntry> more = entries(LARGE, "large-");
        List<String> known = List.of("how do I resett my pasword", "Where is my order?",
                "my card has not arrived yet, when will it come", "why was I charged twice for one payment");
        try (FaqIndex index = new FaqIndex(EMBEDDER.wordPieces()::isWord)) {
            FaqSearch search = new FaqSearch(index, EMBEDDER, CHUNKS, CALIBRATION);
            index.apply(starter);
            for (int from = 0; from < more.size(); from += 20) {
                index.apply(more.subList(from, Math.min(more.size(), from + 20)));
            }
            List<Hit> atOnce = best(search, known);
            index.awaitTraining();

            assertAsSure(atOnce, best(search, known));
        }
    }

    private static List<Hit> best(Search search, List<String> questions) {
        return questions.stream().map(question -> search.meanings(question, 1).getFirst()).toList();
    }

    private static void assertAsSure(List<Hit> atOnce, List<Hit> learned) {
        double difference = 0;
        for (int i = 0; i < learned.size(); i++) {
            double before = atOnce.get(i).confidence().value();
            double after = learned.get(i).confidence().value();
            System.out.printf("%s: at once %.2f, learned %.2f%n", learned.get(i).entry().question(), before, after);
            assertThat(atOnce.get(i).meaning().id()).isEqualTo(learned.get(i).meaning().id());
            assertThat(before).isGreaterThan(ANSWERED);
            difference += Math.abs(before - after) / learned.size();
        }
        assertThat(difference).isLessThan(ABOUT);
    }
}
