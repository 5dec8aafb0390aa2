package io.parley.security;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A program's key, as administrators see it: the key itself is nowhere.
 *
 * @param beginning how the key begins
 * @param madeBy the login of the administrator who made it
 * @param lastUsedAt to the minute; null if it was never used
 * @param revokedAt since when it opens nothing; null while it does
 */
public record ApiKey(long id, String name, String beginning, Set<Scope> scopes, String madeBy, Instant madeAt,
        @Nullable Instant lastUsedAt, @Nullable Instant revokedAt) {}
