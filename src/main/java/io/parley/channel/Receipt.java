package io.parley.channel;

/**
 * The service took a delivery.
 *
 * @param externalId the channel's id of the message, qualified as in {@link InboundEvent}
 */
public record Receipt(String externalId) {}
