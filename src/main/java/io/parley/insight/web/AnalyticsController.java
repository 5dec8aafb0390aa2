package io.parley.insight.web;

import io.parley.insight.Analytics;
import io.parley.insight.Analytics.By;
import io.parley.insight.Figures;
import io.parley.insight.FiguresCsv;
import io.parley.insight.Learning;
import io.parley.insight.Spread;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How customers' matters went, for operators and their programs. */
@RestController
class AnalyticsController {
    private static final int DAYS_BEFORE = 6;
    private static final String ENTRY = "entry";
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final Analytics analytics;
    private final FiguresCsv csv;
    private final QualityJson quality;
    private final WorkJson work;
    private final EntryJson entries;

    AnalyticsController(Analytics analytics, FiguresCsv csv, QualityJson quality, WorkJson work, EntryJson entries) {
        this.analytics = analytics;
        this.csv = csv;
        this.quality = quality;
        this.work = work;
        this.entries = entries;
    }

    /** The days that are asked for, both included. */
    private record Days(LocalDate from, LocalDate to) {}

    @Operation(summary = "How customers' matters went that began from one day to another, in figures, also by day, channel, language "
            + "or entry of the FAQ; as CSV, too")
    @GetMapping("/api/analytics")
    ResponseEntity<Object> analytics(@RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to, @RequestParam(defaultValue = "day") String by,
            @RequestParam(required = false) @Nullable String format,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accepted) {
        Days days = days(from, to);
        Optional<By> kind = Arrays.stream(By.values()).filter(one -> one.word().equals(by)).findFirst();
        if (kind.isEmpty() && !by.equals(ENTRY)) {
            throw wrong("by", "is day, channel, language or entry");
        }
        if (format != null && !format.equals("csv") && !format.equals("json")) {
            throw wrong("format", "is csv or json");
        }
        boolean isCsv = format == null ? accepted.startsWith("text/csv") : format.equals("csv");
        return isCsv
                ? ResponseEntity.ok().contentType(CSV)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"analytics.csv\"")
                        .body(kind.map(one -> csv.of(one, days.from, days.to))
                                .orElseGet(() -> csv.ofEntries(days.from, days.to)).getBytes(StandardCharsets.UTF_8))
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                        .body(json(days,
                                kind.map(one -> rows(one, days)).orElseGet(() -> entries.rows(days.from, days.to))));
    }

    private Days days(@Nullable String from, @Nullable String to) {
        LocalDate last = to == null ? analytics.today() : day("to", to);
        LocalDate first = from == null ? last.minusDays(DAYS_BEFORE) : day("from", from);
        if (first.isAfter(last)) {
            throw wrong("from", "is not after \"to\"");
        }
        if (first.plusDays(Analytics.MAX_DAYS).isBefore(last)) {
            throw wrong("from", "is at most " + Analytics.MAX_DAYS + " days before \"to\"");
        }
        return new Days(first, last);
    }

    private static LocalDate day(String name, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 2000 && day.getYear() < 3000) {
                return day;
            }
        } catch (DateTimeException e) {
            throw wrong(name, "is a day such as 2026-11-23", e);
        }
        throw wrong(name, "is a day of this millennium");
    }

    private static ErrorResponseException wrong(String field, String why) {
        return wrong(field, why, null);
    }

    private static ErrorResponseException wrong(String field, String why, @Nullable Throwable cause) {
        return new ErrorResponseException(HttpStatus.BAD_REQUEST,
                ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "\"" + field + "\" " + why), cause);
    }

    private Map<String, Object> json(Days days, List<Map<String, Object>> rows) {
        Figures total = analytics.total(days.from, days.to);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("total_queries", total.count("questions"));
        body.put("ai_resolved", total.count("resolved_hard") + total.count("resolved_soft"));
        body.put("human_resolved", total.count("resolved_by_people"));
        Learning.Counts learned = work.learning(days.from, days.to);
        body.put("learning_events", learned.published());
        body.put("from", days.from.toString());
        body.put("to", days.to.toString());
        body.put("time_zone", analytics.zone().getId());
        body.put("counts", counts(total));
        body.put("shares", shares(total));
        body.put("times", work.times(analytics.times(days.from, days.to)));
        body.put("precision", work.precision(days.from, days.to, total));
        body.put("learning", learned);
        body.put("queue", work.queue(days.from, days.to));
        body.put("relevancy", quality.relevancy(days.from, days.to));
        body.put("costs", quality.costs(days.from, days.to));
        body.put("rows", rows);
        return body;
    }

    private List<Map<String, Object>> rows(By by, Days days) {
        Map<String, Map<String, Spread>> times = analytics.timesBy(by, days.from, days.to);
        return analytics.rows(by, days.from, days.to).entrySet().stream().map(row -> row(by, row.getKey(),
                row.getValue(), times.getOrDefault(row.getKey(), Map.of()))).toList();
    }

    private Map<String, Object> row(By by, String key, Figures figures, Map<String, Spread> times) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(by.word(), key);
        row.put("counts", counts(figures));
        row.put("shares", shares(figures));
        row.put("times", work.times(times));
        return row;
    }

    private static Map<String, Long> counts(Figures figures) {
        Map<String, Long> counts = new LinkedHashMap<>();
        Figures.COUNTED.forEach(name -> counts.put(name, figures.count(name)));
        return counts;
    }

    private static Map<String, ShareJson> shares(Figures figures) {
        Map<String, ShareJson> shares = new LinkedHashMap<>();
        Figures.SHARES.forEach(name -> shares.put(name, ShareJson.of(figures.share(name))));
        return shares;
    }
}
