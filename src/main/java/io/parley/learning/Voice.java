package io.parley.learning;

import java.time.Instant;

/**
 * What strangers who cannot be told apart say of a pair: the last that one of them said.
 *
 * @param name an account, or what stands for the address from which they come
 * @param isUp whether the answer helped
 */
record Voice(String name, boolean isUp, Instant at) {}
