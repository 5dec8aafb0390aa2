package io.parley.desk.operation;

import io.parley.desk.DeskTexts;
import io.parley.desk.TicketWords;
import io.parley.desk.operation.FigureWords.Said;
import io.parley.insight.Analytics;
import io.parley.insight.Analytics.By;
import io.parley.insight.EntryFigures;
import io.parley.insight.Figures;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How customers' matters went by channel, by language and by entry of the FAQ, as operators read it. */
@Component
class PartTables {
    /** So many entries are shown. */
    private static final int ENTRIES = 20;
    private static final String TOO_FEW = "too-few-short";
    private static final List<String> OF_A_PART = List.of("answer_rate", "resolved_hard", "resolved_by_people");
    private static final List<String> OF_AN_ENTRY = List.of("resolved_hard", "resolved_soft", "resolved_by_people",
            "unresolved", "liked");

    private final Analytics analytics;
    private final EntryFigures entries;

    PartTables(Analytics analytics, EntryFigures entries) {
        this.analytics = analytics;
        this.entries = entries;
    }

    /**
     * A table.
     *
     * @param key by which tests know it, and its CSV is asked for
     * @param lead what it is about
     * @param columns the names of the shares
     */
    record PartTable(String key, String title, String lead, String head, List<String> columns,
            List<Part> rows) {}

    /**
     * A part of the matters.
     *
     * @param entry of the FAQ to which it leads; null for nowhere
     * @param note a word beside the name; null for none
     */
    record Part(String name, @Nullable String entry, @Nullable String note, String matters, List<Said> shares) {}

    /** The tables of some days in which there is something; by channel the figures are known. */
    List<PartTable> of(Map<String, Figures> channels, LocalDate from, LocalDate to, DeskTexts texts) {
        FigureWords words = FigureWords.of(texts);
        return Stream.of(
                table("channel", words.text("channel-lead"), OF_A_PART, words,
                        parts(channels, name -> TicketWords.channel(texts, name), words)),
                table("language", words.text("language-lead"), OF_A_PART, words,
                        parts(analytics.rows(By.LANGUAGE, OF_A_PART, from, to), tag -> language(tag, words), words)),
                table("entry", words.text("entry-lead").replace("{entries}", words.number(ENTRIES)), OF_AN_ENTRY, words,
                        entries.top(from, to, ENTRIES).stream().map(row -> part(row, words)).toList()))
                .filter(table -> !table.rows.isEmpty()).toList();
    }

    private static PartTable table(String key, String lead, List<String> shares, FigureWords words,
            List<Part> rows) {
        return new PartTable(key, words.text("by-" + key), lead, words.text(key),
                shares.stream().map(share -> words.text(share + "-short")).toList(), rows);
    }

    private static List<Part> parts(Map<String, Figures> figures, Function<String, String> name, FigureWords words) {
        return figures.entrySet().stream().filter(row -> row.getValue().count("episodes") > 0)
                .sorted(Comparator.comparing(row -> -row.getValue().count("episodes")))
                .map(row -> new Part(name.apply(row.getKey()), null, null,
                        words.number(row.getValue().count("episodes")),
                        OF_A_PART.stream().map(share -> words.said(row.getValue().share(share), TOO_FEW)).toList()))
                .toList();
    }

    private static Part part(EntryFigures.Row row, FigureWords words) {
        String question = row.question();
        return new Part(question == null ? row.entry() : question, question == null ? null : row.entry(),
                question == null ? words.text("entry-gone") : null, words.number(row.count("episodes")),
                OF_AN_ENTRY.stream().map(share -> words.said(row.share(share), TOO_FEW)).toList());
    }

    private static String language(String tag, FigureWords words) {
        return tag.isEmpty()
                ? words.text("language-unknown")
                : Locale.forLanguageTag(tag).getDisplayLanguage(words.language());
    }
}
