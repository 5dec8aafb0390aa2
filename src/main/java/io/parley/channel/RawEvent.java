package io.parley.channel;

import java.time.Instant;

/**
 * An event as a service delivered it, byte for byte.
 *
 * @param channel the channel through which it came
 * @param key the service's own key of the event, at most 300 characters; the same key again is the same event
 * @param orderingKey events of one ordering key are processed one after the other, in the order in which they were
 *     stored
 * @param payload the bytes
 * @param receivedAt when they arrived
 */
public record RawEvent(ChannelName channel, String key, String orderingKey, byte[] payload, Instant receivedAt) {}
