package io.parley.knowledge;

/**
 * A sentence embedding model that ships inside the application. Vectors of different models must never meet in one
 * index.
 */
enum EmbeddingModel {

    /** all-MiniLM-L6-v2 in 32-bit floats. */
    MINILM("minilm", "minilm", "all-minilm-l6-v2"),
    /** The same with 8-bit products, made by the build. */
    MINILM_Q("minilm-q", "minilm-q/2", "all-minilm-l6-v2-8bit");

    private final String id;
    private final String space;
    private final String resource;

    EmbeddingModel(String id, String space, String resource) {
        this.id = id;
        this.space = space;
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

    /** The name in the settings. */
    String id() {
        return id;
    }

    /** The name beside each stored vector: another one as soon as the model gives other vectors for the same texts. */
    String space() {
        return space;
    }

    /** How many numbers a vector has. */
    int dimension() {
        return 384;
    }

    /** How many texts go into one run at most: more than 16 gain nothing, since they no longer fit near the processor. */
    int batch() {
        return 16;
    }

    String modelResource() {
        return "/" + resource + ".onnx";
    }

    String tokenizerResource() {
        return "/all-minilm-l6-v2-tokenizer.json";
    }
}
