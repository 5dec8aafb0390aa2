package io.parley.knowledge;

/** An embedding model gave no vectors. Carries neither texts nor a key, nor a cause that may quote them. */
final class EmbeddingFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final EmbeddingFault fault;

    EmbeddingFailed(EmbeddingFault fault) {
        super("The embedding model gave no vectors: " + fault + ".");
        this.fault = fault;
    }

    EmbeddingFault fault() {
        return fault;
    }
}
