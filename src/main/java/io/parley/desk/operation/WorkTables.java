package io.parley.desk.operation;

import io.parley.desk.DeskTexts;
import io.parley.desk.Moments;
import io.parley.insight.Analytics;
import io.parley.insight.Figures;
import io.parley.insight.Learning;
import io.parley.insight.Precision;
import io.parley.insight.Queue;
import io.parley.insight.Share;
import io.parley.insight.Spread;
import io.parley.knowledge.search.Thresholds;
import io.parley.settings.Live;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** How long things took, how many answers are right, and what was learned in the last days, as operators read it. */
@Component
class WorkTables {
    private final Analytics analytics;
    private final Precision precision;
    private final Learning learning;
    private final Queue queue;
    private final Live<Thresholds> thresholds;

    WorkTables(Analytics analytics, Precision precision, Learning learning, Queue queue, Live<Thresholds> thresholds) {
        this.analytics = analytics;
        this.precision = precision;
        this.learning = learning;
        this.queue = queue;
        this.thresholds = thresholds;
    }

    /**
     * How long something took.
     *
     * @param key by which tests know it
     */
    record TimeRow(String key, String label, String median, String p90, String number, boolean tooFew) {}

    /** How many answers are right, by a source. */
    record PrecisionRow(String key, String label, String value, String whole, String interval, boolean tooFew) {}

    /** A number with its name. */
    record Tile(String key, String label, String value) {}

    /**
     * Puts all of it into a page, for the last days, today among them.
     *
     * @param total the figures of these days
     */
    void fill(Model model, int days, Figures total, DeskTexts texts, Moments moments) {
        LocalDate today = analytics.today();
        LocalDate from = today.minusDays(days - 1L);
        Words words = new Words(texts, moments, Locale.forLanguageTag(texts.text("language")));
        Map<String, Spread> times = analytics.times(from, today);
        model.addAttribute("times", Spread.MEASURED.stream()
                .map(name -> words.time(name, times.getOrDefault(name, Spread.NONE))).toList());
        model.addAttribute("precision", precision.between(from, today, total).stream().map(words::precision).toList());
        model.addAttribute("promised", words.promised(total, thresholds.now().answer()));
        Learning.Counts learned = learning.between(from, today);
        long returned = queue.now(from, today).returned();
        model.addAttribute("learned", List.of(words.tile("made", learned.made(), Learning.MAX_COUNTED),
                words.tile("published", learned.published(), Learning.MAX_COUNTED),
                words.tile("dismissed", learned.dismissed(), Learning.MAX_COUNTED),
                words.tile("by-learned", total.count("by_learned"), Long.MAX_VALUE),
                words.tile("returned", returned, Queue.MAX_COUNTED)));
    }

    /** Figures in a language. */
    private record Words(DeskTexts texts, Moments moments, Locale language) {
        private String number(long count) {
            return NumberFormat.getIntegerInstance(language).format(count);
        }

        private String percent(double share) {
            return NumberFormat.getPercentInstance(language).format(share);
        }

        TimeRow time(String name, Spread spread) {
            return new TimeRow(name, texts.text("times", name),
                    spread.tooFew() ? texts.text("matters", "too-few") : moments.within(spread.median()),
                    spread.tooFew() ? "" : moments.within(spread.p90()), number(spread.n()), spread.tooFew());
        }

        PrecisionRow precision(Precision.Row row) {
            String key = row.source().name().toLowerCase(Locale.ROOT);
            Share share = row.share();
            return new PrecisionRow(key, texts.text("precision", key),
                    share.tooFew() ? texts.text("matters", "too-few") : percent(share.share()),
                    texts.text("matters", "whole").replace("{n}", number(share.n())).replace("{of}",
                            number(share.of())),
                    share.tooFew() ? "" : percent(share.low()) + " \u2013 " + percent(share.high()), share.tooFew());
        }

        String promised(Figures total, double threshold) {
            return texts.text("precision", total.count("by_faq") == 0 ? "lead" : "promised")
                    .replace("{threshold}", percent(threshold)).replace("{n}", number(total.count("by_faq")))
                    .replace("{promised}", percent(total.promised()));
        }

        Tile tile(String key, long count, long most) {
            return new Tile(key, texts.text("learned", key), number(count) + (count < most ? "" : "+"));
        }
    }
}
