package io.parley.channel;

/** What a service says of a delivery whose result was lost. */
public sealed interface Resolution {
    /** It arrived. */
    record Delivered(Receipt receipt) implements Resolution {}

    /** It did not. */
    record NotDelivered() implements Resolution {}

    /** The service cannot be asked; sending again may make a double. */
    record CannotTell() implements Resolution {}
}
