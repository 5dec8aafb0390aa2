package io.parley.outbox;

import io.parley.channel.Address;

/**
 * A part of a message was given up. Published inside the transaction that says so.
 *
 * @param messageId the message
 * @param ofAgent whether it is what an agent says to a customer
 * @param addressGone whether nothing at all can be sent to the address until the person writes again
 */
public record DeliveryFailed(Address address, long messageId, boolean ofAgent, boolean addressGone) {}
