package io.parley.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.hours.Hours;
import io.parley.privacy.Erasures;
import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The figures of conversations that were written by hand are the same after the people in them were erased. */
@ParleyTest(properties = {"parley.serving=false", "parley.time-zone=Europe/Berlin"})
class ErasedFiguresTest {
    private static final Instant START = Instant.parse("2030-01-31T12:00:00Z");
    private static final Instant END = Instant.parse("2030-12-01T00:00:00Z");

    @Autowired
    private TestDatabase database;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Erasures erasures;

    @Autowired
    private Learning learning;

    @Autowired
    private Precision precision;

    @BeforeEach
    void clear() {
        jdbc.sql("""
                truncate conversation, participant, erasure, episode_due, insight_day, insight_language, insight_entry,
                    suggestion cascade""").update();
    }

    private void count(Instant now) {
        Handmade.insights(database, Hours.of("", "", "Europe/Berlin"), now).run();
    }

    private void countAllAnew(Instant now) {
        jdbc.sql("insert into episode_due (conversation_id) select id from conversation").update();
        count(now);
    }

    private void erase(Collection<Long> people) {
        people.forEach(person -> erasures.begin(person, "Kim"));
        erasures.run();
        assertThat(jdbc.sql("select count(*) from erasure where done_at is null").query(Long.class).single()).isZero();
    }

    /** All sums that there are, with all that they are told apart by. */
    private Map<String, Long> sums() {
        Map<String, Long> sums = new TreeMap<>();
        jdbc.sql("""
                select 'channel ' || day || channel || figure as name, count from insight_day
                union all select 'language ' || day || channel || language || figure, count from insight_language
                union all select 'entry ' || i.day || i.entry || n.key, n.value::bigint
                    from insight_entry i, jsonb_each_text(to_jsonb(i) - 'day' - 'entry') n""")
                .query((row, n) -> sums.put(row.getString("name"), row.getLong("count"))).list();
        sums.values().removeIf(count -> count == 0);
        return sums;
    }

    private Map<String, Long> figures() {
        Map<String, Long> sums = new TreeMap<>();
        jdbc.sql("select figure, sum(count) from insight_day group by figure having sum(count) <> 0")
                .query((row, n) -> sums.put(row.getString(1), row.getLong(2))).list();
        return sums;
    }

    @Test
    void everyFigureOutlivesThePeople() throws IOException {
        // An erasure ends a ticket that is open.
        List<EpisodesTest.Line> lines = EpisodesTest.settled().stream().filter(line -> !line.went().contains("open"))
                .toList();
        List<Scripts> talks = new ArrayList<>();
        for (EpisodesTest.Line line : lines) {
            Scripts talk = Scripts.of(database, START, line.script());
            talk.play(line.script());
            talks.add(talk);
        }
        jdbc.sql("update conversation set language = (array['en', 'de', null])[1 + id % 3]").update();
        count(END);
        judgedAndLearned();
        Map<String, String> seen = seen();
        Map<String, Long> before = sums();
        assertThat(EpisodesTest.signs(figures())).isEqualTo(EpisodesTest.sums(lines));

        List<Scripts> some = talks.stream().filter(talk -> talk.conversation() % 2 == 0).toList();
        erase(some.stream().map(talk -> talk.people().getFirst()).toList());
        assertThat(words(some.getFirst().conversation())).isEmpty();
        count(END.plusSeconds(60));
        assertThat(sums()).isEqualTo(before);
        assertThat(seen()).isEqualTo(seen);
        countAllAnew(END.plusSeconds(120));
        assertThat(sums()).isEqualTo(before);

        erase(talks.stream().flatMap(talk -> talk.people().stream()).toList());
        assertThat(talks).allSatisfy(talk -> assertThat(words(talk.conversation())).isEmpty());
        countAllAnew(END.plusSeconds(180));
        assertThat(sums()).isEqualTo(before);
        assertThat(seen()).isEqualTo(seen);
        assertThat(jdbc
                .sql("""
                        select (select count(*) from judgement where why is not null)
                            + (select count(*) from suggestion where question || answer like '%x%' or 'x' = any(ways || marks || differs)
                                or vector is not null)""")
                .query(Long.class).single()).isZero();
    }

    @Test
    void whatIsNotOverEndsAndWhatIsNotCountedYetIsCounted() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
        Scripts open = talk(now, "0/faq:a");
        Scripts waits = talk(now, "0/faq:a 0h10/human");
        count(now);
        assertThat(figures()).containsEntry("open", 2L).doesNotContainKeys("resolved_soft", "unresolved");
        Scripts isNew = talk(now, "0/faq:b 0h10/up");
        Scripts stays = talk(now, "0/faq:c");

        for (Scripts talk : List.of(open, waits, isNew)) {
            erase(talk.people());
        }
        count(now);
        assertThat(figures()).containsEntry("episodes", 4L).containsEntry("open", 1L).containsEntry("resolved_soft", 1L)
                .containsEntry("unresolved", 1L).containsEntry("resolved_hard", 1L).containsEntry("votes_up", 1L);
        stays.play("0h20/up");
        countAllAnew(now);
        assertThat(figures()).containsEntry("episodes", 4L).containsEntry("open", 1L).containsEntry("votes_up", 2L);
    }

    /** One of the last two hours. */
    private Scripts talk(Instant now, String script) {
        Scripts talk = new Scripts(database, now.minus(2, ChronoUnit.HOURS), "web");
        talk.play(script);
        return talk;
    }

    @Test
    void inAThreadOfSeveralTheOthersFiguresStayTheirOwn() {
        Scripts talk = new Scripts(database, START, "slack");
        talk.play("as:ann 0/human as:bob 0h10/none:x as:ann 1/agent as:bob 2/faq:a 3/up as:ann 4/faq:b 5/down:b");
        count(END);
        Map<String, Long> before = sums();
        assertThat(before).isNotEmpty();
        erase(talk.people().subList(0, 1));
        countAllAnew(END);
        assertThat(sums()).as("what the other said to the agent is no question").isEqualTo(before);

        talk.play("as:bob 6/down:a");
        count(END);
        assertThat(figures()).containsEntry("votes_down", 2L).doesNotContainKey("votes_up")
                .containsEntry("episodes", 2L);
    }

    @Test
    void noFigureKeepsAnybodyFromBeingErased() {
        Scripts talk = new Scripts(database, START, "web");
        talk.play("0/faq:a 1/up");
        count(END);
        Map<String, Long> before = sums();
        talk.play("2/faq:b");
        database.jdbc().sql("alter table insight_day add constraint broken check (count < 0) not valid").update();
        try {
            erase(talk.people());
        } finally {
            database.jdbc().sql("alter table insight_day drop constraint broken").update();
        }
        assertThat(words(talk.conversation())).isEmpty();
        countAllAnew(END);
        assertThat(sums()).isEqualTo(before);
    }

    /** Answers are judged, and the FAQ learns from what was asked; all of it in words that tell of the people. */
    private void judgedAndLearned() {
        jdbc.sql(
                """
                        insert into judgement (message_id, judge, version, sampled_on, weight, label, why, judged_at, model)
                        select m.id, j.judge, j.version, m.said_at::date, 1 + m.id % 3,
                            (array['RELEVANT', 'PARTLY_RELEVANT', 'NON_RELEVANT', null])[1 + m.id % j.labels], 'since x',
                            m.said_at, j.model
                        from message m, (values ('people', '', 3, null), ('model', 'v1', 4, 'm')) j (judge, version, labels, model)
                        where m.author = 'bot' and m.source = 'faq'""")
                .update();
        jdbc.sql(
                """
                        with made as (
                            insert into suggestion (kind, state, similarity, differs, question, answer, ways, language, marks,
                                private_act, vector, made_at, decided_at)
                            select 'new', (array['open', 'supports', 'dismissed', 'published', 'attached'])[1 + m.id % 5], 0, '{x}',
                                'x' || m.id, 'x', '{x}', 'en', '{x}', false, decode(repeat('00', 1536), 'hex'), m.said_at,
                                case when m.id % 5 > 1 then m.said_at end
                            from message m where m.author = 'participant' returning id, question)
                        insert into suggestion_source (suggestion, message_id, participant_id, said_at)
                        select made.id, m.id, m.participant_id, m.said_at
                        from made join message m on made.question = 'x' || m.id""")
                .update();
    }

    /** All that views for charts, and what is counted without sums, say of the past. */
    private Map<String, String> seen() {
        Map<String, String> seen = new TreeMap<>();
        for (String view : List.of("answer", "vote", "episode", "ticket", "relevancy", "agreement", "learning")) {
            seen.put(view,
                    jdbc.sql("select count(*) || ' ' || md5(coalesce(string_agg(v::text, ' ' order by v::text), ''))"
                            + " from insight." + view + " v").query(String.class).single());
        }
        LocalDate from = LocalDate.of(2030, 1, 1);
        LocalDate to = LocalDate.of(2030, 12, 31);
        seen.put("suggestions", learning.between(from, to).toString());
        seen.put("precision", precision.between(from, to, Figures.of(Map.of())).toString());
        assertThat(seen.values()).noneMatch(one -> one.startsWith("0 "));
        return seen;
    }

    private List<String> words(long conversation) {
        return jdbc.sql("select text from message where conversation_id = ? and text <> ''").param(conversation)
                .query(String.class).list();
    }
}
