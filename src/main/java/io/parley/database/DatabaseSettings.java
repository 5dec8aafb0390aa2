package io.parley.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Where data is kept and what this process does with it.
 *
 * @param dataDir the data directory; by default {@code data} below the working directory, so that trying Parley needs no
 *        set-up
 * @param serving whether this process serves, and so may migrate the schema; a command does not
 * @param database the roles of a database of one's own
 */
@ConfigurationProperties("parley")
record DatabaseSettings(@DefaultValue("./data") Path dataDir, @DefaultValue("true") boolean serving,
        @DefaultValue Roles database) {

    /**
     * Which role owns the tables, where that is not the one of {@code spring.datasource}, which serves.
     *
     * @param migrationUsername the owner, by whom migrations run; none: one role does both
     * @param migrationPassword the owner's password
     */
    record Roles(@Nullable String migrationUsername, @Nullable String migrationPassword) {

        /** Whether one role owns the tables and another one serves. */
        boolean areTwo() {
            return StringUtils.hasText(migrationUsername);
        }

        /** Never shows the password. */
        @Override
        public String toString() {
            return String.valueOf(migrationUsername);
        }
    }
}
