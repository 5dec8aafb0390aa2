package io.parley.channel;

/** The service will never take it. */
public final class PermanentDeliveryFailure extends DeliveryFailure {
    private static final long serialVersionUID = 1L;

    private final boolean addressGone;

    /**
     * @param message what happened, without any text of the message
     * @param addressGone whether nothing at all can be sent to this address until the person writes again
     */
    public PermanentDeliveryFailure(String message, boolean addressGone) {
        super(message);
        this.addressGone = addressGone;
    }

    /** Whether nothing at all can be sent to this address until the person writes again. */
    public boolean addressGone() {
        return addressGone;
    }
}
