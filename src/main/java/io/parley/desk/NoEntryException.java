package io.parley.desk;

/** The FAQ has no such entry, or no such version of it. */
public final class NoEntryException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
