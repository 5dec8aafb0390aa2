package io.parley.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesADatabaseFromBeforeTheFirstReleaseAndLeavesIt(boolean serving, @TempDir Path old) throws IOException {
        Files.writeString(old.resolve("V1__conversations.sql"),
                "create table said (text text); insert into said values ('x')");
        Files.writeString(old.resolve("V2__knowledge.sql"), "create table known (text text)");
        try (TestDatabase database = TestDatabase.empty()) {
            flyway(database, "filesystem:" + old).migrate();

            assertThatExceptionOfType(DatabaseUnavailable.class)
                    .isThrownBy(() -> new Schema(serving, null).migrate(flyway(database, "classpath:db/migration")))
                    .withMessageContaining("before the first release").withMessageContaining("SPRING_DATASOURCE_URL")
                    .withMessageContaining("PARLEY_DATA_DIR");
            assertThat(database.jdbc().sql("select text from said").query(String.class).list()).containsExactly("x");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesADatabaseOfALaterVersion(boolean serving, @TempDir Path later) throws IOException {
        Files.writeString(later.resolve("V9000__later.sql"), "create table later (text text)");
        try (TestDatabase database = TestDatabase.empty()) {
            flyway(database, "classpath:db/migration", "filesystem:" + later).migrate();

            assertThatExceptionOfType(DatabaseUnavailable.class)
                    .isThrownBy(() -> new Schema(serving, null).migrate(flyway(database, "classpath:db/migration")))
                    .withMessageContaining("newer Parley").withMessageContaining("backup");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fillsAnEmptyDatabaseAndTakesItAgain(boolean serving) {
        try (TestDatabase database = TestDatabase.empty()) {
            new Schema(serving, null).migrate(flyway(database, "classpath:db/migration"));
            new Schema(serving, null).migrate(flyway(database, "classpath:db/migration"));

            assertThat(database.jdbc().sql("select number from faq_change").query(Long.class).single()).isZero();
        }
    }

    private static Flyway flyway(TestDatabase database, String... locations) {
        return Flyway.configure().dataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword())
                .locations(locations).load();
    }
}
