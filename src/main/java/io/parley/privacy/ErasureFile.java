package io.parley.privacy;

import io.parley.database.DataDirectory;
import io.parley.privacy.ErasureRows.Erased;
import io.parley.secrets.Pseudonyms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Keeps outside of the database who was erased, so that a restored backup is told. */
@Component
@EnableConfigurationProperties(PrivacySettings.class)
class ErasureFile {
    private static final Logger log = LoggerFactory.getLogger(ErasureFile.class);
    private static final String NAME = "erasures.txt";
    /** A backup that is older brings back whom the database forgot to have erased as well. */
    private static final Duration KEPT = Duration.ofDays(400);
    private static final int BATCH = 5_000;
    /** Erasures with smaller ids may be committed later. */
    private static final int LOOKED_BACK = 100;

    private final ErasureRows rows;
    private final Pseudonyms pseudonyms;
    private final Path path;
    private final InstantSource clock;
    private long seen;

    ErasureFile(ErasureRows rows, Pseudonyms pseudonyms, DataDirectory data, PrivacySettings settings,
            InstantSource clock) {
        this.rows = rows;
        this.pseudonyms = pseudonyms;
        Path chosen = settings.erasures();
        this.path = chosen == null ? data.resolve(NAME) : chosen.toAbsolutePath();
        this.clock = clock;
    }

    Path path() {
        return path;
    }

    /** Adds what the database knows and the file does not; a file that cannot be written is tried again the next time. */
    synchronized void catchUp() {
        try {
            long from = Math.max(0, seen - LOOKED_BACK);
            for (List<Erased> some = rows.after(from, BATCH); !some.isEmpty(); some = rows.after(seen, BATCH)) {
                write(some);
                seen = some.getLast().id();
            }
        } catch (UncheckedIOException e) {
            log.warn("{} cannot be written, so a restored backup would bring back who was erased: {}", path,
                    e.getMessage());
        }
    }

    private void write(List<Erased> erased) {
        ErasureList list = read(path);
        byte[] key = pseudonyms.key();
        Instant oldest = clock.instant().minus(KEPT);
        boolean isChanged = list.forgetBefore(oldest);
        for (Erased one : erased.stream().filter(one -> !one.askedAt().isBefore(oldest)).toList()) {
            isChanged |= list.add(key, one.subject(), one.askedAt());
        }
        if (isChanged) {
            new DataDirectory(path.resolveSibling("")).writeSecret(path.getFileName().toString(), list.content());
        }
    }

    /**
     * A file of such lists; an empty one where there is none.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    static ErasureList read(Path file) {
        try {
            return ErasureList.of(Files.exists(file) ? Files.readString(file) : "");
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }
}
