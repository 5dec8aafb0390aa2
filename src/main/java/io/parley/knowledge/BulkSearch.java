package io.parley.knowledge;

import io.parley.knowledge.embedding.Embedder;
import io.parley.knowledge.search.FaqIndex;
import io.parley.knowledge.search.FaqSearch;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Asks the FAQ as this instance answers with it many questions. The built-in model reads them, some together. For one thread.
 */
public final class BulkSearch {
    /** Texts that go through the model together, so that searches of customers come between them. */
    private static final int BATCH = 64;

    private final Embedder embedder;
    private final FaqSearch search;
    private final Map<String, float[]> vectors = new HashMap<>();

    BulkSearch(FaqIndex index, Teaching.Trying trying) {
        this.embedder = trying.embedder();
        this.search = new FaqSearch(index, this::remembered, trying.chunks(), trying.calibration());
    }

    /**
     * What each text may mean, as {@link Search#meanings} says it. Takes some milliseconds a text, so not within a
     * transaction.
     */
    public List<List<Hit>> meanings(List<String> texts, int k) {
        List<List<Hit>> found = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> some = texts.subList(from, Math.min(texts.size(), from + BATCH));
            prepare(some.stream().flatMap(text -> search.pieces(text).stream()).distinct().toList());
            some.forEach(text -> found.add(search.meanings(text, k)));
            vectors.clear();
        }
        return found;
    }

    private void prepare(List<String> pieces) {
        List<float[]> made = embedder.embedAll(pieces);
        for (int i = 0; i < pieces.size(); i++) {
            vectors.put(pieces.get(i), made.get(i));
        }
    }

    private <R> R remembered(List<String> pieces, Function<List<float[]>, R> then) {
        return then.apply(pieces.stream().map(piece -> vectors.computeIfAbsent(piece, embedder::embed)).toList());
    }
}
