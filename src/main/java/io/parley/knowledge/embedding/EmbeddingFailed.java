package io.parley.knowledge.embedding;

/** An embedding model gave no vectors. Carries neither texts nor a key, nor a cause that may quote them. */
public final class EmbeddingFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final EmbeddingFault fault;

    EmbeddingFailed(EmbeddingFault fault) {
        super("The embedding model gave no vectors: " + fault + ".");
        this.fault = fault;
    }

    /** Returns why there are no vectors. */
    public EmbeddingFault fault() {
        return fault;
    }
}
