package io.parley.insight.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.insight.Figures;
import io.parley.insight.Learning;
import io.parley.insight.Precision;
import io.parley.insight.Queue;
import io.parley.insight.Spread;
import io.parley.knowledge.search.Thresholds;
import io.parley.settings.Live;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long things took, how many answers are right, what was learned and who waits, as programs read it. */
@Component
class WorkJson {
    private static final double MILLIS = 1_000.0;

    private final Precision precision;
    private final Learning learning;
    private final Queue queue;
    private final Live<Thresholds> thresholds;

    WorkJson(Precision precision, Learning learning, Queue queue, Live<Thresholds> thresholds) {
        this.precision = precision;
        this.learning = learning;
        this.queue = queue;
        this.thresholds = thresholds;
    }

    /** How long something took, of several. */
    record SpreadJson(long n, @JsonProperty("median_seconds") double median, @JsonProperty("p90_seconds") double p90,
            @JsonProperty("tooFew") boolean isTooFew) {}

    /** Those who wait now; of the days that are asked for, how often a ticket was given back. */
    record QueueJson(long waiting, @JsonProperty("oldest_seconds") @Nullable Long oldest, long escalated,
            long returned) {}

    Map<String, SpreadJson> times(Map<String, Spread> times) {
        Map<String, SpreadJson> all = new LinkedHashMap<>();
        for (String name : Spread.MEASURED) {
            Spread spread = times.getOrDefault(name, Spread.NONE);
            all.put(name, new SpreadJson(spread.n(), spread.median().toMillis() / MILLIS,
                    spread.p90().toMillis() / MILLIS, spread.tooFew()));
        }
        return all;
    }

    /** By source, and what the confidences of the FAQ's answers promise. */
    Map<String, Object> precision(LocalDate from, LocalDate to, Figures total) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("threshold", thresholds.now().answer());
        all.put("promised", total.promised());
        precision.between(from, to, total).forEach(
                row -> all.put(row.source().name().toLowerCase(Locale.ROOT), ShareJson.of(row.share())));
        return all;
    }

    Learning.Counts learning(LocalDate from, LocalDate to) {
        return learning.between(from, to);
    }

    QueueJson queue(LocalDate from, LocalDate to) {
        Queue.Counts counts = queue.now(from, to);
        Duration oldest = counts.oldest();
        return new QueueJson(counts.waiting(), oldest == null ? null : oldest.toSeconds(), counts.escalated(),
                counts.returned());
    }
}
