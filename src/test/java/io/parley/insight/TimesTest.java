package io.parley.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.hours.Hours;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;

/** How long things took in conversations that were written by hand, with the times beside them. */
class TimesTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final Instant START = Instant.parse("2030-01-31T12:00:00Z");
    private static final Map<String, String> SIGNS = Map.of("first_bot", "b", "first_people", "p",
            "first_people_office", "o", "handling", "h", "resolution", "r");
    private static final String ORDER = "bpohr";
    private static final Set<String> COUNTS = Set.of("by_choices", "handed_over", "not_understood", "by_learned",
            "votes_faq", "votes_up_faq", "votes_model", "votes_up_model");

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void clear() {
        Handmade.clear(database);
    }

    /** A line of the file. */
    record Line(String name, String script, String times, String counts) {
        static Line of(String line) {
            String[] parts = line.split("\\|", -1);
            return new Line(parts[0].strip(), parts[1].strip(), parts[2].strip(),
                    parts.length > 3 ? parts[3].strip() : "");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Line> lines() throws IOException {
        return new ClassPathResource("insight/times.txt").getContentAsString(StandardCharsets.UTF_8).lines()
                .filter(line -> !line.startsWith("#") && line.contains("|")).map(Line::of).toList();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void eachTookAsLongAsItIsWritten(Line line) {
        database.rolledBack(() -> {
            Instant now = new Scripts(database, START, "web").play(line.script);
            insights(now).run();
            assertThat(times()).isEqualTo(line.times);
            assertThat(counts()).isEqualTo(line.counts);
            Figures all = figures();
            assertThat(all.count("searched")).as("each search has one end").isEqualTo(all.count("by_faq")
                    + all.count("by_model") + all.count("by_choices") + all.count("handed_over")
                    + all.count("not_understood"));
        });
    }

    @Test
    void theSumsAreThoseOfAllAndHalfAndNineOfTenAreReadFromThem() throws IOException {
        for (Line line : lines()) {
            if (!line.script.contains("now:")) {
                new Scripts(database, START, "web").play(line.script);
            }
        }
        insights(after(300)).run();
        Analytics analytics = new Analytics(database.jdbc(), Hours.of("", "", "UTC"), InstantSource.fixed(START));
        Map<String, Spread> times = analytics.times(LocalDate.of(2030, 1, 1), LocalDate.of(2030, 12, 31));
        // 1 1 1 1 1 1 2 2 2 2 3 3 16 36 96
        assertThat(times.get("first_people")).isEqualTo(new Spread(15, Duration.ofHours(2), Duration.ofHours(36)));
        // 0 1 1 1 1 1 1 1 2 2 2 3 3 10 16
        assertThat(times.get("first_people_office"))
                .isEqualTo(new Spread(15, Duration.ofHours(1), Duration.ofHours(10)));
        // 1 1 1 10 48
        assertThat(times.get("handling")).isEqualTo(new Spread(5, Duration.ofHours(1), Duration.ofHours(48)));
        // 1 3 3 8 40
        assertThat(times.get("first_bot")).isEqualTo(new Spread(5, Duration.ofSeconds(3), Duration.ofSeconds(40)));
        assertThat(times.values()).allMatch(Spread::tooFew);
        assertThat(analytics.timesBy(Analytics.By.DAY, LocalDate.of(2030, 2, 1), LocalDate.of(2030, 2, 1))
                .get("2030-02-01")).containsExactly(Map.entry("first_bot",
                        new Spread(1, Duration.ofSeconds(8), Duration.ofSeconds(8))));
    }

    @Test
    void aTimeIsKnownAlsoWhenTheDeliveryIsCleared() {
        new Scripts(database, START, "web").play("0/faq:a 0/sent:3");
        insights(after(30)).run();
        assertThat(times()).isEqualTo("b3s");
        database.jdbc().sql("delete from outbox").update();
        database.jdbc().sql("insert into episode_due (conversation_id) select id from conversation").update();
        insights(after(31)).run();
        assertThat(times()).isEqualTo("b3s");
    }

    @Test
    void whatAgentsTaughtIsToldApartFromTheMomentOnAtWhichTheyTaughtIt() {
        database.jdbc()
                .sql("""
                        with entry as (insert into faq_entry (id, question, answer, state, change)
                                       values ('a', 'q', 'a', 'published', 0) returning id)
                        insert into suggestion (kind, state, entry, similarity, differs, question, answer, ways, language, marks,
                                                private_act, vector, made_at, decided_at)
                        select 'new', 'published', id, 0, '{}', 'q', 'a', '{}', 'en', '{}', false, '', :at, :at from entry""")
                .param("at", Timestamp.from(START.plus(Duration.ofHours(1)))).update();
        new Scripts(database, START, "web").play("0/faq:a 2/faq:a 3/faq:b");
        insights(after(300)).run();
        assertThat(counts()).isEqualTo("by_learned=1");
        assertThat(figures().share("learned")).isEqualTo(Share.of(1, 3));
    }

    @Test
    void whatConfidencesPromiseIsTheirMean() {
        new Scripts(database, START, "web").play("0/faq:a 1/faq:b 2/model:c");
        database.jdbc().sql("update message set confidence = case when faq_id = 'a' then .9 else .6 end"
                + " where author = 'bot'").update();
        insights(after(300)).run();
        assertThat(figures().promised()).isEqualTo(0.75);
    }

    @Test
    void halfAndNineOfTenTakeNoLonger() {
        assertThat(Spread.of(Map.of(1_000L, 5L, 2_000L, 4L, 3_000L, 1L)))
                .isEqualTo(new Spread(10, Duration.ofSeconds(1), Duration.ofSeconds(2)));
        assertThat(Spread.of(Map.of(1_000L, 4L, 2_000L, 4L, 3_000L, 2L)))
                .isEqualTo(new Spread(10, Duration.ofSeconds(2), Duration.ofSeconds(3)));
        assertThat(Spread.of(Map.of())).isEqualTo(Spread.NONE);
        assertThat(LongStream.of(0, 1, 100, 101, 7_000, 61_000, 13 * 3_600_000L, 999 * 86_400_000L)
                .map(millis -> Ladder.atLeast(Duration.ofMillis(millis))))
                .containsExactly(0L, 100L, 100L, 200L, 8_000L, 90_000L, 16 * 3_600_000L, 365 * 86_400_000L);
    }

    private static Instant after(int hours) {
        return START.plus(Duration.ofHours(hours));
    }

    private static Insights insights(Instant now) {
        return Handmade.insights(database, Hours.of("Mon-Fri 9:00-17:00", "", "UTC"), now);
    }

    private static Figures figures() {
        return new Analytics(database.jdbc(), Hours.of("", "", "UTC"), InstantSource.fixed(START))
                .total(LocalDate.of(2030, 1, 1), LocalDate.of(2030, 12, 31));
    }

    private static Map<String, Long> sums() {
        Map<String, Long> sums = new TreeMap<>();
        database.jdbc().sql("select figure, sum(count) from insight_day group by figure having sum(count) <> 0")
                .query((row, n) -> sums.put(row.getString(1), row.getLong(2))).list();
        return sums;
    }

    private static String counts() {
        return sums().entrySet().stream().filter(sum -> COUNTS.contains(sum.getKey()))
                .map(sum -> sum.getKey() + "=" + sum.getValue()).collect(Collectors.joining(" "));
    }

    /** All times, in the signs of the file, the shortest of each kind first. */
    private static String times() {
        Map<String, List<Long>> all = new TreeMap<>();
        sums().forEach((figure, count) -> {
            String[] parts = figure.split("@", -1);
            for (long i = 0; parts.length == 2 && i < count; i++) {
                all.computeIfAbsent(SIGNS.getOrDefault(parts[0], "?"), sign -> new ArrayList<>())
                        .add(Long.parseLong(parts[1]));
            }
        });
        return ORDER.chars().mapToObj(Character::toString).flatMap(sign -> all.getOrDefault(sign, List.of()).stream()
                .sorted().map(millis -> sign + said(sign, Duration.ofMillis(millis))))
                .collect(Collectors.joining(" "));
    }

    private static String said(String sign, Duration time) {
        return sign.equals("b") ? time.toSeconds() + "s" : time.toHours() + "h";
    }
}
