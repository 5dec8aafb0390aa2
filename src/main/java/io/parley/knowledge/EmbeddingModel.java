package io.parley.knowledge;

/**
 * A sentence embedding model that ships inside the application. Vectors of different models must never meet in one
 * index.
 */
enum EmbeddingModel {

    /** all-MiniLM-L6-v2 in 32-bit floats. */
    MINILM("minilm", "all-minilm-l6-v2", 16),
    /** all-MiniLM-L6-v2 with 8-bit weights. It scales by what is in a run, so each text goes alone and keeps its vector. */
    MINILM_Q("minilm-q", "all-minilm-l6-v2-q", 1);

    private final String id;
    private final String resource;
    private final int batch;

    EmbeddingModel(String id, String resource, int batch) {
        this.id = id;
        this.resource = resource;
        this.batch = batch;
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

    /** How many texts go into one run: more than 16 gain nothing, since they no longer fit near the processor. */
    int batch() {
        return batch;
    }

    String modelResource() {
        return "/" + resource + ".onnx";
    }

    String tokenizerResource() {
        return "/" + resource + "-tokenizer.json";
    }
}
