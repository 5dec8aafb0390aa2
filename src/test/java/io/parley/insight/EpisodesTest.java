package io.parley.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.hours.Hours;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** Episodes and figures of conversations that were written by hand, with the outcomes beside them. */
class EpisodesTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final Instant START = Instant.parse("2030-01-31T12:00:00Z");
    private static final Instant END = Instant.parse("2030-12-01T00:00:00Z");
    private static final String ZONE = "Europe/Berlin";
    private static final Map<String, String> SIGNS = Map.ofEntries(Map.entry("questions", "q"),
            Map.entry("searched", "s"), Map.entry("by_faq", "f"), Map.entry("by_model", "m"), Map.entry("tickets", "t"),
            Map.entry("involved", "i"), Map.entry("answered", "a"), Map.entry("contained", "c"),
            Map.entry("deflected", "d"), Map.entry("votes_up", "u"), Map.entry("votes_down", "n"),
            Map.entry("scores_asked", "x"), Map.entry("scores", "y"), Map.entry("scores_good", "z"));
    private static final String ORDER = "qsfmtiacdunxyz";
    /** Each share with what it is a part of what. */
    private static final List<String> SHARES = List.of("involvement i episodes", "answer_rate a i", "coverage f s",
            "containment c i", "deflection d episodes", "resolved_hard hard episodes", "resolved_soft soft episodes",
            "resolved_by_people people episodes", "unresolved unresolved episodes", "abandoned abandoned episodes",
            "score z y", "score_response y x");

    /** What happens to some of the lines afterwards, and what they come to then. */
    private static final Map<String, Line> CHANGED = Stream.of(
            "liked | 400/down | unresolved | q1 s1 f1 i1 a1 c1 d1 n1",
            "disliked | 400/up | hard | q1 s1 f1 i1 a1 c1 d1 u1",
            "disliked what the model said | 400/unvote | soft | q1 s1 m1 i1 a1 c1 d1",
            "answered, then silence | 400/up | hard | q1 s1 f1 i1 a1 c1 d1 u1",
            "two answers, both liked | 400/down:a | hard | q2 s2 f2 i1 a1 c1 d1 u1 n1",
            "back after two days with the same words | 400/down | unresolved unresolved | q2 s2 f2 i2 a2 c2 d2 n1",
            "asked for a person who answered | 400/reopen | open | q1 t1",
            "scored well | 400/reopen 401/nobody | unresolved | q1 t1 x1 y1 z1",
            "not known, and nobody came | 400/reopen 401/agent | people | q1 s1 t1 i1",
            "given back without a word | 400/reopen 401/agent 402/score:2 | people | q1 t1 x1 y1",
            "scored worst | 400/score:5 | people | q1 t1 x1 y1 z1").map(Line::of)
            .collect(Collectors.toMap(Line::name, line -> line));

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void clear() {
        Handmade.clear(database);
    }

    /**
     * A line of the file.
     *
     * @param days on which its episodes began; empty where that does not matter
     */
    record Line(String name, String script, String outcomes, String figures, String days) {
        static Line of(String line) {
            String[] parts = line.split("\\|", -1);
            return new Line(parts[0].strip(), parts[1].strip(), parts[2].strip(), parts[3].strip(),
                    parts.length > 4 ? parts[4].strip() : "");
        }

        String channel() {
            return script.startsWith("on:") ? script.substring("on:".length(), script.indexOf(' ')) : "web";
        }

        /** What each of its episodes came to. */
        List<String> went() {
            return outcomes.isEmpty() ? List.of() : List.of(outcomes.split(" ", -1));
        }

        /** The figures, and the number of its episodes, also by what they came to. */
        Map<String, Integer> counts() {
            Map<String, Integer> counts = new TreeMap<>(Map.of("episodes", went().size()));
            went().forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
            Arrays.stream(figures.split(" ", -1)).filter(figure -> !figure.isEmpty())
                    .forEach(figure -> counts.put(figure.substring(0, 1), Integer.parseInt(figure.substring(1))));
            return counts;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Line> lines() throws IOException {
        return new ClassPathResource("insight/episodes.txt").getContentAsString(StandardCharsets.UTF_8).lines()
                .filter(line -> !line.startsWith("#") && line.contains("|")).map(Line::of).toList();
    }

    /** Those that end whenever they are looked at. */
    static List<Line> settled() throws IOException {
        return lines().stream().filter(line -> !line.script.contains("now:")).toList();
    }

    @Test
    void thereAreTwoHundred() throws IOException {
        assertThat(lines()).hasSizeGreaterThanOrEqualTo(200).extracting(Line::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void eachWentAsItIsWritten(Line line) {
        database.rolledBack(() -> {
            Scripts talk = Scripts.of(database, START, line.script);
            Instant now = talk.play(line.script);
            insights(now, ZONE).run();
            assertThat(outcomes(talk)).isEqualTo(line.outcomes);
            assertThat(figures()).isEqualTo(line.figures);
            if (!line.days.isEmpty()) {
                assertThat(days(talk)).isEqualTo(line.days);
            }
        });
    }

    @Test
    void theSumsAreThoseOfAllHoweverOftenTheyAreWritten() throws IOException {
        List<Line> settled = settled();
        settled.forEach(line -> Scripts.of(database, START, line.script).play(line.script));
        database.jdbc().sql("update conversation set language = (array['en', 'de', null])[1 + id % 3]").update();
        for (int hours = 1; hours < 300; hours += 23) {
            insights(at(hours), ZONE).run();
        }
        insights(END, ZONE).run();
        assertThat(figures()).isEqualTo(sums(settled));
        assertThat(shares()).containsAll(expectedShares(settled));
        for (String channel : List.of("email", "slack", "telegram", "web")) {
            List<Line> own = settled.stream().filter(line -> line.channel().equals(channel)).toList();
            assertThat(total(channel).count("episodes")).as(channel)
                    .isEqualTo(own.stream().mapToLong(line -> line.went().size()).sum());
        }
        assertEachLanguageHasItsOwn(settled);

        database.jdbc().sql("insert into episode_due (conversation_id) select id from conversation").update();
        insights(END.plusSeconds(60), ZONE).run();
        assertThat(figures()).isEqualTo(sums(settled));
        assertThat(shares()).containsAll(expectedShares(settled));
        assertEachLanguageHasItsOwn(settled);
        assertThat(insights(END.plusSeconds(60), ZONE).run()).isZero();
    }

    /** Of the lines, which were played in their order, each third is in one language. */
    private static void assertEachLanguageHasItsOwn(List<Line> lines) {
        long first = database.jdbc().sql("select min(id) from conversation").query(Long.class).single();
        Map<String, Figures> rows = analytics().rows(Analytics.By.LANGUAGE, LocalDate.of(2030, 1, 1),
                LocalDate.of(2030, 12, 31));
        Map<Integer, String> languages = Map.of(0, "en", 1, "de", 2, "");
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(languages.values());
        languages.forEach((rest, language) -> {
            List<Line> own = IntStream.range(0, lines.size()).filter(n -> (first + n) % 3 == rest)
                    .mapToObj(lines::get).toList();
            assertThat(shares(rows.getOrDefault(language, Figures.of(Map.of())))).as(language)
                    .containsAll(expectedShares(own));
        });
    }

    @Test
    void timeAloneSettlesAnEpisode() {
        Scripts talk = new Scripts(database, START, "web");
        talk.play("0/faq:a");
        insights(at(1), "UTC").run();
        assertThat(outcomes(talk)).isEqualTo("open");
        insights(at(25), "UTC").run();
        assertThat(outcomes(talk)).isEqualTo("soft");
        assertThat(database.jdbc().sql("select settles_at from episode").query(Instant.class).single())
                .isEqualTo(START.plus(Duration.ofDays(3)));
        insights(at(73), "UTC").run();
        assertThat(database.jdbc().sql("select count(settles_at) from episode").query(Integer.class).single()).isZero();
    }

    /** An agent may be called as what else ends a ticket. */
    @ParameterizedTest
    @ValueSource(strings = {"customer", "merged", "nobody", "silence", "erased"})
    void anAgentIsTakenForNothingElseByTheirName(String name) {
        Scripts talk = new Scripts(database, START, "web");
        talk.play("0/human 1/resolved");
        database.jdbc().sql("update ticket set resolved_by = ?, resolver = 'agent:7'").param(name).update();
        insights(at(300), "UTC").run();
        assertThat(outcomes(talk)).isEqualTo("people");
    }

    @Test
    void aChangedVoteAndAReopenedTicketChangeTheOutcome() {
        Scripts talk = new Scripts(database, START, "web");
        Scripts other = new Scripts(database, START, "web");
        talk.play("0/faq:a 1/up");
        other.play("0/human 1/agent");
        insights(at(300), "UTC").run();
        assertThat(outcomes(talk) + " " + outcomes(other)).isEqualTo("hard people");

        talk.vote(-1, START.plus(Duration.ofHours(301)));
        other.play("302/reopen");
        insights(at(302), "UTC").run();
        assertThat(outcomes(talk) + " " + outcomes(other)).isEqualTo("unresolved open");
        assertThat(figures()).isEqualTo("q2 s1 f1 t1 i1 a1 c1 d1 n1");
        assertThat(database.jdbc().sql("select sum(count) from insight_day where figure = 'resolved_by_people'")
                .query(Integer.class).single()).isZero();

        other.play("310/agent");
        talk.vote(0, START.plus(Duration.ofHours(310)));
        insights(at(340), "UTC").run();
        assertThat(outcomes(talk) + " " + outcomes(other)).isEqualTo("soft people");
    }

    @Test
    void everyFigureFollowsAChangedVoteAndAReopenedTicket() throws IOException {
        List<Line> all = settled();
        Map<String, Scripts> talks = new LinkedHashMap<>();
        all.forEach(line -> {
            Scripts talk = Scripts.of(database, START, line.script);
            talk.play(line.script);
            talks.put(line.name, talk);
        });
        insights(END, ZONE).run();
        List<Line> changed = all.stream().map(line -> CHANGED.getOrDefault(line.name, line)).toList();
        assertThat(talks.keySet()).containsAll(CHANGED.keySet());
        talks.forEach((name, talk) -> Optional.ofNullable(CHANGED.get(name))
                .ifPresent(line -> talk.play(line.script)));
        insights(END.plusSeconds(60), ZONE).run();
        assertThat(figures()).isEqualTo(sums(changed)).isNotEqualTo(sums(all));
        assertThat(shares()).containsAll(expectedShares(changed));
        talks.forEach((name, talk) -> Optional.ofNullable(CHANGED.get(name))
                .ifPresent(line -> assertThat(outcomes(talk)).as(name).isEqualTo(line.outcomes)));
    }

    @Test
    void whatIsTakenBackCountsNoLonger() {
        Scripts talk = new Scripts(database, START, "web");
        talk.play("0/faq:a");
        insights(at(300), "UTC").run();
        database.jdbc().sql("update message set text = '', deleted_at = now() where author = 'participant'").update();
        insights(at(300), "UTC").run();
        assertThat(outcomes(talk)).isEmpty();
        assertThat(figures()).isEmpty();
    }

    @Test
    void aMatterIsCountedOnceWhenItsConversationMoves() {
        Scripts talk = new Scripts(database, START, "web");
        Scripts other = new Scripts(database, START, "web");
        talk.play("0/faq:a");
        insights(at(300), "UTC").run();
        database.jdbc().sql("update message set conversation_id = ?").param(other.conversation()).update();
        insights(at(300), "UTC").run();
        assertThat(outcomes(talk)).isEmpty();
        assertThat(outcomes(other)).isEqualTo("soft");
        assertThat(figures()).isEqualTo("q1 s1 f1 i1 a1 c1 d1");
    }

    @Test
    void aConversationThatCannotBeWrittenKeepsNoOtherWaiting() {
        Scripts broken = new Scripts(database, START, "web");
        Scripts whole = new Scripts(database, START, "web");
        broken.play("0/faq:a");
        whole.play("0/faq:a");
        database.jdbc().sql("alter table episode add constraint broken check (conversation_id <> %d)"
                .formatted(broken.conversation())).update();
        try {
            insights(at(300), "UTC").run();
            assertThat(outcomes(whole)).isEqualTo("soft");
            assertThat(outcomes(broken)).isEmpty();
            assertThat(figures()).isEqualTo("q1 s1 f1 i1 a1 c1 d1");
            assertThat(insights(at(300), "UTC").run()).isZero();
        } finally {
            database.jdbc().sql("alter table episode drop constraint broken").update();
        }
    }

    @Test
    void aDayBeginsAtTheSitesMidnightAlsoWhenClocksChange() {
        for (String began : List.of("2030-03-30T22:59:00Z", "2030-03-30T23:00:00Z", "2030-03-31T21:59:00Z",
                "2030-03-31T22:00:00Z", "2030-10-26T22:00:00Z", "2030-10-27T22:59:00Z", "2030-10-27T23:00:00Z")) {
            new Scripts(database, Instant.parse(began), "web").play("0/faq:a");
        }
        insights(Instant.parse("2030-11-30T00:00:00Z"), "Europe/Berlin").run();
        Analytics analytics = new Analytics(database.jdbc(), Hours.of("", "", "Europe/Berlin"),
                InstantSource.fixed(Instant.parse("2030-11-30T23:30:00Z")));
        Map<String, Figures> days = analytics.rows(Analytics.By.DAY, LocalDate.of(2030, 1, 1),
                LocalDate.of(2030, 12, 31));
        assertThat(days.entrySet().stream().map(day -> day.getKey() + " " + day.getValue().count("episodes")))
                .containsExactly("2030-03-30 1", "2030-03-31 2", "2030-04-01 1", "2030-10-27 2", "2030-10-28 1");
        assertThat(analytics.today()).isEqualTo(LocalDate.of(2030, 12, 1));
    }

    @Test
    void aShareHasWilsonsInterval() {
        // Newcombe (1998), table I: 81 of 263 and 15 of 148.
        assertThat(Share.of(81, 263).low()).isBetween(0.2552, 0.2554);
        assertThat(Share.of(81, 263).high()).isBetween(0.3661, 0.3663);
        assertThat(Share.of(15, 148).low()).isBetween(0.0623, 0.0625);
        assertThat(Share.of(15, 148).high()).isBetween(0.1604, 0.1606);
        assertThat(Share.of(0, 0).tooFew()).isTrue();
        assertThat(Share.of(29, 29).tooFew()).isTrue();
        assertThat(Share.of(30, 30).tooFew()).isFalse();
        assertThat(Share.of(30, 30).high()).isEqualTo(1);
    }

    private static Map<String, Integer> counts(List<Line> lines) {
        Map<String, Integer> all = new TreeMap<>();
        lines.forEach(line -> line.counts().forEach((name, count) -> all.merge(name, count, Integer::sum)));
        return all;
    }

    /** What lines come to together, in the signs of the file. */
    static String sums(List<Line> lines) {
        Map<String, Integer> all = counts(lines);
        return ORDER.chars().mapToObj(Character::toString).filter(all::containsKey).map(sign -> sign + all.get(sign))
                .collect(Collectors.joining(" "));
    }

    private static List<String> expectedShares(List<Line> lines) {
        Map<String, Integer> all = counts(lines);
        return SHARES.stream().map(share -> share.split(" ", -1))
                .map(parts -> parts[0] + " " + all.getOrDefault(parts[1], 0) + "/" + all.getOrDefault(parts[2], 0))
                .toList();
    }

    private static List<String> shares() {
        return shares(analytics().total(LocalDate.of(2030, 1, 1), LocalDate.of(2030, 12, 31)));
    }

    private static List<String> shares(Figures all) {
        return Figures.SHARES.stream().map(name -> name + " " + all.share(name).n() + "/" + all.share(name).of())
                .toList();
    }

    private static Figures total(String channel) {
        return analytics().rows(Analytics.By.CHANNEL, LocalDate.of(2030, 1, 1), LocalDate.of(2030, 12, 31))
                .getOrDefault(channel, Figures.of(Map.of()));
    }

    private static Analytics analytics() {
        return new Analytics(database.jdbc(), Hours.of("", "", ZONE), InstantSource.fixed(END));
    }

    private static String days(Scripts talk) {
        return String.join(" ", database.jdbc()
                .sql("select distinct day::text from episode where conversation_id = ? order by 1")
                .param(talk.conversation()).query(String.class).list());
    }

    private static Instant at(int hours) {
        return START.plus(Duration.ofHours(hours));
    }

    private static Insights insights(Instant now, String zone) {
        return Handmade.insights(database, Hours.of("", "", zone), now);
    }

    private static String outcomes(Scripts talk) {
        return database.jdbc()
                .sql("select outcome from episode where conversation_id = ? order by began_at, message_id")
                .param(talk.conversation()).query(String.class).list().stream()
                .map(word -> word.replace("resolved_hard", "hard").replace("resolved_soft", "soft")
                        .replace("resolved_by_people", "people"))
                .collect(Collectors.joining(" "));
    }

    /** The sums of all days, in the signs of the file. */
    private static String figures() {
        Map<String, Long> sums = new TreeMap<>();
        database.jdbc().sql("select figure, sum(count) from insight_day group by figure having sum(count) <> 0")
                .query((row, n) -> sums.put(row.getString(1), row.getLong(2))).list();
        return signs(sums);
    }

    /** Figures in the signs of the file. */
    static String signs(Map<String, Long> figures) {
        Map<String, Long> sums = new TreeMap<>();
        figures.forEach((name, count) -> sums.put(SIGNS.getOrDefault(name, ""), count));
        return ORDER.chars().mapToObj(Character::toString).filter(sums::containsKey).map(sign -> sign + sums.get(sign))
                .collect(Collectors.joining(" "));
    }
}
