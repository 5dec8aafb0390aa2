package io.parley.channel;

/**
 * Where a reply goes. Messages to one address are delivered in order.
 *
 * @param channel the channel
 * @param value what the channel needs to reach the address, in the channel's own notation, at most 300 characters
 */
public record Address(ChannelName channel, String value) {}
