package io.parley.answering;

import org.jspecify.annotations.Nullable;

/** Tells whether the model may be asked once more, and counts that. */
@FunctionalInterface
public interface ModelAllowance {
    /** Nobody is counted. */
    ModelAllowance WITHOUT_LIMIT = asker -> true;

    /**
     * Takes leave for one call.
     *
     * @param asker whose question it is for, as {@link Question#asker()}; null for nobody in particular
     */
    boolean take(@Nullable Long asker);

    /** Whether nobody gets leave for now, since all that may be asked in this hour or on this day has been asked. */
    default boolean isSpent() {
        return false;
    }
}
