package io.parley.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The one account for agents and operators, {@code admin}.
 *
 * @param password the password of {@code admin}, 12 characters or more; when none is set, one is made up at the first start and kept in the data directory
 */
@ConfigurationProperties("parley.admin")
record AdminSettings(@Nullable String password) {
    /** Never shows the password. */
    @Override
    public String toString() {
        return "AdminSettings";
    }
}
