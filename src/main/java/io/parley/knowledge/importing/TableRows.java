package io.parley.knowledge.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the text of a table into rows. A cell in quotation marks may hold separators, line breaks and doubled quotation marks,
 * as RFC 4180 has it. Tables with tabs come in two manners, with quoted cells and with quotation marks that mean nothing; there
 * a mark that is not closed as it should be is a character like any other. In no table does it lead on into other rows.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class TableRows {

    private static final char MARK = '"';

    private final String text;
    private final char separator;
    private int at;
    private long line = 1;

    TableRows(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /**
     * A row.
     *
     * @param line         where it begins, from 1
     * @param isWellQuoted whether each quotation mark at a cell's begin is closed at its end; where not, the cells say little
     */
    record Row(long line, List<String> cells, boolean isWellQuoted) {}

    /** A row's cells, and where its text ends. */
    private record Cut(List<String> cells, int end) {}

    /**
     * The next row that is not empty; none at the end.
     *
     * @param columns how many cells it should have; 0 when that is not known yet
     */
    Optional<Row> next(int columns) {
        skipBreaks();
        if (at >= text.length()) {
            return Optional.empty();
        }
        long start = line;
        Cut quoted = quoted();
        if (quoted != null && isMeant(quoted, columns)) {
            moveTo(quoted.end);
            return Optional.of(new Row(start, quoted.cells, true));
        }
        Cut plain = plain();
        moveTo(plain.end);
        return Optional.of(new Row(start, plain.cells, separator == '\t'));
    }

    /** Whether quotation marks can have meant this row, and not by chance joined what are several. */
    private boolean isMeant(Cut row, int columns) {
        boolean isOneLine = endOfLine(at) == row.end;
        if (columns == 0 || (isOneLine && row.cells.size() == columns)) {
            return true;
        }
        if (isOneLine) {
            return separator != '\t' || plain().cells.size() != columns;
        }
        return row.cells.size() == columns && (separator == '\t' ? !hasTabs(row) : !looksLikeRows(row, columns));
    }

    private static boolean hasTabs(Cut row) {
        return row.cells.stream().anyMatch(cell -> cell.indexOf('\n') >= 0 && cell.indexOf('\t') >= 0);
    }

    /** The last cell may well have lines with a comma in each; a cell before it that has is most likely several rows. */
    private boolean looksLikeRows(Cut row, int columns) {
        boolean isInLastOnly = row.cells.subList(0, columns - 1).stream().noneMatch(cell -> cell.indexOf('\n') >= 0);
        return !isInLastOnly && text.substring(at, row.end).lines()
                .allMatch(one -> one.chars().filter(c -> c == separator).count() == columns - 1L);
    }

    /** The row as its quotation marks say; null when one of them is not closed at its cell's end. */
    private @Nullable Cut quoted() {
        List<String> cells = new ArrayList<>();
        int from = at;
        while (true) {
            int end = endOfCell(from);
            if (from < text.length() && text.charAt(from) == MARK) {
                int close = closing(from + 1);
                if (close < 0) {
                    return null;
                }
                cells.add(unquoted(from, close));
                end = endOfCell(close);
            } else {
                cells.add(text.substring(from, end));
            }
            if (end >= text.length() || text.charAt(end) != separator) {
                return new Cut(cells, end);
            }
            from = end + 1;
        }
    }

    /** The mark that ends a cell, with nothing but spaces after it; -1 when another one comes first, or none. */
    private int closing(int from) {
        int mark = text.indexOf(MARK, from);
        while (mark >= 0 && mark + 1 < text.length() && text.charAt(mark + 1) == MARK) {
            mark = text.indexOf(MARK, mark + 2);
        }
        return mark >= 0 && text.substring(mark + 1, endOfCell(mark)).isBlank() ? mark : -1;
    }

    private String unquoted(int open, int close) {
        return text.substring(open + 1, close).replace("\"\"", "\"");
    }

    /** The row as its line says; a cell that is quoted for itself loses its marks. */
    private Cut plain() {
        List<String> cells = new ArrayList<>();
        int end = endOfLine(at);
        for (int from = at; from <= end;) {
            int to = endOfCell(from);
            boolean isQuoted = from < to && text.charAt(from) == MARK && isClosedWithin(from + 1, to);
            cells.add(isQuoted ? unquoted(from, closing(from + 1)) : text.substring(from, to));
            from = to + 1;
        }
        return new Cut(cells, end);
    }

    private boolean isClosedWithin(int from, int to) {
        int close = closing(from);
        return close >= 0 && close < to;
    }

    private int endOfCell(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != separator && !isBreak(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < text.length() && !isBreak(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private void skipBreaks() {
        int end = at;
        while (end < text.length() && isBreak(text.charAt(end))) {
            end++;
        }
        moveTo(end);
    }

    /** Counts the lines on the way; a carriage return and a line feed are one break. */
    private void moveTo(int end) {
        for (; at < end; at++) {
            char c = text.charAt(at);
            boolean isFirstOfTwo = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
            line += isBreak(c) && !isFirstOfTwo ? 1 : 0;
        }
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
