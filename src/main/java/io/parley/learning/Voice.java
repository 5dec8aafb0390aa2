package io.parley.learning;

import java.time.Instant;

/**
 * The latest verdict on a pair by strangers who cannot be told apart.
 *
 * @param name as {@link io.parley.learning.voter.Voters} has it
 * @param isUp whether the answer helped
 */
record Voice(String name, boolean isUp, Instant at) {}
