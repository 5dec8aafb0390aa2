package io.parley.learning;

import java.time.Instant;

/**
 * The latest verdict on a pair by strangers who cannot be told apart.
 *
 * @param name an account, or the digest of the web or mail address from which they come
 * @param isUp whether the answer helped
 */
record Voice(String name, boolean isUp, Instant at) {}
