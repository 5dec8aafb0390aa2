package io.parley.channel;

import org.jspecify.annotations.Nullable;

/** The action that a button under an answer asks for. */
public sealed interface ButtonAction {
    /**
     * A verdict on the answer.
     *
     * @param vote the verdict
     * @param comment what the person said about it
     */
    record Voted(Vote vote, @Nullable String comment) implements ButtonAction {}

    /**
     * One of the answer's choices.
     *
     * @param choice the id of a {@link Choice}
     */
    record Chosen(String choice) implements ButtonAction {}

    /** The answer, which only one person sees, for all to see; the press's address is where they are. */
    record Shared() implements ButtonAction {}

    /** A person, please. */
    record PersonWanted() implements ButtonAction {}
}
