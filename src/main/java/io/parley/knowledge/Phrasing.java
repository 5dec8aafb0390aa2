package io.parley.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * One text by which an entry is found, or by which it is told apart.
 *
 * @param id     its number in the database
 * @param entry  whose it is
 * @param kind   what it says about the entry
 * @param text   short enough for the embedding model
 * @param vector its unit vector; null until it was embedded
 */
record Phrasing(long id, FaqId entry, Kind kind, String text, float @Nullable [] vector) {

    /** What a phrasing says about its entry. */
    enum Kind {
        /** The entry's own question. */
        QUESTION,
        /** Another way to ask it. */
        ALTERNATIVE,
        /** Looks like the question and is another one. */
        NEGATIVE,
        /** A piece of the answer. */
        ANSWER;

        /** Whether it is a way to ask for its entry. */
        boolean asks() {
            return this == QUESTION || this == ALTERNATIVE;
        }
    }

    /** Whether it is a way to ask for its entry. */
    boolean asks() {
        return kind.asks();
    }
}
