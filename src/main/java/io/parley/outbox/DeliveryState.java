package io.parley.outbox;

import org.jspecify.annotations.Nullable;

/**
 * How a message fares on its way.
 *
 * @param isDelivered whether all of it reached its service
 * @param failure why a part of it was given up; null when none was
 */
public record DeliveryState(boolean isDelivered, @Nullable String failure) {}
