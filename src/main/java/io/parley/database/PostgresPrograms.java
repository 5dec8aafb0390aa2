package io.parley.database;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's own programs ({@code initdb}, {@code pg_ctl}, {@code postgres}), unpacked once from the archive that this
 * application carries into a directory named after the archive's content.
 *
 * <p>PostgreSQL refuses to run as root. A root user's programs are run in a user namespace in which that user is nobody.
 */
final class PostgresPrograms {
    /** The major version of the archive. Another one can't open the data of this one. */
    static final String MAJOR = "18";

    private final Path home;

    private PostgresPrograms(Path home) {
        this.home = home;
    }

    /** Those below the directory, unpacked there when this archive was not yet. */
    static PostgresPrograms in(Path directory) {
        try {
            byte[] archive = archive();
            Path home = directory.resolve(fingerprint(archive));
            if (!Files.isDirectory(home)) {
                unpack(archive, directory, home);
            }
            return new PostgresPrograms(home);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's programs can't be unpacked into " + directory, e);
        }
    }

    Path postgres() {
        return home.resolve("bin").resolve("postgres");
    }

    /**
     * Runs a program to its end.
     *
     * @throws DatabaseUnavailable when it ends with a failure, with what it printed
     */
    void run(String program, List<String> arguments) {
        Result result = tryToRun(program, arguments, "");
        if (result.exitCode() != 0) {
            throw new DatabaseUnavailable(
                    "PostgreSQL's " + program + " failed: " + result.output().strip().replaceAll("\\s*\\R\\s*", " | "));
        }
    }

    /** The output of a program and its exit code. */
    record Result(int exitCode, String output) {}

    Result tryToRun(String program, List<String> arguments, String input) {
        List<String> command = new ArrayList<>(asNobodyIfRoot());
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new DatabaseUnavailable("PostgreSQL's " + program + " can't be run: " + e.getMessage()
                    + ". Run Parley as a user who may run programs below " + home
                    + ", or give it a PostgreSQL by SPRING_DATASOURCE_URL.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("PostgreSQL's " + program + " was interrupted.", e);
        }
    }

    private static List<String> asNobodyIfRoot() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
    }

    private static byte[] archive() throws IOException {
        String architecture = System.getProperty("os.arch", "");
        try (InputStream stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(),
                "amd64".equals(architecture) ? "x86_64" : architecture)) {
            return stream.readAllBytes();
        }
    }

    static boolean areOfLinux() {
        return system().equals("Linux");
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return "Darwin";
        }
        return name.startsWith("windows") ? "Windows" : "Linux";
    }

    private static String fingerprint(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return MAJOR + "-" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(byte[] archive, Path directory, Path home) throws IOException {
        Files.createDirectories(directory, DataDirectory.mode(directory, "rwx------"));
        Path draft = Files.createTempDirectory(directory, "unpacking-");
        try (TarArchiveInputStream entries = new TarArchiveInputStream(
                new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                unpack(entries, entry, draft);
            }
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileSystemUtils.deleteRecursively(draft);
        }
    }

    private static void unpack(InputStream content, TarArchiveEntry entry, Path root) throws IOException {
        Path path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("The archive names a path outside of it: " + entry.getName());
        }
        Files.createDirectories(entry.isDirectory() ? path : path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, root.resolve(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(content, path);
            if (path.startsWith(root.resolve("bin")) && !path.toFile().setExecutable(true)) {
                throw new IOException("Can't make " + path + " executable");
            }
        }
    }
}
