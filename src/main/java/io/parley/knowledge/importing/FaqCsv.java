package io.parley.knowledge.importing;

import java.util.Optional;
import java.util.Set;

/** The FAQ CSV: a header with {@code question} and, in any order, what else {@link FaqCells} knows. */
final class FaqCsv implements FaqFormat {

    @Override
    public String title() {
        return "a table";
    }

    @Override
    public Set<String> endings() {
        return Set.of("csv", "tsv");
    }

    @Override
    public boolean fits(FaqFile file) {
        return table(file).isPresent();
    }

    @Override
    public Contents read(FaqFile file) {
        FaqRows rows = new FaqRows(file);
        table(file).orElseThrow().read((line, cells) -> rows.add(new FaqCells(line, cells).row()), rows);
        return rows.contents();
    }

    private static Optional<Table> table(FaqFile file) {
        return Table.of(file, columns -> columns.contains("question"));
    }
}
