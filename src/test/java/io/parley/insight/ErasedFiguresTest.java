package io.parley.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.hours.Hours;
import io.parley.privacy.Erasures;
import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.time.Instant;
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

    @BeforeEach
    void clear() {
        jdbc.sql("""
                truncate conversation, participant, erasure, episode_due, insight_day, insight_language, insight_entry
                cascade""").update();
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
        Map<String, Long> before = sums();
        assertThat(EpisodesTest.signs(figures())).isEqualTo(EpisodesTest.sums(lines));

        List<Scripts> some = talks.stream().filter(talk -> talk.conversation() % 2 == 0).toList();
        erase(some.stream().map(talk -> talk.people().getFirst()).toList());
        assertThat(words(some.getFirst().conversation())).isEmpty();
        count(END.plusSeconds(60));
        assertThat(sums()).isEqualTo(before);
        countAllAnew(END.plusSeconds(120));
        assertThat(sums()).isEqualTo(before);

        erase(talks.stream().flatMap(talk -> talk.people().stream()).toList());
        assertThat(talks).allSatisfy(talk -> assertThat(words(talk.conversation())).isEmpty());
        countAllAnew(END.plusSeconds(180));
        assertThat(sums()).isEqualTo(before);
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

    private List<String> words(long conversation) {
        return jdbc.sql("select text from message where conversation_id = ? and text <> ''").param(conversation)
                .query(String.class).list();
    }
}
