package io.parley.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.support.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class ServingRoleTest {
    private static final ServingRole ROLE = new ServingRole("parley \"of\" Test", "open sesame");

    @ParameterizedTest
    @ValueSource(strings = {"copy message to program 'id'", "copy message from program 'id'",
            "select pg_read_file('PG_VERSION')",
            "create table mine (id int)", "alter table message add column mine int", "drop table message",
            "truncate message",
            "create role other superuser", "alter role current_user superuser", "create database other",
            "insert into flyway_schema_history select * from flyway_schema_history",
            "create function run() returns int language c as 'libc', 'system'", "select * from pg_authid"})
    void canDoNothingButReadAndWriteRows(String statement) {
        try (TestDatabase database = TestDatabase.empty()) {
            schema(flyway(database), ROLE);

            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> serving(database).sql(statement).update())
                    .havingRootCause()
                    .withMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void readsAndWritesAllTablesLaterOnesToo() {
        try (TestDatabase database = TestDatabase.empty()) {
            schema(flyway(database), ROLE);
            database.jdbc().sql("create table later (id bigserial, name text)").update();

            JdbcClient serving = serving(database);
            List<String> tables = database.jdbc().sql("select tablename from pg_tables where schemaname = 'public'")
                    .query(String.class).list();
            assertThat(tables).contains("message", "inbox", "scheduled_tasks", "later");
            tables.forEach(
                    table -> assertThatCode(() -> serving.sql("select * from \"" + table + "\"").query().listOfRows())
                            .as(table).doesNotThrowAnyException());
            assertThat(serving.sql("insert into later (name) values ('one')").update()).isOne();
            serving.sql("do $$ begin lock table refit in share row exclusive mode; end $$").update();
            serving.sql("select pg_advisory_xact_lock(1), pg_notify('parley', 'x')").query().listOfRows();
        }
    }

    @Test
    void isLetInToADatabaseThatOneRoleHadToItself() {
        try (TestDatabase database = TestDatabase.migrated()) {
            database.jdbc().sql("insert into instance (id) values (gen_random_uuid())").update();

            schema(flyway(database), ROLE);
            schema(flyway(database), ROLE);

            assertThat(serving(database).sql("delete from instance").update()).isOne();
        }
    }

    @Test
    void servesFromAnEmbeddedDatabaseOfAnEarlierVersion(@TempDir Path directory) {
        DataDirectory data = new DataDirectory(directory.resolve("data"));
        try (EmbeddedDatabase database = EmbeddedDatabase.own(data)) {
            flyway(database).migrate();
            JdbcClient owner = owner(database);
            owner.sql("drop role parley_serving").update();
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.own(data)) {
            schema(flyway(database), new ServingRole(database.getUsername(), database.getPassword()));

            JdbcClient serving = jdbc(database.getJdbcUrl(), database.getUsername(), database.getPassword());
            assertThat(serving
                    .sql("select rolsuper or rolcreatedb or rolcreaterole from pg_roles where rolname = current_user")
                    .query(Boolean.class).single()).isFalse();
            assertThat(serving.sql("select count(*) from message").query(Long.class).single()).isZero();
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> serving.sql("copy message to program 'id'").update());
        }
    }

    private static void schema(Flyway flyway, ServingRole role) {
        new Schema(true, role).migrate(flyway);
    }

    private static Flyway flyway(TestDatabase database) {
        return flyway(database.getJdbcUrl(), database.getUsername(), database.getPassword());
    }

    private static Flyway flyway(EmbeddedDatabase database) {
        DatabaseSettings.Roles owner = database.owningRole();
        return flyway(database.getJdbcUrl(), Objects.requireNonNull(owner.migrationUsername()),
                Objects.requireNonNull(owner.migrationPassword()));
    }

    private static Flyway flyway(String url, String user, String password) {
        return Flyway.configure().dataSource(url, user, password).locations("classpath:db/migration").load();
    }

    private static JdbcClient serving(TestDatabase database) {
        return jdbc(database.getJdbcUrl(), ROLE.name(), ROLE.password());
    }

    private static JdbcClient owner(EmbeddedDatabase database) {
        DatabaseSettings.Roles owner = database.owningRole();
        return jdbc(database.getJdbcUrl(), Objects.requireNonNull(owner.migrationUsername()),
                Objects.requireNonNull(owner.migrationPassword()));
    }

    private static JdbcClient jdbc(String url, String user, String password) {
        return JdbcClient.create(new DriverManagerDataSource(url, user, password));
    }
}
