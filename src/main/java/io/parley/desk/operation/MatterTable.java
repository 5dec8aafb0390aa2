package io.parley.desk.operation;

import io.parley.desk.DeskTexts;
import io.parley.desk.TicketWords;
import io.parley.insight.Analytics;
import io.parley.insight.Figures;
import io.parley.insight.Share;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How customers' matters went in the last days, as operators read it. */
@Component
class MatterTable {
    /** The ranges that can be chosen, in days. */
    static final List<Integer> RANGES = List.of(7, 30, 90);
    /** The shares of each channel. */
    private static final List<String> OF_A_CHANNEL = List.of("answer_rate", "resolved_hard", "resolved_by_people");

    private final Analytics analytics;

    MatterTable(Analytics analytics) {
        this.analytics = analytics;
    }

    /**
     * A share in words.
     *
     * @param key by which tests know it
     * @param value in percent
     * @param whole of how many how many are
     * @param interval in which it lies with 95 %
     * @param tooFew whether it says nothing yet
     */
    record Row(String key, String label, String value, String whole, String interval, boolean tooFew) {}

    /** A channel with its number of matters and some shares. */
    record ChannelRow(String name, String matters, List<Row> shares) {}

    /** All of it. */
    record Matters(String lead, List<Row> shares, List<ChannelRow> channels) {}

    /** The matters that began in the last days, today among them. */
    Matters of(int days, DeskTexts texts) {
        LocalDate today = analytics.today();
        LocalDate from = today.minusDays(days - 1L);
        Words words = new Words(texts, Locale.forLanguageTag(texts.text("language")));
        Figures all = analytics.total(from, today);
        String lead = texts.text("matters", "lead").replace("{matters}", words.number(all.count("episodes")))
                .replace("{days}", words.number(days));
        return new Matters(lead, Figures.SHARES.stream().map(name -> words.row(name, all.share(name))).toList(),
                analytics.rows(Analytics.By.CHANNEL, from, today).entrySet().stream()
                        .filter(row -> row.getValue().count("episodes") > 0)
                        .map(row -> words.channel(row.getKey(), row.getValue())).toList());
    }

    /** Figures in a language. */
    private record Words(DeskTexts texts, Locale language) {
        String number(long count) {
            return NumberFormat.getIntegerInstance(language).format(count);
        }

        private String percent(double share) {
            return NumberFormat.getPercentInstance(language).format(share);
        }

        Row row(String name, Share share) {
            return new Row(name, texts.text("matters", name),
                    share.tooFew() ? texts.text("matters", "too-few") : percent(share.share()),
                    texts.text("matters", "whole").replace("{n}", number(share.n())).replace("{of}",
                            number(share.of())),
                    share.tooFew() ? "" : percent(share.low()) + " \u2013 " + percent(share.high()), share.tooFew());
        }

        ChannelRow channel(String name, Figures figures) {
            return new ChannelRow(TicketWords.channel(texts, name), number(figures.count("episodes")),
                    OF_A_CHANNEL.stream().map(share -> row(share, figures.share(share))).toList());
        }
    }
}
