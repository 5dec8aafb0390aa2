package io.parley.channel.email.message;

/** A mail in which nothing can be found, or that breaks what reads it. */
public final class UnreadableMail extends Exception {
    private static final long serialVersionUID = 1L;

    /** A mail that cannot be read for a reason. */
    public UnreadableMail(String reason) {
        super(reason);
    }
}
