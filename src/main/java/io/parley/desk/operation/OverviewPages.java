package io.parley.desk.operation;

import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.desk.Moments;
import io.parley.desk.TicketWords;
import io.parley.desk.operation.MatterTable.Matters;
import io.parley.insight.Analytics.By;
import io.parley.insight.FiguresCsv;
import io.parley.ops.Figures;
import io.parley.ops.Figures.Counts;
import io.parley.ops.Health;
import io.parley.security.Agent;
import io.parley.security.Role;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page that shows what goes on now. */
@Hidden
@Controller
class OverviewPages {
    private final Desk desk;
    private final Figures figures;
    private final Health health;
    private final MatterTable matters;
    private final DayTables days;
    private final WorkTables work;
    private final QualityTables quality;
    private final FiguresCsv csv;
    private final InstantSource clock;

    OverviewPages(Desk desk, Figures figures, Health health, MatterTable matters, DayTables days,
            WorkTables work, QualityTables quality, FiguresCsv csv, InstantSource clock) {
        this.desk = desk;
        this.figures = figures;
        this.health = health;
        this.matters = matters;
        this.days = days;
        this.work = work;
        this.quality = quality;
        this.csv = csv;
        this.clock = clock;
    }

    /**
     * A number with its name.
     *
     * @param key by which scripts and tests know it
     * @param link where there is more of it; null for nowhere
     */
    record Tile(String key, String label, String value, @Nullable String link) {}

    /** The numbers in words. */
    private record Words(DeskTexts texts, Moments moments, NumberFormat numbers) {
        Tile tile(String key, long count, @Nullable String link) {
            return new Tile(key, texts.text("overview", key), numbers.format(count)
                    + (count < Figures.MAX_COUNTED ? "" : "+"), link);
        }

        Tile oldest(@Nullable Instant opened) {
            return new Tile("oldest", texts.text("overview", "oldest"),
                    opened == null ? texts.text("overview", "nobody") : moments.since(opened).text(), null);
        }

        List<Tile> now(Counts counts) {
            return List.of(tile("waiting", counts.waiting(), "/desk"), oldest(counts.oldest()),
                    tile("with-agents", counts.withAgents(), null), tile("escalated", counts.escalated(), null));
        }

        List<Tile> today(Counts counts) {
            return List.of(tile("faq", counts.byFaq(), null), tile("model", counts.byModel(), null),
                    tile("handed-over", counts.handedOver(), null));
        }

        Tile dead(OptionalLong count, @Nullable String link) {
            return count.isPresent()
                    ? tile("dead", count.getAsLong(), link)
                    : new Tile("dead", texts.text("overview", "dead"), texts.text("overview", "unknown"), link);
        }
    }

    /**
     * A channel, and whether it works.
     *
     * @param state the word of a text
     * @param detail a sentence for operators; null for nothing more to say
     */
    record Channel(String name, String state, @Nullable String detail) {}

    @GetMapping("/desk/overview")
    String show(@RequestParam(name = "days", required = false) @Nullable String range, Model model, Locale browser,
            Principal account) {
        Agent agent = desk.fill(model, browser, account);
        DeskTexts texts = desk.texts(browser);
        Moments moments = desk.moments(browser);
        Words words = new Words(texts, moments,
                NumberFormat.getIntegerInstance(Locale.forLanguageTag(texts.text("language"))));
        boolean operates = agent.role() != Role.AGENT;
        List<Tile> now = new ArrayList<>(figures.now().map(words::now).orElse(List.of()));
        now.add(words.dead(figures.deadLetters(), operates ? "/desk/dead-letters" : null));
        model.addAttribute("current", now);
        model.addAttribute("today", figures.now().map(words::today).orElse(List.of()));
        model.addAttribute("lead",
                texts.text("overview", "lead").replace("{time}", moments.at(clock.instant()).text()));
        model.addAttribute("channels", health.report().services().entrySet().stream()
                .filter(one -> TicketWords.isChannel(one.getKey()))
                .map(one -> new Channel(TicketWords.channel(texts, one.getKey()), one.getValue().status(),
                        operates ? one.getValue().detail() : null))
                .toList());
        if (operates) {
            fill(model, range(range), texts, moments);
        }
        return "overview";
    }

    private void fill(Model model, int range, DeskTexts texts, Moments moments) {
        LocalDate today = matters.today();
        model.addAttribute("range", range);
        model.addAttribute("ranges", MatterTable.RANGES);
        Matters all = matters.of(range, texts);
        model.addAttribute("matters", all);
        model.addAttribute("charts", days.of(today.minusDays(range - 1L), today, texts, moments));
        work.fill(model, range, all.total(), texts, moments);
        quality.fill(model, range, texts);
    }

    private static int range(@Nullable String days) {
        return MatterTable.RANGES.stream().filter(one -> one.toString().equals(days)).findFirst()
                .orElse(MatterTable.RANGES.getFirst());
    }

    @GetMapping("/desk/overview/figures.csv")
    ResponseEntity<byte[]> figures(@RequestParam(name = "days", required = false) @Nullable String range,
            @RequestParam(name = "by", required = false) @Nullable String by) {
        LocalDate today = matters.today();
        LocalDate from = today.minusDays(range(range) - 1L);
        String table = "entry".equals(by)
                ? csv.ofEntries(from, today)
                : csv.of(Arrays.stream(By.values()).filter(one -> one.word().equals(by)).findFirst().orElse(By.DAY),
                        from,
                        today);
        return ResponseEntity.ok().contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"figures.csv\"")
                .body(table.getBytes(StandardCharsets.UTF_8));
    }
}
