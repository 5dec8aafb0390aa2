package io.parley.cluster;

/**
 * The right to work on one row of a queue, until the instance that holds it is dead.
 *
 * @param id the row
 * @param channel the name of the channel that it belongs to
 * @param orderKey its order key
 * @param fence grows with each claim of the row, so that a holder whose claim ended can be told apart
 * @param attempts how often the row has been claimed for a try, this one included
 */
public record Claim(long id, String channel, String orderKey, long fence, int attempts) {}
