package io.parley.knowledge;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private static final int MOST_STRAYS = 100;

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

    /** Hands on all rows; whatever is wrong with one of them is added to the problems. */
    void read(Rows rows, List<ImportReport.Problem> problems) {
        Reading reading = new Reading(rows, problems);
        String rest = file.text();
        for (int strays = 0; !rest.isEmpty(); strays++) {
            if (strays > MOST_STRAYS) {
                throw malformed("More than " + MOST_STRAYS + " rows have a quotation mark too many.");
            }
            rest = read(rest, reading);
        }
    }

    /** Reads on to a row that a stray quotation mark made swallow others, and gives what follows its first line. */
    private String read(String text, Reading reading) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().fieldSeparator(separator).allowExtraFields(true)
                .allowMissingFields(true).allowExtraCharsAfterClosingQuote(true).ofCsvRecord(text)) {
            for (CsvRecord row : csv) {
                if (reading.isStray(row)) {
                    return reading.leaveOut(row, text);
                }
                reading.take(row);
            }
            return "";
        } catch (CsvParseException e) {
            throw malformed("It is no well-formed CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("Text in memory cannot fail to close.", e);
        }
    }

    private UnreadableFaq malformed(String problem) {
        return new UnreadableFaq(file.name(), problem, "Look for a quotation mark that is not closed.");
    }

    /** One pass over the file. */
    private final class Reading {
        private final Rows rows;
        private final List<ImportReport.Problem> problems;
        private final Map<String, Integer> columns = new HashMap<>();
        private long linesBefore;

        Reading(Rows rows, List<ImportReport.Problem> problems) {
            this.rows = rows;
            this.problems = problems;
        }

        void take(CsvRecord line) {
            if (columns.isEmpty()) {
                takeHeader(line);
            } else {
                takeRow(line);
            }
        }

        /** Whether it has several lines and yet not the cells that it should have. */
        boolean isStray(CsvRecord row) {
            return !columns.isEmpty() && row.getFieldCount() != columns.size()
                    && row.getFields().stream().anyMatch(cell -> cell.indexOf('\n') >= 0);
        }

        /** Reports the row and gives the text after its first line. */
        String leaveOut(CsvRecord row, String text) {
            problems.add(new ImportReport.Problem(lineOf(row),
                    "has a quotation mark that is not closed where it should be; close it, or double it within a cell"));
            linesBefore += row.getStartingLineNumber();
            return text.lines().skip(row.getStartingLineNumber()).collect(Collectors.joining("\n"));
        }

        private long lineOf(CsvRecord row) {
            return linesBefore + row.getStartingLineNumber();
        }

        private void takeHeader(CsvRecord header) {
            for (int i = 0; i < header.getFieldCount(); i++) {
                String name = columnName(header.getField(i));
                if (columns.putIfAbsent(name, i) != null) {
                    throw new UnreadableFaq(file.name(), "Its first line names the column '" + name + "' twice.",
                            "Rename or remove one of them.");
                }
            }
        }

        private void takeRow(CsvRecord row) {
            try {
                if (row.getFieldCount() != columns.size()) {
                    throw new BadRow("has " + row.getFieldCount() + " cells where the first line has "
                            + columns.size() + "; a cell with a separator or a line break needs quotation marks");
                }
                rows.take(lineOf(row), column -> {
                    Integer index = columns.get(column);
                    return index == null ? "" : row.getField(index);
                });
            } catch (BadRow e) {
                problems.add(new ImportReport.Problem(lineOf(row), e.getMessage()));
            }
        }
    }
}
