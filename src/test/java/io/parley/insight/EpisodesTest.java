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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/** Episodes and figures of conversations that were written by hand, with the outcomes beside them. */
class EpisodesTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final Instant START = Instant.parse("2030-01-31T12:00:00Z");
    private static final Map<String, String> SIGNS = Map.ofEntries(Map.entry("questions", "q"),
            Map.entry("searched", "s"), Map.entry("by_faq", "f"), Map.entry("by_model", "m"), Map.entry("tickets", "t"),
            Map.entry("involved", "i"), Map.entry("answered", "a"), Map.entry("contained", "c"),
            Map.entry("deflected", "d"), Map.entry("votes_up", "u"), Map.entry("votes_down", "n"),
            Map.entry("scores_asked", "x"), Map.entry("scores", "y"), Map.entry("scores_good", "z"));
    private static final String ORDER = "qsfmtiacdunxyz";

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void clear() {
        database.clear();
    }

    /** A line of the file. */
    record Line(String name, String script, String outcomes, String figures) {
        static Line of(String line) {
            String[] parts = line.split("\\|", -1);
            return new Line(parts[0].strip(), parts[1].strip(), parts[2].strip(), parts[3].strip());
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

    @ParameterizedTest
    @MethodSource("lines")
    void eachWentAsItIsWritten(Line line) {
        Scripts talk = new Scripts(database, START, "web");
        int hours = talk.play(line.script);
        insights(at(hours), "UTC").run();
        assertThat(outcomes(talk)).isEqualTo(line.outcomes);
        assertThat(figures()).isEqualTo(line.figures);
    }

    @Test
    void theSumsAreThoseOfAllHoweverOftenTheyAreWritten() throws IOException {
        List<Line> settled = lines().stream().filter(line -> !line.script.contains("now:")).toList();
        settled.forEach(line -> new Scripts(database, START, "web").play(line.script));
        Map<String, Integer> all = new TreeMap<>();
        settled.stream().flatMap(line -> Arrays.stream(line.figures.split(" ", -1))).filter(figure -> !figure.isEmpty())
                .forEach(figure -> all.merge(figure.substring(0, 1), Integer.parseInt(figure.substring(1)),
                        Integer::sum));
        for (int hours = 1; hours < 300; hours += 23) {
            insights(at(hours), "UTC").run();
        }
        insights(at(300), "UTC").run();
        String sums = ORDER.chars().mapToObj(sign -> Character.toString(sign)).filter(all::containsKey)
                .map(sign -> sign + all.get(sign)).collect(Collectors.joining(" "));
        assertThat(figures()).isEqualTo(sums);

        database.jdbc().sql("insert into episode_due (conversation_id) select id from conversation").update();
        insights(at(301), "UTC").run();
        assertThat(figures()).isEqualTo(sums);
        assertThat(insights(at(301), "UTC").run()).isZero();
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

    @Test
    void aChangedVoteAndAReopenedTicketChangeTheOutcome() {
        Scripts talk = new Scripts(database, START, "web");
        Scripts other = new Scripts(database, START, "web");
        talk.play("0/faq:a 1/up");
        other.play("0/human 1/agent");
        insights(at(300), "UTC").run();
        assertThat(outcomes(talk) + " " + outcomes(other)).isEqualTo("hard people");

        talk.vote(-1, START.plus(Duration.ofHours(301)));
        other.reopen();
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

    private static Instant at(int hours) {
        return START.plus(Duration.ofHours(hours));
    }

    private static Insights insights(Instant now, String zone) {
        return new Insights(new EpisodeRows(database.jdbc(), JsonMapper.shared()), Hours.of("", "", zone),
                InstantSource.fixed(now), database.transactionManager());
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
                .query((row, n) -> sums.put(SIGNS.getOrDefault(row.getString(1), ""), row.getLong(2))).list();
        return ORDER.chars().mapToObj(sign -> Character.toString(sign)).filter(sums::containsKey)
                .map(sign -> sign + sums.get(sign)).collect(Collectors.joining(" "));
    }
}
