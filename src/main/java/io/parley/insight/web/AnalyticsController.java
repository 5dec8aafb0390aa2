package io.parley.insight.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.insight.Analytics;
import io.parley.insight.Analytics.By;
import io.parley.insight.Figures;
import io.parley.insight.Share;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final Analytics analytics;

    AnalyticsController(Analytics analytics) {
        this.analytics = analytics;
    }

    /** The days that are asked for, both included. */
    private record Days(LocalDate from, LocalDate to) {}

    @Operation(summary = "How customers' matters went that began from one day to another, in figures; as CSV, too")
    @GetMapping("/api/analytics")
    ResponseEntity<Object> analytics(@RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to, @RequestParam(defaultValue = "day") String by,
            @RequestParam(required = false) @Nullable String format,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accepted) {
        Days days = days(from, to);
        By kind = Arrays.stream(By.values()).filter(one -> one.word().equals(by)).findFirst()
                .orElseThrow(() -> wrong("by", "is day or channel"));
        if (format != null && !format.equals("csv") && !format.equals("json")) {
            throw wrong("format", "is csv or json");
        }
        boolean isCsv = format == null ? accepted.startsWith("text/csv") : format.equals("csv");
        return isCsv
                ? ResponseEntity.ok().contentType(CSV)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"analytics.csv\"")
                        .body(csv(kind, days).getBytes(StandardCharsets.UTF_8))
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json(kind, days));
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

    private Map<String, Object> json(By by, Days days) {
        Figures total = analytics.total(days.from, days.to);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("total_queries", total.count("questions"));
        body.put("ai_resolved", total.count("resolved_hard") + total.count("resolved_soft"));
        body.put("human_resolved", total.count("resolved_by_people"));
        body.put("learning_events", analytics.lessons(days.from, days.to));
        body.put("from", days.from.toString());
        body.put("to", days.to.toString());
        body.put("time_zone", analytics.zone().getId());
        body.put("counts", counts(total));
        body.put("shares", shares(total));
        body.put("rows", analytics.rows(by, days.from, days.to).entrySet().stream()
                .map(row -> row(by, row.getKey(), row.getValue())).toList());
        return body;
    }

    private static Map<String, Object> row(By by, String key, Figures figures) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(by.word(), key);
        row.put("counts", counts(figures));
        row.put("shares", shares(figures));
        return row;
    }

    private static Map<String, Long> counts(Figures figures) {
        Map<String, Long> counts = new LinkedHashMap<>();
        Figures.COUNTED.forEach(name -> counts.put(name, figures.count(name)));
        return counts;
    }

    /**
     * A share as programs read it.
     *
     * @param low the lower end of the interval in which it lies with 95 %
     */
    record ShareJson(long n, long of, double share, double low, double high,
            @JsonProperty("tooFew") boolean isTooFew) {
        static ShareJson of(Share share) {
            return new ShareJson(share.n(), share.of(), share.share(), share.low(), share.high(), share.tooFew());
        }
    }

    private static Map<String, ShareJson> shares(Figures figures) {
        Map<String, ShareJson> shares = new LinkedHashMap<>();
        Figures.SHARES.forEach(name -> shares.put(name, ShareJson.of(figures.share(name))));
        return shares;
    }

    private String csv(By by, Days days) {
        String head = Stream.of(Stream.of(by.word()), Figures.COUNTED.stream(),
                Figures.SHARES.stream().flatMap(name -> Stream.of(name + "_share", name + "_low", name + "_high")))
                .flatMap(names -> names).collect(Collectors.joining(","));
        return Stream.concat(Stream.of(head), analytics.rows(by, days.from, days.to).entrySet().stream()
                .map(row -> line(row.getKey(), row.getValue()))).collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(String key, Figures figures) {
        return Stream.of(Stream.of(key), Figures.COUNTED.stream().map(name -> Long.toString(figures.count(name))),
                Figures.SHARES.stream().map(figures::share)
                        .flatMap(one -> Stream.of(one.share(), one.low(), one.high())
                                .map(value -> one.of() == 0 ? "" : String.format(Locale.ROOT, "%.4f", value))))
                .flatMap(cells -> cells).collect(Collectors.joining(","));
    }
}
