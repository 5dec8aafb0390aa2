package io.parley.queue;

/** A claimed row with what was read of it as it was claimed. */
@FunctionalInterface
public interface Claimed {
    /** The right to work on the row. */
    Claim claim();
}
