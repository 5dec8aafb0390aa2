package io.parley.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;

/**
 * PostgreSQL's data in a directory, and the server on it. Only who holds the data directory's lock calls this.
 *
 * @param directory PostgreSQL's own data directory
 */
record PostgresServer(Path directory, PostgresPrograms programs) {
    private static final String PID_FILE = "postmaster.pid";
    private static final String CONF = "parley.conf";
    private static final int SECONDS_TO_START = 300;

    /** The settings that differ from PostgreSQL's defaults, with reasons. */
    private static final String SETTINGS = """
            # Written at each start. To change a setting, put it below the include in postgresql.conf.
            # Reached from this machine only, with a password.
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            # What is committed is on the disk.
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            # Small beside the application.
            max_connections = 100
            shared_buffers = '64MB'
            maintenance_work_mem = '64MB'
            max_wal_size = '512MB'
            jit = off
            timezone = 'UTC'
            # What a process left behind that was killed does not stay.
            client_connection_check_interval = '5s'
            idle_in_transaction_session_timeout = '5min'
            # A week of logs, with no statement and no value of a row in them.
            logging_collector = on
            log_directory = 'log'
            log_filename = 'postgresql-%a.log'
            log_truncate_on_rotation = on
            log_rotation_age = '1d'
            log_min_error_statement = panic
            log_error_verbosity = terse
            log_statement = none
            log_parameter_max_length = 0
            log_parameter_max_length_on_error = 0
            """;

    boolean exists() {
        return Files.exists(directory.resolve("PG_VERSION"));
    }

    /**
     * Makes it, whole or not at all, with one user who needs the password from wherever it connects. Of its thousand files one
     * after the other is brought to the disk only where all of them cannot be at once.
     */
    void create(DataDirectory data, String user, String password) {
        Path draft = directory.resolveSibling(directory.getFileName() + ".new");
        Path passwordFile = data.writeSecret("initdb-password", password);
        try {
            FileSystemUtils.deleteRecursively(draft);
            programs.run("initdb",
                    List.of("--pgdata=" + draft, "--username=" + user, "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--sync-method=" + (PostgresPrograms.areOfLinux() ? "syncfs" : "fsync"), "--encoding=UTF8",
                            "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            Files.writeString(draft.resolve(CONF), SETTINGS);
            Files.writeString(draft.resolve("postgresql.conf"), "include '" + CONF + "'\n");
            Files.move(draft, directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make " + directory, e);
        } finally {
            delete(passwordFile);
        }
    }

    /**
     * Stops here when the data is another major version's.
     *
     * @throws DatabaseUnavailable with what to do
     */
    void requireMajor() {
        String major = read("PG_VERSION").strip();
        if (!PostgresPrograms.MAJOR.equals(major)) {
            throw new DatabaseUnavailable(
                    "The data in " + directory + " is PostgreSQL " + major + "'s, and this Parley runs "
                            + PostgresPrograms.MAJOR
                            + ". Start the Parley that made it, or move the data over (dump it with that"
                            + " version, restore it into a new directory) and name that by PARLEY_DATA_DIR.");
        }
    }

    /** Whether a server of exactly these programs runs on it, left over from a process that was killed. */
    boolean runsOnThesePrograms() {
        return postmaster().flatMap(process -> process.info().command())
                .filter(command -> command.equals(programs.postgres().toString()))
                .isPresent();
    }

    /**
     * Starts the server. One that is left over is stopped before.
     *
     * @return the port
     */
    int start(int preferredPort) {
        stop();
        int port = freePort(preferredPort);
        run(port);
        return port;
    }

    /**
     * Starts a server that died, on the same port.
     *
     * @throws DatabaseUnavailable when that does not work, for instance while something else has the port
     */
    void startAgain(int port) {
        stop();
        run(port);
    }

    boolean isRunning() {
        return postmaster().isPresent();
    }

    private void run(int port) {
        write(CONF, SETTINGS);
        programs.run("pg_ctl",
                List.of("start", "--wait", "--timeout=" + SECONDS_TO_START, "--silent", "--pgdata=" + directory,
                        "--log=" + directory.resolve("start.log"), "--options=-p " + port));
    }

    /** Stops the server if it runs: ends all sessions, writes everything to disk. Returns when it has ended. */
    void stop() {
        if (postmaster().isPresent()) {
            programs.run("pg_ctl",
                    List.of("stop", "--wait", "--timeout=60", "--silent", "--mode=fast", "--pgdata=" + directory));
        } else {
            // The number may be another process's by now, which would keep PostgreSQL from starting.
            delete(directory.resolve(PID_FILE));
        }
    }

    /** Sets a user's password without knowing the old one; the server must not run. */
    void resetPassword(String user, String password) {
        stop();
        PostgresPrograms.Result result = programs.tryToRun("postgres",
                List.of("--single", "-D", directory.toString(), "postgres"),
                "alter role " + user + " password '" + password + "'\n");
        if (result.exitCode() != 0) {
            throw new DatabaseUnavailable("The password of the embedded PostgreSQL can't be set anew.");
        }
    }

    private Optional<ProcessHandle> postmaster() {
        if (!Files.exists(directory.resolve(PID_FILE))) {
            return Optional.empty();
        }
        long pid = Long.parseLong(read(PID_FILE).lines().findFirst().orElse("0").strip());
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(PostgresServer::mayBePostgres);
    }

    private static boolean mayBePostgres(ProcessHandle process) {
        return process.info().command().map(command -> Path.of(command).getFileName().toString())
                .map(name -> name.startsWith("postgres"))
                .orElse(true);
    }

    private static int freePort(int preferred) {
        try (ServerSocket socket = new ServerSocket(preferred, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            if (preferred != 0) {
                return freePort(0);
            }
            throw new DatabaseUnavailable("This machine has no free port on 127.0.0.1 for the embedded PostgreSQL.", e);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + directory.resolve(name), e);
        }
    }

    private void write(String name, String content) {
        try {
            Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + directory.resolve(name), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete " + file, e);
        }
    }
}
