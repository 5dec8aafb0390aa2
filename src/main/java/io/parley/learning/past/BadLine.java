package io.parley.learning.past;

/** A part of a file from which nothing can be read; the message says why. */
final class BadLine extends Exception {
    private static final long serialVersionUID = 1L;

    BadLine(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
