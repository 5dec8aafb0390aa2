package io.parley.knowledge.embedding;

import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import io.parley.knowledge.faq.EmbeddingVersion;

/** A sentence embedding model that ships inside the application. */
public enum BuiltInModel {

    /** all-MiniLM-L6-v2 in 32-bit floats, as langchain4j has it. */
    MINILM("minilm", "minilm"),
    /** The same with 8-bit products, made by the build. */
    MINILM_Q("minilm-q", "minilm-q/2");

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final String name;
    private final String version;

    BuiltInModel(String name, String version) {
        this.name = name;
        this.version = version;
    }

    /** The model that the settings name. */
    static BuiltInModel named(String name) {
        for (BuiltInModel model : values()) {
            if (model.name.equals(name)) {
                return model;
            }
        }
        throw new IllegalArgumentException(
                "parley.embedding.model is '" + name + "'; set it to minilm or to minilm-q, the default.");
    }

    /** Returns what stands beside the model's stored vectors. */
    public EmbeddingVersion version() {
        return new EmbeddingVersion(name, version, this == MINILM_Q);
    }

    /** Loads the model, which takes up to a second. */
    public Embedder load() {
        return switch (this) {
            case MINILM ->
                new Embedder(new AllMiniLmL6V2EmbeddingModel(), version(), WordPieces.ofMiniLm(), PROCESSORS, 1);
            case MINILM_Q -> load(BatchedMiniLm.load());
        };
    }

    private Embedder load(BatchedMiniLm model) {
        return new Embedder(model, version(), model.wordPieces(), PROCESSORS, BatchedMiniLm.BATCH);
    }
}
