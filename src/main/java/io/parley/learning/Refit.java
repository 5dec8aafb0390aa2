package io.parley.learning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of what the FAQ is taught.
 *
 * @param id counts up
 * @param restores the version that it brought back, if it did; 0 for nothing taught at all
 * @param pairs questions and entries that people said something about
 * @param confirmed those taught as ways to ask
 * @param weakened those made less likely
 * @param cases regression cases on which it was tried
 * @param rightBefore those that the version before treated right
 * @param rightAfter those that this one treats right
 * @param compared customers' last questions that were answered before
 * @param changed those of them that are answered otherwise with it, or not at all
 */
public record Refit(long id, Instant madeAt, State state, @Nullable Long restores, int pairs, int confirmed,
        int weakened, int cases, int rightBefore, int rightAfter, int compared, int changed) {

    /** The result of a retraining. */
    public enum State {
        /** In use from then on. */
        TAKEN,
        /** It lost on the regression cases, so that the one before stayed. */
        REFUSED,
        /** It would change too many answers, so that the one before stayed until an operator wants it all the same. */
        STOPPED,
        /** Somebody brought an earlier one back; nothing is learned until somebody asks for a refit. */
        RESTORED,
        /** Too few known questions were answered, so an earlier one came back by itself; the rest is the same. */
        UNDONE
    }
}
