package io.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void isPostgreSqlAndOneForEachWhoAsks() {
        try (TestDatabase one = TestDatabase.migrated(); TestDatabase other = TestDatabase.migrated()) {
            one.jdbc().sql("create table only_here (id int)").update();

            assertThat(one.jdbc().sql("show server_version").query(String.class).single()).startsWith("18.");
            assertThat(other.jdbc().sql("select to_regclass('only_here') is null").query(Boolean.class).single())
                    .isTrue();
        }
    }

    @Test
    void clearsTheRowsAndKeepsTheTables() {
        try (TestDatabase database = TestDatabase.empty()) {
            database.jdbc().sql("create table note (id int)").update();
            database.jdbc().sql("insert into note values (1), (2)").update();

            database.clear();

            assertThat(database.jdbc().sql("select count(*) from note").query(Long.class).single()).isZero();
        }
    }
}
