package io.parley.learning;

/**
 * A retraining was stopped, since too many answers would have changed.
 *
 * @param compared customers' last questions that are answered at present
 * @param changed those of them that would be answered otherwise, or not at all
 */
public record RefitStopped(int compared, int changed) {}
