package io.parley.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An act that is remembered.
 *
 * @param actor a login, or the name under which somebody acted; null for the commands of this machine
 * @param object whom or what it was done to; null where the deed says it all
 * @param detail what else is worth knowing; null for nothing
 */
public record AuditEntry(long id, Instant at, @Nullable String actor, Deed deed, @Nullable String object,
        @Nullable String detail) {}
