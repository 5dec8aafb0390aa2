package io.parley.answering;

import org.jspecify.annotations.Nullable;

/** Tells whether the model may be asked once more, and counts that. */
@FunctionalInterface
public interface ModelAllowance {
    /** An allowance without a limit. */
    ModelAllowance WITHOUT_LIMIT = asker -> true;

    /**
     * Tries to use one call of the allowance.
     *
     * @param asker whose question it is for, as {@link Asker#participant()}; null for nobody in particular
     */
    boolean take(@Nullable Long asker);

    /** Whether the allowance of this hour or this day is used up for everybody. */
    default boolean isSpent() {
        return false;
    }
}
