package io.parley.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Brings the schema to this application's version when it serves. A command changes nothing below a server that may be
 * running: it fills an empty database, and otherwise asks for the very version that it was made for. A database from before
 * the first release, and one of a later version, is refused.
 */
final class Schema implements FlywayMigrationStrategy {
    private static final int OLDEST_POSTGRESQL = 16;
    private static final MigrationVersion FIRST = MigrationVersion.fromVersion("1");

    private final boolean serving;
    private final @Nullable ServingRole role;

    /** @param role the role that serves, if another one owns the tables */
    Schema(boolean serving, @Nullable ServingRole role) {
        this.serving = serving;
        this.role = role;
    }

    @Override
    public void migrate(Flyway flyway) {
        requireServer(flyway);
        MigrationInfoService versions = flyway.info();
        requireReleased(versions);
        requireNoNewer(versions);
        if (serving || versions.applied().length == 0) {
            flyway.migrate();
        } else {
            requireCurrent(versions);
        }
        if (role != null) {
            admit(flyway, role);
        }
    }

    private static void admit(Flyway flyway, ServingRole role) {
        try (Connection owner = flyway.getConfiguration().getDataSource().getConnection()) {
            role.admit(owner);
        } catch (SQLException e) {
            throw new DatabaseUnavailable("The role " + role.name() + " can't be let in to the tables: "
                    + e.getMessage()
                    + " Let the role of PARLEY_DATABASE_MIGRATION_USERNAME own the tables and, unless the serving one exists,"
                    + " create roles.", e);
        }
    }

    private static void requireServer(Flyway flyway) {
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection()) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            if (major < OLDEST_POSTGRESQL) {
                throw new DatabaseUnavailable(
                        "The database is PostgreSQL " + major + ". Parley needs " + OLDEST_POSTGRESQL
                                + " or later: upgrade it, or name another by SPRING_DATASOURCE_URL.");
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailable("The database can't be reached: " + e.getMessage()
                    + " Check SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD, and that it runs.", e);
        }
    }

    /** The first migration is the same in all releases; a database that began with another one was made before them. */
    private static void requireReleased(MigrationInfoService versions) {
        for (MigrationInfo applied : versions.applied()) {
            if (FIRST.equals(applied.getVersion()) && !applied.isChecksumMatching()) {
                throw new DatabaseUnavailable("The database was made by a Parley from before the first release,"
                        + " and this one can't bring it up to date. Use a new, empty database: name it by SPRING_DATASOURCE_URL,"
                        + " or, with the embedded one, name a new directory by PARLEY_DATA_DIR; or drop the old database, or"
                        + " delete its directory, and create it anew. Import the FAQ again afterwards.");
            }
        }
    }

    private static void requireCurrent(MigrationInfoService versions) {
        if (versions.pending().length > 0) {
            throw new DatabaseUnavailable("The database is of an older Parley than this command."
                    + " Start the server of this version once (it brings the database up to date), then run the command again.");
        }
    }

    private static void requireNoNewer(MigrationInfoService versions) {
        for (MigrationInfo version : versions.applied()) {
            if (version.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new DatabaseUnavailable("The database is of a newer Parley than this one. Use that version,"
                        + " or restore the backup that was made before the update.");
            }
        }
    }
}
