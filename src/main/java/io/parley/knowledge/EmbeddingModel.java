package io.parley.knowledge;

/**
 * A sentence embedding model that ships inside the application. Vectors of different models must never meet in one
 * index.
 */
enum EmbeddingModel {

    /** all-MiniLM-L6-v2 in 32-bit floats. */
    MINILM("minilm", "all-minilm-l6-v2"),
    /** all-MiniLM-L6-v2 with 8-bit weights: about twice as fast, and as good on every set that was measured. */
    MINILM_Q("minilm-q", "all-minilm-l6-v2-q");

    private final String id;
    private final String resource;

    EmbeddingModel(String id, String resource) {
        this.id = id;
        this.resource = resource;
    }

    /** The model that the settings name. */
    static EmbeddingModel named(String id) {
        for (EmbeddingModel model : values()) {
            if (model.id.equals(id)) {
                return model;
            }
        }
        throw new IllegalArgumentException(
                "parley.embedding.model is '" + id + "'; set it to minilm or to minilm-q, the default.");
    }

    /** The name in the settings and beside each stored vector. */
    String id() {
        return id;
    }

    /** How many numbers a vector has. */
    int dimension() {
        return 384;
    }

    String modelResource() {
        return "/" + resource + ".onnx";
    }

    String tokenizerResource() {
        return "/" + resource + "-tokenizer.json";
    }
}
