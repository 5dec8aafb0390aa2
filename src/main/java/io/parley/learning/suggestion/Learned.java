package io.parley.learning.suggestion;

import org.jspecify.annotations.Nullable;

/**
 * What became of an answer that somebody wants to teach.
 *
 * @param entry the entry that it became part of, that says it already, or that says something else; null when there is none
 * @param suggestion the suggestion that was made of it; null when none was
 */
public record Learned(Outcome outcome, @Nullable String entry, @Nullable Long suggestion) {

    /** Why it is or is not published. */
    public enum Outcome {
        /** The bot answers with it from now on. */
        PUBLISHED,
        /** Nothing in it could help others, or nothing is asked. */
        NOTHING,
        /** Those who teach it may not publish. */
        UNAPPROVED,
        /** An entry says something else. */
        CONTRADICTS,
        /** It reads like something that was done for one customer. */
        PRIVATE,
        /** Words in it may be somebody's name, or stand for what was taken out. */
        MARKED,
        /** It takes questions from entries that answer them well. */
        STEALS,
        /** Questions whose right entry is known for good go wrong. */
        LOSES,
        /** An entry says it already. */
        KNOWN,
        /** Somebody dismissed the same before. */
        DISMISSED
    }

    static Learned nothing() {
        return new Learned(Outcome.NOTHING, null, null);
    }

    /** Whether the bot answers with it. */
    public boolean isPublished() {
        return outcome == Outcome.PUBLISHED;
    }
}
