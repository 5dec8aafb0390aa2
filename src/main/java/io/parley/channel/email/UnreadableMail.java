package io.parley.channel.email;

/** A mail in which nothing can be found, or that breaks what reads it. */
final class UnreadableMail extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableMail(String reason) {
        super(reason);
    }
}
