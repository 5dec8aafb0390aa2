package io.parley.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A data directory as a first start leaves it, made once; others begin as copies of it. */
final class UsedData {
    private static final String PROGRAMS = "programs";

    private final DataDirectory origin;

    /** Makes it by a first start. */
    UsedData(Path path) {
        this.origin = new DataDirectory(path);
        EmbeddedDatabase.own(origin).close();
    }

    /** Fills a directory with the same but for the port: links to the programs, which nobody writes to, and a copy of the data. */
    void fill(DataDirectory data) throws IOException {
        OwnerFile.read(origin).orElseThrow().takenOver(0).write(data);
        for (String part : List.of(PROGRAMS, "postgres")) {
            try (Stream<Path> paths = Files.walk(origin.resolve(part))) {
                for (Path path : paths.toList()) {
                    copy(path, data.resolve(origin.path().relativize(path).toString()));
                }
            }
        }
    }

    private void copy(Path from, Path to) throws IOException {
        if (from.startsWith(origin.resolve(PROGRAMS)) && Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.createLink(to, from);
        } else {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
