package io.parley.channel;

import org.jspecify.annotations.Nullable;

/**
 * One thing to do at a service: one part of a message to send, update or take away.
 *
 * @param id Parley's own id of the delivery, the same at each try; a service that can carry it recognises a double by it
 * @param address where it goes
 * @param action what to do
 * @param target the channel's id of the message to update or take away; null when sending
 * @param payload the part, as {@link Channel#render} made it; empty when taking away
 * @param under the channel's id of the message under which it is sent; null where it stands by itself
 */
public record Delivery(long id, Address address, Action action, @Nullable String target, String payload,
        @Nullable String under) {

    /** A delivery of what stands by itself. */
    public Delivery(long id, Address address, Action action, @Nullable String target, String payload) {
        this(id, address, action, target, payload, null);
    }

    /** An operation on a message at a service. */
    public enum Action {
        SEND, UPDATE, DELETE
    }
}
