package io.parley.privacy;

import io.parley.privacy.ErasureList.Line;
import io.parley.privacy.ErasureRows.Erased;
import io.parley.privacy.ErasureRows.Known;
import io.parley.secrets.Pseudonyms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Erases again who was erased before a backup was restored in which they are. */
@Component
public class ErasureReplay {
    private static final String BY = "erasures replay";
    private static final int BATCH = 5_000;
    private static final HexFormat HEX = HexFormat.of();

    private final ErasureRows rows;
    private final ErasureFile file;
    private final Erasures erasures;

    ErasureReplay(ErasureRows rows, ErasureFile file, Erasures erasures) {
        this.rows = rows;
        this.file = file;
        this.erasures = erasures;
    }

    /**
     * What was found.
     *
     * @param listed how many erasures the files list
     * @param unknown how many of them the database does not know of
     * @param begun how many people are being erased again
     */
    public record Replayed(int listed, int unknown, int begun) {}

    /** Where it is kept who was erased. */
    public Path file() {
        return file.path();
    }

    /**
     * Begins to erase again whom the database knows, and does not know to have been erased. Somebody who first wrote after their
     * erasure is a new person, and stays.
     *
     * @param files lists of erasures; the one of this installation where none is named
     * @throws NoSuchErasureListException when one of them is not there
     */
    public Replayed replay(List<Path> files) {
        List<Path> read = files.isEmpty() ? List.of(file()) : files;
        read.stream().filter(one -> !Files.isRegularFile(one)).findFirst().ifPresent(one -> {
            throw new NoSuchErasureListException(one);
        });
        Map<String, Map<String, Instant>> unknown = new HashMap<>();
        Set<Line> known = known();
        int listed = 0;
        for (Path one : read) {
            for (var of : ErasureFile.read(one).byKey().entrySet()) {
                listed += of.getValue().size();
                of.getValue().stream().filter(line -> !known.contains(line)).forEach(line -> unknown
                        .computeIfAbsent(of.getKey(), key -> new HashMap<>())
                        .merge(line.subject(), line.askedAt(), (a, b) -> a.isAfter(b) ? a : b));
            }
        }
        int begun = unknown.isEmpty() ? 0 : erase(unknown);
        return new Replayed(listed, unknown.values().stream().mapToInt(Map::size).sum(), begun);
    }

    private Set<Line> known() {
        Set<Line> known = new HashSet<>();
        List<Erased> some = rows.after(0, BATCH);
        while (!some.isEmpty()) {
            some.forEach(one -> known.add(new Line(one.askedAt(), HEX.formatHex(one.subject()))));
            some = rows.after(some.getLast().id(), BATCH);
        }
        return known;
    }

    private int erase(Map<String, Map<String, Instant>> unknown) {
        int begun = 0;
        List<Known> some = rows.participantsAfter(0, BATCH);
        while (!some.isEmpty()) {
            for (Known one : some) {
                boolean isErased = erasedAt(one, unknown).filter(at -> rows.isKnownSince(one.id(), at)).isPresent();
                begun += isErased && erasures.begin(one.id(), BY).isPresent() ? 1 : 0;
            }
            some = rows.participantsAfter(some.getLast().id(), BATCH);
        }
        return begun;
    }

    private static Optional<Instant> erasedAt(Known one, Map<String, Map<String, Instant>> unknown) {
        return unknown.entrySet().stream().flatMap(of -> Optional.ofNullable(of.getValue()
                .get(HEX.formatHex(Pseudonyms.of(HEX.parseHex(of.getKey()), one.channel(), one.externalId()))))
                .stream()).max(Instant::compareTo);
    }
}
