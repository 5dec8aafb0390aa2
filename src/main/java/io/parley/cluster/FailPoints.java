package io.parley.cluster;

/** Told whenever work reaches a {@link FailPoint}. Does nothing, except in a test that ends the process there. */
@FunctionalInterface
public interface FailPoints {
    /** Ignores them all. */
    FailPoints NONE = point -> {};

    /** Work reached the point. */
    void reached(FailPoint point);
}
