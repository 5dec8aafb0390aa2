package io.parley.handover;

/** The key of a reply was used for another text; nothing was sent. */
public class ReplyKeyReusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplyKeyReusedException(long ticket) {
        super("This Idempotency-Key was used for another reply to ticket " + ticket
                + "; take a new one for each reply");
    }
}
