package io.parley.fake.collector;

import java.util.Map;

/**
 * A span as a collector got it.
 *
 * @param parent the id of the span above it; empty for the first of a trace
 * @param instance the instance that made it
 * @param attributes its attributes, whole numbers as {@link Long}
 * @param events how many events it has, among which would be exceptions
 * @param status what it says of how it ended
 */
public record Seen(String trace, String id, String parent, String name, String instance,
        Map<String, Object> attributes, int events, String status) {}
