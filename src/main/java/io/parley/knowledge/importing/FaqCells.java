package io.parley.knowledge.importing;

import io.parley.knowledge.FaqId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The cells of one row, under the names that they have in a FAQ CSV, and what may stand in them. */
final class FaqCells {

    /** Characters in a question or another phrasing: longer texts are not questions. */
    static final int MAX_PHRASING = 2_000;
    /** Characters in an answer: several pages. */
    static final int MAX_ANSWER = 20_000;
    /** Characters in any of the other cells. */
    static final int MAX_OTHER = 2_000;
    /** Other phrasings of one entry, negatives included. */
    static final int MAX_PHRASINGS = 2_000;

    /** What an entry is written in when its row does not say. */
    static final String DEFAULT_LANGUAGE = "en";

    private final long line;
    private final UnaryOperator<String> cells;

    /**
     * @param line  where the row begins
     * @param cells the text under the name of a column; empty when there is no such column
     */
    FaqCells(long line, UnaryOperator<String> cells) {
        this.line = line;
        this.cells = cells;
    }

    FaqRow row() throws BadRow {
        String question = cell("question", MAX_PHRASING);
        if (question.isEmpty()) {
            throw new BadRow("has no question");
        }
        return new FaqRow(line, id(question), question,
                orNull(cell("answer", MAX_ANSWER)), cell("category", MAX_OTHER), cell("keywords", MAX_OTHER),
                phrasings("alternatives"), phrasings("negatives"), url(), orNull(cell("owner", MAX_OTHER)), reviewBy(),
                language(), cell("intent", MAX_OTHER));
    }

    private FaqId id(String question) throws BadRow {
        String id = cell("id", FaqId.MAX_LENGTH);
        return id.isEmpty() ? FaqId.derivedFrom(question) : new FaqId(id);
    }

    private List<String> phrasings(String column) throws BadRow {
        List<String> lines = cells.apply(column).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.size() > MAX_PHRASINGS) {
            throw new BadRow("has more than " + MAX_PHRASINGS + " lines in '" + column + "'");
        }
        for (String line : lines) {
            checkLength(column, line, MAX_PHRASING);
        }
        return lines;
    }

    private @Nullable String url() throws BadRow {
        String url = cell("url", MAX_OTHER);
        if (url.isEmpty()) {
            return null;
        }
        try {
            String scheme = new URI(url).getScheme();
            if ("https".equals(scheme) || "http".equals(scheme)) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new BadRow("has a url that is none");
        }
        throw new BadRow("has a url that begins with neither https:// nor http://");
    }

    private @Nullable LocalDate reviewBy() throws BadRow {
        String day = cell("review_by", MAX_OTHER);
        try {
            return day.isEmpty() ? null : LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            throw new BadRow("has a review_by that is no day such as 2027-03-31");
        }
    }

    private String language() throws BadRow {
        String tag = cell("language", MAX_OTHER);
        try {
            return tag.isEmpty() ? DEFAULT_LANGUAGE : new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
        } catch (IllformedLocaleException e) {
            throw new BadRow("has a language that is no tag such as en or pt-BR");
        }
    }

    private String cell(String column, int max) throws BadRow {
        String text = cells.apply(column).strip();
        checkLength(column, text, max);
        return text;
    }

    static void checkLength(String column, String text, int max) throws BadRow {
        if (text.length() > max) {
            throw new BadRow("has " + text.length() + " characters in '" + column + "', at most " + max + " are taken");
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
