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
 * @param weight how much it counts; what that means depends on the kind
 */
public record Phrasing(long id, FaqId entry, Kind kind, String text, float @Nullable [] vector, double weight) {

    /** One that somebody wrote on purpose, and that therefore counts fully. */
    Phrasing(long id, FaqId entry, Kind kind, String text, float @Nullable [] vector) {
        this(id, entry, kind, text, vector, 1);
    }

    /** What a phrasing says about its entry. */
    public enum Kind {
        /** The entry's own question. */
        QUESTION,
        /** Another way to ask it. */
        ALTERNATIVE,
        /** Looks like the question and is another one. */
        NEGATIVE,
        /** A piece of the answer. */
        ANSWER,
        /** A customer's question that the entry answers, as verdicts have it; the weight is how probable that is. */
        CONFIRMED,
        /** A customer's question that the entry does not answer; the weight is by how many log-odds it is less likely. */
        WEAKENED;

        /** Whether it is a way to ask for its entry. */
        boolean asks() {
            return this == QUESTION || this == ALTERNATIVE || this == CONFIRMED;
        }

        /** Whether it comes from verdicts rather than from somebody who wrote it for the FAQ. */
        public boolean isLearned() {
            return this == CONFIRMED || this == WEAKENED;
        }
    }

    /** Whether it is a way to ask for its entry. */
    boolean asks() {
        return kind.asks();
    }
}
