package io.parley.ops;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the parts are; holds no secret.
 *
 * @param status the whole: {@code up}, {@code degraded} when a part is down, {@code down} when the database is
 * @param timestamp when it was asked
 * @param services the parts by name: {@code database}, {@code faq}, {@code model}, {@code inbox}, {@code outbox}, and each
 *        channel
 */
public record HealthReport(String status, Instant timestamp, Map<String, Service> services) {
    static final String UP = "up";
    static final String DOWN = "down";
    static final String OFF = "off";
    static final String DEGRADED = "degraded";
    static final String DATABASE = "database";
    static final String FAQ = "faq";

    /**
     * How a part is.
     *
     * @param status {@code up}, {@code down}, or {@code off} when it is not configured
     * @param count how much there is of what the part holds; absent where there is nothing to count
     * @param detail a sentence, where there is more to say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Service(String status, @Nullable Long count, @Nullable String detail) {
        static Service of(String status, @Nullable String detail) {
            return new Service(status, null, detail);
        }
    }

    static HealthReport of(Instant now, Map<String, Service> services) {
        boolean hasDatabase = services.containsKey(DATABASE) && UP.equals(services.get(DATABASE).status());
        boolean allWork = services.values().stream().noneMatch(service -> DOWN.equals(service.status()));
        return new HealthReport(hasDatabase ? allWork ? UP : DEGRADED : DOWN, now, services);
    }

    /** The answer to everybody: whether the parts work and how large the FAQ is; no reason, name or backlog. */
    public HealthReport inShort() {
        Map<String, Service> parts = new TreeMap<>();
        services.forEach((name, service) -> parts.put(name,
                new Service(service.status(), name.equals(FAQ) ? service.count() : null, null)));
        return new HealthReport(status, timestamp, parts);
    }

    /** Whether anybody can be served at all. */
    @JsonIgnore
    public boolean usable() {
        return !DOWN.equals(status);
    }
}
