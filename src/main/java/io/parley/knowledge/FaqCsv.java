package io.parley.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

/** The FAQ CSV: a header with {@code question} and, in any order, what else {@link FaqCells} knows. */
final class FaqCsv implements FaqFormat {

    private static final int MAX_ROWS = 200_000;
    private static final String SEPARATORS = ",;\t";

    @Override
    public boolean fits(FaqFile file) {
        return separatorOf(file).isPresent();
    }

    @Override
    public Contents read(FaqFile file) {
        Reading reading = new Reading(file.name());
        char separator = separatorOf(file).orElse(',');
        try (CsvReader<CsvRecord> csv = CsvReader.builder().fieldSeparator(separator).allowExtraFields(true)
                .allowMissingFields(true).allowExtraCharsAfterClosingQuote(true).ofCsvRecord(file.text())) {
            csv.forEach(reading::take);
        } catch (CsvParseException e) {
            throw new UnreadableFaq(file.name(), "It is no well-formed CSV: " + e.getMessage(),
                    "Look for a quotation mark that is not closed.");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("Text in memory cannot fail to close.", e);
        }
        return new Contents(reading.rows, reading.problems);
    }

    /** The separator with which the first line names a question column. */
    private static Optional<Character> separatorOf(FaqFile file) {
        String header = file.text().lines().findFirst().orElse("");
        return SEPARATORS.chars().mapToObj(c -> (char) c).filter(c -> names(header, c)).findFirst();
    }

    private static boolean names(String header, char separator) {
        for (String cell : header.split(String.valueOf(separator), -1)) {
            if (columnName(cell.replace("\"", "")).equals("question")) {
                return true;
            }
        }
        return false;
    }

    private static String columnName(String cell) {
        return cell.strip().toLowerCase(Locale.ROOT);
    }

    /** One pass over a file. */
    private static final class Reading {
        private final String file;
        private final Map<String, Integer> columns = new HashMap<>();
        private final Map<FaqId, Long> lines = new HashMap<>();
        private final List<FaqRow> rows = new ArrayList<>();
        private final List<ImportReport.Problem> problems = new ArrayList<>();

        Reading(String file) {
            this.file = file;
        }

        void take(CsvRecord csvRecord) {
            if (columns.isEmpty()) {
                takeHeader(csvRecord);
            } else if (rows.size() >= MAX_ROWS) {
                throw new UnreadableFaq(file, "It has more than " + MAX_ROWS + " rows.",
                        "Split it into several files and import one after the other.");
            } else {
                takeRow(csvRecord);
            }
        }

        private void takeHeader(CsvRecord header) {
            for (int i = 0; i < header.getFieldCount(); i++) {
                String name = columnName(header.getField(i));
                if (columns.putIfAbsent(name, i) != null) {
                    throw new UnreadableFaq(file, "Its first line names the column '" + name + "' twice.",
                            "Rename or remove one of them.");
                }
            }
        }

        private void takeRow(CsvRecord csvRecord) {
            try {
                if (csvRecord.getFieldCount() != columns.size()) {
                    throw new BadRow("has " + csvRecord.getFieldCount() + " cells where the first line has "
                            + columns.size() + "; a cell with a comma or a line break needs quotation marks");
                }
                FaqRow row = new FaqCells(columns, csvRecord).row();
                Long before = lines.putIfAbsent(row.id(), row.line());
                if (before != null) {
                    throw new BadRow("is the same entry as line " + before + "; give one of them another id");
                }
                rows.add(row);
            } catch (BadRow e) {
                problems.add(new ImportReport.Problem(csvRecord.getStartingLineNumber(), e.getMessage()));
            }
        }
    }
}
