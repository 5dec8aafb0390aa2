package io.parley.correction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wrong answer that an entry gave, and what becomes of it.
 *
 * @param entry the entry's id
 * @param question as the entry asks it now
 * @param answer what the entry says now, with its link; empty when it says nothing
 * @param former what it said before
 * @param revision the entry's, from which on it is right
 * @param by who changed it; null when nobody can be named
 * @param text what customers are told below the lead; null as long as nobody sent it
 * @param progress how many were told
 */
public record Correction(long id, String entry, String question, String answer, String former, int revision,
        @Nullable String by, Instant at, @Nullable String text, Progress progress) {

    /**
     * How many conversations were told.
     *
     * @param due those that will be told in a moment
     * @param sent those that were
     * @param unreached those that could not be
     */
    public record Progress(int due, int sent, int unreached) {}

    /** What customers are told, as it was sent, or as it would be. */
    public String told() {
        return text == null ? answer : text;
    }
}
