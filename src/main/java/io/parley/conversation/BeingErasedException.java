package io.parley.conversation;

/** Thrown when somebody says something whose data are being erased; nothing of it may be written down. */
public class BeingErasedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BeingErasedException() {
        super("The person is being erased");
    }
}
