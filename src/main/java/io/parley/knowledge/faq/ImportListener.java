package io.parley.knowledge.faq;

import org.springframework.modulith.NamedInterface;

/** Is told how far an import has come. */
@FunctionalInterface
@NamedInterface
public interface ImportListener {

    /** Does not listen. */
    ImportListener SILENT = (step, done, total) -> {};

    /** What an import is busy with. */
    enum Step {
        /** Rows are read and stored. */
        STORING,
        /** Texts are embedded. */
        EMBEDDING
    }

    /**
     * Called from the importing thread after each batch.
     *
     * @param step  what is being done
     * @param done  entries stored or texts embedded so far
     * @param total how many there are in this step
     */
    void progressed(Step step, int done, int total);
}
