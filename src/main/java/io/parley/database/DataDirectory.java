package io.parley.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in which this installation keeps what must outlive a restart. It and everything in it belong to one operating
 * system user and are readable by that user only.
 *
 * @param path absolute; made, with mode 0700, when it is not there, and given that mode when it is
 */
public record DataDirectory(Path path) {
    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final List<String> OUR_FILES = List.of("database.properties", "admin-password", "server.properties",
            "device-key", "erasures.txt");

    public DataDirectory {
        path = path.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path, mode(path, "rwx------"));
            } else {
                close(path);
            }
        } catch (IOException e) {
            throw new DatabaseUnavailable("The data directory " + path
                    + " can't be made. Let this user write there, or name another directory by PARLEY_DATA_DIR.", e);
        }
    }

    /** Keeps others out of a directory that is ours: one that is empty, or was used before. Where that may not be, it stays. */
    private static void close(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null || view.readAttributes().permissions().equals(OWNER_ONLY) || !isOurs(path)) {
            return;
        }
        try {
            view.setPermissions(OWNER_ONLY);
        } catch (IOException e) {
            log.warn("The data directory {} can't be closed to other users of this machine: {}", path, e.getMessage());
        }
    }

    private static boolean isOurs(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty() || OUR_FILES.stream().anyMatch(name -> Files.exists(path.resolve(name)));
        }
    }

    /** A path within the directory. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /**
     * Writes a file that only this user can read (mode 0600), whole or not at all.
     *
     * @throws UncheckedIOException when that fails
     */
    public Path writeSecret(String name, String content) {
        Path file = resolve(name);
        Path draft = resolve(name + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, mode(draft, "rw-------"));
            writeThrough(draft, content);
            return Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + file, e);
        }
    }

    /**
     * Forces the file to disk before it is moved into place: otherwise a power failure could leave it there, but empty.
     */
    private static void writeThrough(Path file, String content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** The mode as an attribute for what is made at the path; none on systems that have no such modes. */
    static FileAttribute<?>[] mode(Path path, String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
