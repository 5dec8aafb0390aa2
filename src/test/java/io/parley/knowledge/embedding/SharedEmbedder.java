package io.parley.knowledge.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The built-in model, loaded once for all applications of the process; it remembers texts that it embedded, since each
 * application begins with the same FAQ. It is never closed.
 */
public final class SharedEmbedder {
    private static final int TEXTS = 5_000;

    public static final Embedder EMBEDDER = load();

    private SharedEmbedder() {}

    private static Embedder load() {
        BatchedMiniLm model = BatchedMiniLm.load();
        return new Embedder(new Remembering(model), BuiltInModel.MINILM_Q.version(), model.wordPieces(),
                Runtime.getRuntime().availableProcessors(), BatchedMiniLm.BATCH);
    }

    /** Asks the model for what it does not remember. */
    private static final class Remembering implements EmbeddingModel {
        private final EmbeddingModel model;
        private final Cache<String, Embedding> known = Caffeine.newBuilder().maximumSize(TEXTS).build();

        Remembering(EmbeddingModel model) {
            this.model = model;
        }

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
            Map<String, Embedding> found = new HashMap<>(
                    known.getAllPresent(texts.stream().map(TextSegment::text).toList()));
            List<TextSegment> unknown = texts.stream().filter(text -> !found.containsKey(text.text())).toList();
            if (!unknown.isEmpty()) {
                List<Embedding> embedded = model.embedAll(unknown).content();
                for (int i = 0; i < unknown.size(); i++) {
                    found.put(unknown.get(i).text(), embedded.get(i));
                    known.put(unknown.get(i).text(), embedded.get(i));
                }
            }
            return Response
                    .from(texts.stream().map(text -> copy(Objects.requireNonNull(found.get(text.text())))).toList());
        }

        /** The one who asks may write into it. */
        private static Embedding copy(Embedding embedding) {
            return Embedding.from(embedding.vector().clone());
        }

        @Override
        public int dimension() {
            return model.dimension();
        }
    }
}
