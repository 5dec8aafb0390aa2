package io.parley.desk.operation;

import io.parley.desk.DeskTexts;
import io.parley.insight.Analytics;
import io.parley.insight.Analytics.Divided;
import io.parley.insight.Figures;
import io.parley.insight.Share;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How customers' matters went in the last days, as operators read it. */
@Component
class MatterTable {
    /** The ranges that can be chosen, in days. */
    static final List<Integer> RANGES = List.of(7, 30, 90);
    /** The shares of how matters ended. */
    private static final Set<String> DRAWN = Set.of("resolved_hard", "resolved_soft", "resolved_by_people",
            "unresolved", "abandoned");

    private final Analytics analytics;
    private final PartTables parts;

    MatterTable(Analytics analytics, PartTables parts) {
        this.analytics = analytics;
        this.parts = parts;
    }

    /**
     * A share.
     *
     * @param key by which tests know it
     * @param drawn as it is drawn beside the others of how matters ended; null when it is not
     */
    record Row(String key, String label, FigureWords.Said said, @Nullable Share drawn) {}

    /**
     * All of it.
     *
     * @param parts the same by channel, language and entry
     * @param total the figures from which it is made
     */
    record Matters(String lead, List<Row> shares, List<PartTables.PartTable> parts, Figures total) {}

    /** The day that it is at the site. */
    LocalDate today() {
        return analytics.today();
    }

    /** The matters that began in the last days, today among them. */
    Matters of(int days, DeskTexts texts) {
        LocalDate today = analytics.today();
        LocalDate from = today.minusDays(days - 1L);
        FigureWords words = FigureWords.of(texts);
        Divided divided = analytics.divided(Analytics.By.CHANNEL, from, today);
        Figures all = divided.total();
        String lead = words.text("lead").replace("{matters}", words.number(all.count("episodes")))
                .replace("{days}", words.number(days));
        return new Matters(lead, Figures.SHARES.stream().map(name -> row(name, all.share(name), words)).toList(),
                parts.of(divided.rows(), from, today, texts), all);
    }

    private static Row row(String name, Share share, FigureWords words) {
        return new Row(name, words.text(name), words.said(share, "too-few"),
                DRAWN.contains(name) && !share.tooFew() ? share : null);
    }
}
