package io.parley.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.hours.Hours;
import io.parley.insight.Analytics.By;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How matters went by entry of the FAQ and by language. */
class PartsTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final Instant START = Instant.parse("2030-01-31T12:00:00Z");
    private static final LocalDate FIRST = LocalDate.of(2030, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2030, 12, 31);
    /** The figures of an entry, in the order in which they are written below. */
    private static final Map<String, String> SIGNS = Map.of("answers", "a", "episodes", "e", "resolved_hard", "h",
            "resolved_soft", "s", "resolved_by_people", "p", "unresolved", "n", "open", "o", "votes_up", "u",
            "votes_down", "d");
    private static final List<String> ORDER = List.of("answers", "episodes", "open", "resolved_hard", "resolved_soft",
            "resolved_by_people", "unresolved", "votes_up", "votes_down");

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void clear() {
        Handmade.clear(database);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0/faq:a 1/up                              | a a1 e1 h1 u1
            0/faq:a                                   | a a1 e1 s1
            0/faq:a now:1                             | a a1 e1 o1
            0/faq:a 1/down                            | a a1 e1 n1 d1
            0/faq:a 1/down 2/faq:b 3/up:b             | b a1 e1 h1 u1, a a1 d1
            0/faq:a 1/up 2/model:b 3/down:b           | a a1 u1
            0/model:b 1/down 2/faq:a                  | a a1 e1 s1
            0/faq:a 1/faq:b=a                         | a a2 e1 s1
            0/faq:a 49/faq:a                          | a a2 e2 s1 n1
            0/choices:x 1/pick:a                      | a a1 e1 s1
            0/choices:x                               | ''
            0/faq:a 0h03/human 1/agent                | a a1 e1 p1
            0/faq:a 0h03/human 1/nobody               | a a1 e1 n1
            0/human 1/agent                           | ''
            0/faq:a 1/odd:x                           | a a1 e1 n1
            as:ann 0/faq:a 1/up as:bob 1/faq:b=a      | a a2 e2 h1 s1 u1
            """)
    void aMatterCountsForTheEntryThatAnsweredLast(String script, String entries) {
        database.rolledBack(() -> {
            insights(Scripts.of(database, START, script).play(script)).run();
            assertThat(entries()).isEqualTo(entries);
        });
    }

    @Test
    void anEntryFollowsAChangedVoteAndAReopenedTicketAndLeavesNothingBehind() {
        Scripts talk = new Scripts(database, START, "web");
        talk.play("0/faq:a 1/up 2/human 3/agent");
        insights(at(300)).run();
        assertThat(entries()).isEqualTo("a a1 e1 p1 u1");

        talk.play("301/reopen 302/down:a");
        insights(at(303)).run();
        assertThat(entries()).isEqualTo("a a1 e1 o1 d1");
        assertThat(insights(at(303)).run()).isZero();

        database.jdbc().sql("update message set text = '', deleted_at = now() where author = 'participant'").update();
        insights(at(303)).run();
        assertThat(database.jdbc().sql("select count(*) from insight_entry").query(Long.class).single()).isZero();
    }

    @Test
    void theEntriesWithTheMostMattersComeFirstAndThoseThatAreGoneKeepTheirFigures() {
        database.jdbc().sql("""
                insert into faq_entry (id, question, answer, state, change)
                values ('b', 'Where is it?', 'There', 'published', 1)""").update();
        Handmade.play(database, 3, START, "0/faq:a");
        Handmade.play(database, 40, START, "0/faq:b 1/up");
        Handmade.play(database, 2, START, "0/faq:c");
        insights(at(300)).run();
        List<EntryFigures.Row> top = figures().top(FIRST, LAST, 2);
        assertThat(top).extracting(EntryFigures.Row::entry).containsExactly("b", "a");
        assertThat(top).extracting(EntryFigures.Row::question).containsExactly("Where is it?", null);
        assertThat(top.getFirst().share("resolved_hard")).isEqualTo(Share.of(40, 40));
        assertThat(top.getFirst().share("liked")).isEqualTo(Share.of(40, 40));
        assertThat(top.getLast().share("resolved_soft").tooFew()).isTrue();
        assertThat(figures().top(LAST, LAST, 2)).isEmpty();
    }

    @Test
    void anEpisodeKeepsTheLanguageThatItHadWhenItWasOver() {
        Scripts talk = new Scripts(database, START, "web");
        talk.play("0/faq:a");
        insights(at(1)).run();
        assertThat(languages()).isEqualTo(" 1");
        speak(talk, "en");
        talk.play("1/up");
        insights(at(2)).run();
        assertThat(languages()).isEqualTo("en 1");
        insights(at(100)).run();

        speak(talk, "de");
        talk.play("101/faq:b");
        insights(at(102)).run();
        assertThat(languages()).isEqualTo("de 1, en 1");
        speak(talk, "fr");
        talk.play("103/up:b");
        insights(at(104)).run();
        assertThat(languages()).as("what is not over goes along").isEqualTo("en 1, fr 1");
        assertThat(analytics().divided(By.LANGUAGE, FIRST, LAST).total())
                .isEqualTo(analytics().total(FIRST, LAST));
        assertThat(analytics().timesBy(By.LANGUAGE, FIRST, LAST)).isEmpty();
        Figures some = analytics().rows(By.LANGUAGE, List.of("answer_rate", "resolved_hard"), FIRST, LAST)
                .getOrDefault("en", Figures.of(Map.of()));
        assertThat(List.of(some.count("episodes"), some.share("answer_rate").n(), some.share("resolved_hard").n(),
                some.count("questions"))).containsExactly(1L, 1L, 1L, 0L);
    }

    @Test
    void whatWasWrittenBeforeThereWereLanguagesIsCountedByThem() {
        try (TestDatabase old = TestDatabase.empty()) {
            flyway(old, "40").migrate();
            old.jdbc().sql("""
                    with talk as (insert into conversation (channel, thread, address, language)
                        values ('web', 'one', 'a', 'de'), ('web', 'two', 'a', null) returning id, thread),
                    asked as (insert into message (conversation_id, author, text, said_at, channel)
                        select id, 'participant', 'x', now(), 'web' from talk, generate_series(1, 2)
                        returning id, conversation_id)
                    insert into episode (message_id, conversation_id, channel, began_at, day, outcome, counts)
                    select id, conversation_id, 'web', now(), '2030-01-31', 'open', '{"episodes": 1, "questions": 3}'
                    from asked""").update();
            old.jdbc().sql("delete from episode_due").update();
            flyway(old, "latest").migrate();
            assertThat(old.jdbc().sql("""
                    select concat_ws(' ', day, channel, language, figure, count) from insight_language order by 1""")
                    .query(String.class).list())
                    .containsExactly("2030-01-31 web  episodes 2", "2030-01-31 web  questions 6",
                            "2030-01-31 web de episodes 2", "2030-01-31 web de questions 6");
            assertThat(old.jdbc().sql("select count(*) from episode_due").query(Long.class).single()).isEqualTo(2);
        }
    }

    private static Flyway flyway(TestDatabase database, String target) {
        return Flyway.configure()
                .dataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword())
                .locations("classpath:db/migration").target(target).load();
    }

    private static void speak(Scripts talk, String language) {
        database.jdbc().sql("update conversation set language = ? where id = ?").param(language)
                .param(talk.conversation()).update();
    }

    private static String languages() {
        return analytics().rows(By.LANGUAGE, FIRST, LAST).entrySet().stream()
                .map(row -> row.getKey() + " " + row.getValue().count("episodes")).collect(Collectors.joining(", "));
    }

    /** The figures of all entries, the one with the most matters first. */
    private static String entries() {
        return figures().top(FIRST, LAST, 100).stream()
                .map(row -> row.entry() + ORDER.stream().filter(name -> row.count(name) != 0)
                        .map(name -> " " + SIGNS.get(name) + row.count(name)).collect(Collectors.joining()))
                .collect(Collectors.joining(", "));
    }

    private static EntryFigures figures() {
        return new EntryFigures(database.jdbc());
    }

    private static Analytics analytics() {
        return new Analytics(database.jdbc(), Hours.of("", "", "UTC"), InstantSource.fixed(START));
    }

    private static Instant at(int hours) {
        return START.plus(Duration.ofHours(hours));
    }

    private static Insights insights(Instant now) {
        return Handmade.insights(database, Hours.of("", "", "UTC"), now);
    }
}
