package io.parley.evaluation;

/** Nobody said of any answer that it was right. */
public final class NoVerdicts extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoVerdicts() {
        super("Nobody has said yet that an answer was right, so there is nothing to measure. "
                + "Thumbs up, and tickets that are resolved with an entry, count.");
    }
}
