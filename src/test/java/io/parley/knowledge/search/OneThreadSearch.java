package io.parley.knowledge.search;

import io.parley.knowledge.KnowledgeFixture;
import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Phrasing;
import io.parley.knowledge.ranking.Calibration;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;

/** A search that does all of its work on the caller's thread, so that its processor time can be read. */
public final class OneThreadSearch implements Search, AutoCloseable {

    private static final int WAYS = 5;
    private static final int DIMENSION = 384;
    private static final int WORDS_OF_A_PHRASING = 8;

    private final FaqIndex index = new FaqIndex(KnowledgeFixture.EMBEDDER.wordPieces()::isWord);
    private final Search search = new FaqSearch(index, OneThreadSearch::here,
            new Chunks(KnowledgeFixture.EMBEDDER.wordPieces()), Calibration.shipped());
    private final Map<FaqId, FaqEntry> entries;

    private OneThreadSearch(List<IndexedEntry> all) {
        this.entries = all.stream().map(IndexedEntry::entry)
                .collect(Collectors.toMap(FaqEntry::id, Function.identity()));
        index.replaceAll(all);
    }

    private static <R> R here(List<String> pieces, Function<List<float[]>, R> then) {
        return then.apply(pieces.stream().map(KnowledgeFixture.EMBEDDER::embed).toList());
    }

    /** The FAQ that ships. */
    public static OneThreadSearch starter() throws IOException {
        try (TestDatabase database = TestDatabase.migrated();
                KnowledgeFixture instance = KnowledgeFixture.over(database)) {
            instance.importCsv(Files.readString(Path.of("db/faq/starter.csv")));
            return new OneThreadSearch(List.copyOf(instance.indexes.answers().entries().values()));
        }
    }

    /**
     * A FAQ of this many made-up phrasings, five an entry.
     *
     * @param words what they are made of, the most frequent first
     */
    public static OneThreadSearch madeUp(int phrasings, List<String> words) {
        Random random = new Random(1);
        List<IndexedEntry> all = new ArrayList<>();
        for (int i = 0; i < phrasings; i += WAYS) {
            FaqId id = new FaqId("entry-" + i);
            List<Phrasing> ways = new ArrayList<>();
            for (int way = i; way < i + WAYS; way++) {
                ways.add(new Phrasing(way, id, way == i ? Phrasing.Kind.QUESTION : Phrasing.Kind.ALTERNATIVE,
                        sentence(words, random), vector(random)));
            }
            all.add(new IndexedEntry(new FaqEntry(id, ways.getFirst().text(), "The answer " + i, "", "", null, null,
                    null, "en", FaqEntry.State.PUBLISHED, 1), ways));
        }
        return new OneThreadSearch(all);
    }

    /** Words as they occur: the tenth as often as one tenth of the first. */
    private static String sentence(List<String> words, Random random) {
        return IntStream.range(0, WORDS_OF_A_PHRASING)
                .mapToObj(i -> words.get((int) Math.pow(words.size(), random.nextDouble()) - 1))
                .collect(Collectors.joining(" "));
    }

    private static float[] vector(Random random) {
        float[] vector = new float[DIMENSION];
        for (int d = 0; d < vector.length; d++) {
            vector[d] = random.nextFloat() - 0.5f;
        }
        return VectorUtil.l2normalize(vector);
    }

    /** An entry of the FAQ. */
    public Optional<FaqEntry> entry(FaqId id) {
        return Optional.ofNullable(entries.get(id));
    }

    @Override
    public List<Hit> search(String text, int k) {
        return search.search(text, k);
    }

    @Override
    public List<Hit> meanings(String text, int k) {
        return search.meanings(text, k);
    }

    @Override
    public void close() {
        index.close();
    }
}
