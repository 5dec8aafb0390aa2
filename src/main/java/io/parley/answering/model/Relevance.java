package io.parley.answering.model;

import java.util.Arrays;
import java.util.Optional;

/** How well an answer fits its question. */
public enum Relevance {
    /** It answers what was asked, and everything in it is in the entries that it cites. */
    RELEVANT,
    /** It answers a part of it, or says more than the entries do. */
    PARTLY_RELEVANT,
    /** It does not answer it. */
    NON_RELEVANT;

    /** The one of a name; empty when there is none. */
    public static Optional<Relevance> of(String name) {
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }
}
