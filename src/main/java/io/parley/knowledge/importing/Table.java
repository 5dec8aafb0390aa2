package io.parley.knowledge.importing;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file whose first line names the columns of all others. */
final class Table {

    private static final String SEPARATORS = ",;\t";

    private final FaqFile file;
    private final char separator;

    private Table(FaqFile file, char separator) {
        this.file = file;
        this.separator = separator;
    }

    /** Takes one row after the other. */
    interface Rows {

        /**
         * Takes one.
         *
         * @param line  where it begins
         * @param cells the text under the name of a column; empty when there is no such column
         * @throws BadRow when it cannot be taken; the others go on
         */
        void take(long line, UnaryOperator<String> cells) throws BadRow;
    }

    /** The file as a table whose columns are as wanted; empty when they are not. */
    static Optional<Table> of(FaqFile file, Predicate<Set<String>> columns) {
        String header = file.text().lines().findFirst().orElse("");
        return SEPARATORS.chars().mapToObj(c -> (char) c).filter(c -> columns.test(names(header, c)))
                .map(c -> new Table(file, c)).findFirst();
    }

    private static Set<String> names(String header, char separator) {
        return Stream.of(header.split(String.valueOf(separator), -1)).map(cell -> columnName(cell.replace("\"", "")))
                .collect(Collectors.toSet());
    }

    private static String columnName(String cell) {
        return cell.strip().toLowerCase(Locale.ROOT);
    }

    /** The names of the columns. */
    Set<String> columns() {
        return names(file.text().lines().findFirst().orElse(""), separator);
    }

    /** Hands on all rows; whatever is wrong with one of them becomes a problem of the file's rows. */
    void read(Rows rows, FaqRows taken) {
        TableRows text = new TableRows(file.text(), separator);
        Map<String, Integer> columns = text.next(0).filter(TableRows.Row::isWellQuoted).map(this::columns)
                .orElseThrow(() -> new UnreadableFaq(file.name(), "Its first line is no well-formed CSV.",
                        "Look for a quotation mark that is not closed."));
        for (Optional<TableRows.Row> next = text.next(columns.size()); next.isPresent(); next = text
                .next(columns.size())) {
            TableRows.Row row = next.get();
            taken.read();
            try {
                check(row, columns.size());
                rows.take(row.line(), column -> {
                    Integer index = columns.get(column);
                    return index == null ? "" : row.cells().get(index);
                });
            } catch (BadRow e) {
                taken.problem(row.line(), e);
            }
        }
    }

    private Map<String, Integer> columns(TableRows.Row header) {
        Map<String, Integer> columns = new HashMap<>();
        for (String cell : header.cells()) {
            String name = columnName(cell);
            if (columns.putIfAbsent(name, columns.size()) != null) {
                throw new UnreadableFaq(file.name(), "Its first line names the column '" + name + "' twice.",
                        "Rename or remove one of them.");
            }
        }
        return columns;
    }

    private static void check(TableRows.Row row, int columns) throws BadRow {
        if (!row.isWellQuoted()) {
            throw new BadRow(
                    "has a quotation mark that is not closed where it should be; close it, or double it within a cell");
        }
        if (row.cells().size() != columns) {
            throw new BadRow("has " + row.cells().size() + " cells where the first line has " + columns
                    + "; a cell with a separator or a line break needs quotation marks");
        }
    }
}
