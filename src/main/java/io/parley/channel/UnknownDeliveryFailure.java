package io.parley.channel;

/** The request went out and no answer came back: the service may or may not have taken it. */
public final class UnknownDeliveryFailure extends DeliveryFailure {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, without any text of the message */
    public UnknownDeliveryFailure(String message) {
        super(message);
    }
}
