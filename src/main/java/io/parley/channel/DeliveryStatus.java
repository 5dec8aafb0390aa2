package io.parley.channel;

/** A service's report on a delivery whose result was lost. */
public sealed interface DeliveryStatus {
    /** It arrived. */
    record Delivered(Receipt receipt) implements DeliveryStatus {}

    /** It did not. */
    record NotDelivered() implements DeliveryStatus {}

    /** The service cannot be asked; sending again may make a double. */
    record Unknown() implements DeliveryStatus {}
}
