package io.parley.knowledge.embedding;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The experience with an embedding model, gained by calls; shared by all that call it. Safe for concurrent use. */
final class ModelState {

    private final AtomicInteger dimension;
    private volatile @Nullable EmbeddingFault fault;

    /** @param dimension the length of its vectors; 0 when the first ones are to show it */
    ModelState(int dimension) {
        this.dimension = new AtomicInteger(dimension);
    }

    /** The length of its vectors; 0 as long as it is not known. */
    int dimension() {
        return dimension.get();
    }

    /** Whether vectors of a length fit to those before; the first ones always do. */
    boolean fits(int length) {
        dimension.compareAndSet(0, length);
        return length == dimension.get();
    }

    /** The model works. */
    void works() {
        fault = null;
    }

    /** The model failed. */
    void failed(EmbeddingFault why) {
        fault = why;
    }

    /** The fault of the last call; null when there was none. */
    @Nullable
    EmbeddingFault fault() {
        return fault;
    }
}
