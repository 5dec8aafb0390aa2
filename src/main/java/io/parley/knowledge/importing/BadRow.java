package io.parley.knowledge.importing;

/** A row cannot become an entry; the message completes the sentence "Line 7 …". */
final class BadRow extends Exception {

    private static final long serialVersionUID = 1;
    private final String reason;

    BadRow(String reason) {
        super(reason);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
