package io.parley.channel;

/** A delivery failed. Which kind of failure decides what happens next. */
public abstract sealed class DeliveryFailure extends RuntimeException
        permits TransientDeliveryFailure, PermanentDeliveryFailure, UnknownDeliveryFailure, AddressMoved {
    private static final long serialVersionUID = 1L;

    DeliveryFailure(String message) {
        super(message);
    }
}
