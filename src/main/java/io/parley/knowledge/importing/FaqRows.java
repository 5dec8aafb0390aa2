package io.parley.knowledge.importing;

import io.parley.knowledge.FaqId;
import io.parley.knowledge.Manners;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a file while it is read: each entry once, and not more than an import can take. */
final class FaqRows {

    /** Entries of one file. */
    private static final int MAX_ROWS = 500_000;

    private final String file;
    private final List<FaqRow> rows = new ArrayList<>();
    private final List<ImportReport.Problem> problems = new ArrayList<>();
    private final Map<FaqId, Long> lines = new HashMap<>();
    private int read;
    private int repeated;
    private Manners manners = Manners.NONE;

    FaqRows(FaqFile file) {
        this.file = file.name();
    }

    /**
     * Takes a row.
     *
     * @throws BadRow        when its entry was there before
     * @throws UnreadableFaq when there are too many
     */
    void add(FaqRow row) throws BadRow {
        Long before = lines.putIfAbsent(row.id(), row.line());
        if (before != null) {
            throw new BadRow("is the same entry as line " + before + "; give one of them another id");
        }
        if (rows.size() >= MAX_ROWS) {
            throw new UnreadableFaq(file, "It has more than " + MAX_ROWS + " entries.",
                    "Split it into several files and import one after the other.");
        }
        rows.add(row);
    }

    boolean has(FaqId id) {
        return lines.containsKey(id);
    }

    /** Counts a row of the file, whatever becomes of it. */
    void read() {
        read++;
    }

    /** Counts a way to ask that the file had before. */
    void repeated() {
        repeated++;
    }

    /** What the FAQ says besides its answers. */
    void manners(Manners found) {
        manners = found;
    }

    void problem(long line, BadRow bad) {
        problems.add(new ImportReport.Problem(line, bad.getMessage()));
    }

    FaqFormat.Contents contents() {
        return new FaqFormat.Contents(rows, problems, read, repeated, manners);
    }
}
