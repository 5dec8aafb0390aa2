package io.parley.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.parley.support.Attempts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class EmbeddedDatabaseTest {
    @TempDir
    private static Path usedDirectory;
    private static @Nullable UsedData used;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startOnce() {
        used = new UsedData(usedDirectory.resolve("data"));
    }

    @Test
    void keepsWhatIsCommittedOverARestart() {
        try (EmbeddedDatabase database = EmbeddedDatabase.own(data())) {
            owner(database).sql("create table note (text text)").update();
            owner(database).sql("insert into note values ('kept')").update();
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.own(data())) {
            assertThat(owner(database).sql("select text from note").query(String.class).list()).containsExactly("kept");
        }
    }

    @Test
    void stopsWhatStartedEarlyAndNobodyTook() throws IOException {
        DataDirectory data = usedData();
        EarlyDatabase early = new EarlyDatabase(
                new DatabaseSettings(data.path(), true, new DatabaseSettings.Roles(null, null)));
        early.destroy();

        EmbeddedDatabase.own(data).close();
    }

    @Test
    void saysWhyItDidNotStartEarly() throws IOException {
        DataDirectory data = usedData();
        try (EmbeddedDatabase database = EmbeddedDatabase.own(data)) {
            EarlyDatabase early = new EarlyDatabase(
                    new DatabaseSettings(data.path(), true, new DatabaseSettings.Roles(null, null)));

            assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(early::database)
                    .withMessageContaining(data.path().toString());
            early.destroy();
            assertThat(setting(database, "fsync")).isEqualTo("on");
        }
    }

    @Test
    void writesToDiskBeforeACommitReturns() throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.own(usedData())) {
            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(database, "full_page_writes")).isEqualTo("on");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.own(data())) {
            for (String password : new String[]{"", "guess"}) {
                for (String user : new String[]{"parley", "parley_serving"}) {
                    assertThatExceptionOfType(SQLException.class)
                            .isThrownBy(
                                    () -> DriverManager.getConnection(database.getJdbcUrl(), user, password).close());
                }
            }
            assertThat(setting(database, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(database, "unix_socket_directories")).isEmpty();
            assertThat(Files.readString(directory.resolve("data/postgres/pg_hba.conf"))).doesNotContain(" trust");
        }
    }

    /** Another user of the machine knows the port, and sees the processes and the directory. */
    @Test
    void showsNothingToAnotherUser() throws IOException {
        Attempts attempts = new Attempts("the embedded database as another local user");
        try (EmbeddedDatabase database = EmbeddedDatabase.own(usedData())) {
            for (String user : new String[]{"parley", "parley_serving", "postgres"}) {
                for (String password : new String[]{"", user, "guess"}) {
                    attempts.note(user + " with <" + password + ">", !letsIn(database, user, password));
                }
            }
            String pid = Files.readAllLines(directory.resolve("data/postgres/postmaster.pid")).getFirst().strip();
            String passwords = Files.readString(directory.resolve("data/database.properties"));
            for (String seen : new String[]{"cmdline", "environ"}) {
                String text = Files.readString(Path.of("/proc", pid, seen), StandardCharsets.ISO_8859_1);
                attempts.note(seen, !text.contains(database.getPassword()) && passwords.lines()
                        .filter(line -> line.length() > 30).map(line -> line.substring(line.indexOf('=') + 1))
                        .noneMatch(text::contains));
            }
            for (String file : new String[]{"data", "data/postgres", "data/database.properties"}) {
                attempts.note(file, mode(file).endsWith("------"));
            }
        }
        attempts.wereStopped(7);
    }

    private static boolean letsIn(EmbeddedDatabase database, String user, String password) {
        try (Connection connection = DriverManager.getConnection(database.getJdbcUrl(), user, password)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void keepsItsFilesToItsUser() throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.own(data())) {
            assertThat(database.getJdbcUrl()).isNotEmpty();
            assertThat(mode("data")).isEqualTo("rwx------");
            assertThat(mode("data/postgres")).isEqualTo("rwx------");
            assertThat(mode("data/database.properties")).isEqualTo("rw-------");
            assertThat(directory.resolve("data/initdb-password")).doesNotExist();
        }
    }

    @Test
    void tellsASecondServerWhoOwnsTheDirectory() throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.own(usedData())) {
            assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(() -> EmbeddedDatabase.own(data()).close())
                    .withMessageContaining("process " + ProcessHandle.current().pid())
                    .withMessageContaining("PARLEY_DATA_DIR");
            assertThat(setting(database, "fsync")).isEqualTo("on");
        }
    }

    @Test
    void letsACommandUseTheOwnersAndLeavesItRunning() throws SQLException, IOException {
        try (EmbeddedDatabase owner = EmbeddedDatabase.own(usedData())) {
            try (EmbeddedDatabase command = EmbeddedDatabase.attachOrOwn(data())) {
                assertThat(command.getJdbcUrl()).isEqualTo(owner.getJdbcUrl());
                assertThat(setting(command, "fsync")).isEqualTo("on");
            }
            assertThat(isReachable(owner)).isTrue();
        }
    }

    @Test
    void runsForTheTimeOfACommandThatIsAlone() throws SQLException, IOException {
        EmbeddedDatabase command = EmbeddedDatabase.attachOrOwn(usedData());
        assertThat(isReachable(command)).isTrue();
        command.close();
        assertThat(isReachable(command)).isFalse();
    }

    @Test
    void runsOnForACommandWhenItsOwnerEndsFirst() throws SQLException, IOException {
        EmbeddedDatabase first = EmbeddedDatabase.attachOrOwn(usedData());
        EmbeddedDatabase second = EmbeddedDatabase.attachOrOwn(data());
        EmbeddedDatabase third = EmbeddedDatabase.attachOrOwn(data());

        first.close();
        assertThat(isReachable(second)).isTrue();
        second.close();
        assertThat(isReachable(third)).isTrue();
        third.close();
        assertThat(isReachable(third)).isFalse();
    }

    @Test
    @Tag("kills")
    void comesBackWhereItWasWhenItsServerIsKilled() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.own(usedData())) {
            owner(database).sql("create table note (text text)").update();
            String pid = Files.readAllLines(directory.resolve("data/postgres/postmaster.pid")).getFirst();
            ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow().destroyForcibly();

            await().ignoreExceptions()
                    .until(() -> owner(database).sql("select count(*) from note").query(Long.class).single() == 0);
        }
    }

    @Test
    @Tag("kills")
    void adoptsWhatAKilledProcessLeftRunning() throws Exception {
        Process killed = DatabaseOwnerProcess.start(usedData().path());
        OwnerFile before = OwnerFile.read(data()).orElseThrow();
        killed.destroyForcibly().waitFor();

        long started = System.nanoTime();
        try (EmbeddedDatabase database = EmbeddedDatabase.own(data())) {
            long millis = (System.nanoTime() - started) / 1_000_000;
            System.out.println("Adopting the database of a killed process took " + millis + " ms");
            assertThat(database.getJdbcUrl()).isEqualTo(before.url(OwnerFile.DATABASE));
            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(OwnerFile.read(data()).orElseThrow().pid()).isEqualTo(ProcessHandle.current().pid());
        }
    }

    @Test
    @Tag("kills")
    void startsAnewWhereAKilledProcessLeftAServerThatItCannotUse() throws Exception {
        Process killed = DatabaseOwnerProcess.start(usedData().path());
        killed.destroyForcibly().waitFor();
        Files.delete(directory.resolve("data/database.properties"));

        try (EmbeddedDatabase database = EmbeddedDatabase.own(data())) {
            assertThat(setting(database, "fsync")).isEqualTo("on");
        }
    }

    @Test
    void startsAlthoughTheOldNumberIsAnotherProcessesNow() throws IOException {
        usedData();
        Files.writeString(directory.resolve("data/postgres/postmaster.pid"), ProcessHandle.current().pid() + "\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.own(data())) {
            assertThat(setting(database, "fsync")).isEqualTo("on");
        }
    }

    @Test
    void refusesTheDataOfAnotherMajorVersion() throws IOException {
        usedData();
        Files.writeString(directory.resolve("data/postgres/PG_VERSION"), "17\n");

        assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(() -> EmbeddedDatabase.own(data()).close())
                .withMessageContaining("is PostgreSQL 17's, and this Parley runs 18");
    }

    @Test
    void carriesTheMajorVersionThatItSays() throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.own(usedData())) {
            assertThat(setting(database, "server_version")).startsWith(PostgresPrograms.MAJOR + ".");
        }
    }

    private DataDirectory data() {
        return new DataDirectory(directory.resolve("data"));
    }

    /** The data directory, filled as if it had been started before. */
    private DataDirectory usedData() throws IOException {
        DataDirectory data = data();
        Objects.requireNonNull(used).fill(data);
        return data;
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(path)));
    }

    private static boolean isReachable(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(),
                database.getPassword())) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static String setting(EmbeddedDatabase database, String name) {
        return owner(database).sql("show " + name).query(String.class).single();
    }

    private static JdbcClient owner(EmbeddedDatabase database) {
        DatabaseSettings.Roles owner = database.owningRole();
        return JdbcClient.create(new DriverManagerDataSource(database.getJdbcUrl(),
                Objects.requireNonNull(owner.migrationUsername()), Objects.requireNonNull(owner.migrationPassword())));
    }
}
