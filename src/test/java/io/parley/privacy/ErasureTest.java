package io.parley.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.Delivery.Action;
import io.parley.channel.DeliveryFailure;
import io.parley.channel.InboundSink;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.channel.scripted.ScriptedChannel.Line;
import io.parley.handover.Tickets;
import io.parley.knowledge.faq.Lesson;
import io.parley.support.ParleyTest;
import io.parley.support.Team;
import io.parley.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A marked person leaves their mark wherever people can; after they are erased it is nowhere, and all others' data is as it was. */
@ParleyTest(properties = {"parley.learning.refit-after=1000", "parley.limits.tickets-per-address=1000",
        "parley.judge.per-week=0", "db-scheduler.enabled=false"})
@Import(ScriptedChannel.class)
@ExtendWith(OutputCaptureExtension.class)
class ErasureTest {
    private static final String HUMAN = "I want to talk to a human please";
    private static final AtomicInteger number = new AtomicInteger();

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private final String mark = "quokka" + number.incrementAndGet() + "x";

    @LocalServerPort
    int port;

    @Autowired
    ScriptedChannel channel;
    @Autowired
    InboundSink sink;
    @Autowired
    Tickets tickets;
    @Autowired
    Erasures erasures;
    @Autowired
    ErasurePreview preview;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TestDatabase database;

    /** By then learning has also looked at the tickets that tests before resolved, which it notes on them. */
    @BeforeEach
    void aBystander() {
        jdbc.sql("delete from usage_count").update();
        lives("bystander" + number.get());
        await().until(() -> jdbc.sql("""
                select not exists (select from ticket where state = 'resolved'
                    and (drafted_up_to is null or drafted_up_to < resolved_at))""").query(Boolean.class).single());
    }

    @AfterEach
    void end() {
        channel.behave(delivery -> {});
        database.jdbc().sql("drop trigger if exists breaks on erasure").update();
        http.close();
    }

    @Test
    void nothingOfThemIsLeftAndAllElseIsAsItWas(CapturedOutput log) {
        List<String> others = rows();
        long person = lives(mark);
        assertThat(marked()).contains("gap_question", "message", "outbox", "lesson", "faq_phrasing", "regression_case",
                "suggestion",
                "verdict", "verdict_history", "ticket_note", "ticket_search", "participant", "conversation", "csat");

        long erasure = erased(person);

        assertThat(marked()).isEmpty();
        assertThat(rows()).containsAll(others);
        assertThat(channel.transcript("thread-" + mark)).isEmpty();
        assertThat(log.getAll().toLowerCase(Locale.ROOT)).doesNotContain(mark);
        assertThat(erasures.find(erasure).orElseThrow().counts()).containsKeys("message", "lesson", "suggestion",
                "verdict", "ticket_note", "participant", "outbox", "withdrawn").containsEntry("ticket", 1);
        assertThat(jdbc.sql("select deed from audit where object = ?").param(Long.toString(person))
                .query(String.class).list()).containsExactly("person_erased");
        assertThat(jdbc.sql("""
                select t.resolver || ' ' || e.done_by from ticket t join ticket_event e on e.ticket_id = t.id
                where t.participant_id = ? and e.kind = 'resolved'""").param(person).query(String.class).single())
                .isEqualTo("erased erased");
    }

    @Test
    void aServiceThatHangsForLongHoldsUpTheEndAloneAndTellsNothingAfterwards() {
        long person = lives(mark);
        AtomicInteger tries = hangs(Action.DELETE, notNow());
        long erasure = begunBefore("61 minutes", person);
        await().until(() -> {
            erasures.run();
            return erasures.find(erasure).orElseThrow().step() == 7;
        });
        int before = tries.get();
        await().until(() -> tries.get() > before + 1);
        erasures.run();
        assertThat(erasures.find(erasure).orElseThrow().doneAt()).isNull();
        assertThat(marked()).containsExactly("outbox");

        channel.behave(delivery -> {});
        finish(erasure);

        assertThat(marked()).isEmpty();
        assertThat(channel.transcript("thread-" + mark)).isEmpty();
    }

    @Test
    void aServiceThatHangsForDaysIsAskedNoMoreAndTellsNothingAfterwards() {
        long person = lives(mark);
        AtomicInteger tries = hangs(Action.DELETE, notNow());

        long erasure = begunBefore("61 minutes", person);
        await().until(() -> {
            erasures.run();
            return tries.get() > 0;
        });
        database.jdbc().sql("""
                update outbox set created_at = created_at - interval '2 days'
                where state in ('queued', 'ready', 'claimed', 'sending')""").update();
        finish(erasure);

        assertThat(marked()).isEmpty();
        assertThat(jdbc.sql("select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending')")
                .query(Integer.class).single()).isZero();
        assertThat(erasures.find(erasure).orElseThrow().counts()).containsEntry("left_behind",
                channel.transcript("thread-" + mark).size());
    }

    @Test
    void aMessageThatAServiceMayHaveChangedIsDeletedOnceItAnswers() {
        long erasure = changesWithoutAnAnswer();

        channel.behave(delivery -> {});
        finish(erasure);

        assertThat(channel.transcript("thread-" + mark)).isEmpty();
        assertThat(erasures.find(erasure).orElseThrow().counts()).doesNotContainKey("left_behind");
    }

    @Test
    void aMessageIsDeletedOnceItsOlderChangeIsWaitedForNoMore() {
        long erasure = changesWithoutAnAnswer();

        database.jdbc().sql("""
                update outbox set created_at = created_at - interval '2 days'
                where action = 'update' and state in ('queued', 'ready', 'claimed', 'sending')""").update();
        finish(erasure);

        assertThat(channel.transcript("thread-" + mark)).isEmpty();
        assertThat(erasures.find(erasure).orElseThrow().counts()).doesNotContainKey("left_behind");
    }

    /**
     * An erasure whose last step waits: a change that a service may have made holds up the deletion behind it, and where the
     * message stands is forgotten in between.
     */
    private long changesWithoutAnAnswer() {
        String question = writes(mark, "message", null, "How do I reset my password?");
        long person = jdbc.sql("select id from participant where external_id = ?").param(mark).query(Long.class)
                .single();
        AtomicInteger tries = hangs(Action.UPDATE, new UnknownDeliveryFailure("no answer", Duration.ofMillis(100)));
        store("edit", mark, question, "How do I pay by invoice?");
        await().until(() -> tries.get() > 0);
        long erasure = begunBefore("61 minutes", person);
        await().until(() -> {
            erasures.run();
            return erasures.find(erasure).orElseThrow().step() == 7;
        });
        assertThat(channel.transcript("thread-" + mark)).isNotEmpty();
        return erasure;
    }

    private static DeliveryFailure notNow() {
        return new TransientDeliveryFailure("not now", Duration.ofMillis(100));
    }

    /** A service that fails at an action; gives how often it was asked for it. */
    private AtomicInteger hangs(Action at, DeliveryFailure failure) {
        AtomicInteger tries = new AtomicInteger();
        channel.behave(delivery -> {
            if (delivery.action() == at) {
                tries.incrementAndGet();
                throw failure;
            }
        });
        return tries;
    }

    private long begunBefore(String time, long person) {
        long erasure = erasures.begin(person, "Kim").orElseThrow().id();
        jdbc.sql("update erasure set asked_at = asked_at - ?::interval where id = ?").param(time).param(erasure)
                .update();
        return erasure;
    }

    /** What is withdrawn is sent, and so adds to what was sent; an event may come to its end meanwhile. */
    @Test
    void thePreviewCountsWhatIsThenTaken() {
        long person = lives(mark);
        Map<String, Integer> expected = new HashMap<>(preview.of(person).orElseThrow());
        assertThat(expected).containsKeys("regression_case", "faq_phrasing", "lesson", "lesson_vote", "gap_question",
                "suggestion", "suggestion_source", "message", "ticket", "ticket_note", "csat", "verdict", "outbox");

        Map<String, Integer> taken = new HashMap<>(erasures.find(erased(person)).orElseThrow().counts());

        List.of("outbox", "withdrawn", "inbox").forEach(moving -> {
            expected.remove(moving);
            taken.remove(moving);
        });
        assertThat(taken).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatBreaksOffInAStepGoesOnAndEndsComplete(int step) {
        List<String> others = rows();
        long person = lives(mark);
        database.jdbc().sql("""
                create or replace function breaks() returns trigger language plpgsql as $$
                begin raise 'broken off'; end $$""").update();
        database.jdbc().sql("create trigger breaks before update on erasure for each row when (new.step = " + step
                + ") execute function breaks()").update();
        long erasure = erasures.begin(person, "Kim").orElseThrow().id();
        await().untilAsserted(() -> {
            erasures.run();
            assertThat(erasures.find(erasure).orElseThrow().step()).isEqualTo(step - 1);
        });

        database.jdbc().sql("drop trigger breaks on erasure").update();
        finish(erasure);

        assertThat(marked()).isEmpty();
        assertThat(rows()).containsAll(others);
    }

    @Test
    void whatAVisitorOfTheChatSaidIsGoneAndTheirChatBeginsAnew() throws Exception {
        String session = "s-" + mark;
        String asked = json.writeValueAsString(Map.of("sessionId", session, "message",
                "I am " + mark + ". How do I reset my password?"));
        assertThat(send("POST", "/api/chat", asked).statusCode()).isEqualTo(200);
        long person = jdbc.sql("select id from participant where external_id like '%' || ?").param(session)
                .query(Long.class).single();

        erased(person);

        assertThat(marked()).isEmpty();
        assertThat(send("GET", "/api/chat/history?sessionId=" + session, "").body()).doesNotContain("reset");
    }

    @Test
    void itIsAskedForAndFollowedByProgramsAndAllThatIsKnownIsHandedOut() throws Exception {
        long person = lives(mark);
        HttpResponse<String> export = send("GET", "/api/people/" + person + "/export", "");
        assertThat(export.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonNode known = json.readTree(export.body());
        assertThat(known.path("schema").asInt()).isEqualTo(1);
        assertThat(known.path("person").path("name").asString()).isEqualTo(mark);
        for (String part : List.of("conversations", "messages", "verdicts", "tickets", "satisfaction", "learned",
                "unanswered", "suggestions")) {
            assertThat(known.path(part).size()).as(part).isPositive();
        }
        assertThat(export.body()).doesNotContain("bystander");

        HttpResponse<String> begun = send("DELETE", "/api/people/" + person, "");
        assertThat(begun.statusCode()).isEqualTo(202);
        String place = begun.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> again = send("DELETE", "/api/people/" + person, "");
        finish(json.readTree(begun.body()).path("id").asLong());
        assertThat(again.statusCode()).isEqualTo(202);
        JsonNode done = json.readTree(send("GET", place, "").body());
        assertThat(done.path("step").asInt()).isEqualTo(8);
        assertThat(done.path("counts").path("message").asInt()).isGreaterThan(3);
        assertThat(send("GET", "/api/people/" + person + "/export", "").body()).doesNotContain(mark);
    }

    @Test
    void whatTheySayMeanwhileIsNotWrittenDown() {
        long person = lives(mark);
        jdbc.sql("update participant set erasing_at = now() where id = ?").param(person).update();
        int before = said(person);

        String id = writes(mark, "message", null, "More words");

        assertThat(said(person)).isEqualTo(before);
        assertThat(jdbc.sql("select outcome || length(payload) from inbox where key = ?").param("message:" + id)
                .query(String.class).single()).isEqualTo("erased0");
    }

    @Test
    void inAThreadOfSeveralOnlyTheirWordsGo() {
        String thread = "thread-" + mark;
        long person = lives(mark);
        sink.store(List.of(channel.raw(new Line("message", thread, "other-" + number.get(), "o-" + number.get(), null,
                "And how do I pay by invoice?", InstantSource.system().instant()))));
        settled(thread);

        erased(person);

        assertThat(jdbc.sql("select text from message where participant_id <> ? and conversation_id in ("
                + "select conversation_id from message where participant_id = ?)").param(person).param(person)
                .query(String.class).list()).containsExactly("And how do I pay by invoice?");
        // The thread, which is not theirs alone, has the mark in its name.
        assertThat(marked()).containsExactly("conversation", "inbox");
    }

    private int said(long person) {
        return jdbc.sql("select count(*) from message where participant_id = ?").param(person).query(Integer.class)
                .single();
    }

    private long erased(long person) {
        long id = erasures.begin(person, "Kim").orElseThrow().id();
        finish(id);
        return id;
    }

    private void finish(long erasure) {
        await().until(() -> {
            erasures.run();
            return erasures.find(erasure).orElseThrow().doneAt() != null;
        });
    }

    /** Somebody asks, edits, votes, gets an agent who writes and notes, and is learned from; gives their id. */
    private long lives(String who) {
        String first = writes(who, "message", null, "I am " + who + ". How do I reset my password?");
        writes(who, "edit", first, "I am still " + who + ". How do I reset my password?");
        long answer = jdbc.sql("""
                select max(a.id) from message a join message q on q.id = a.answers_message
                where q.external_id = ?""").param(first).query(Long.class).single();
        writes(who, "vote", Long.toString(answer), "1");
        writes(who, "message", null, HUMAN);
        long ticket = jdbc.sql("select t.id from ticket t join conversation c on c.id = t.conversation_id"
                + " where c.thread = ? and t.state <> 'resolved'").param("thread-" + who).query(Long.class).single();
        tickets.reply(ticket, Team.by(jdbc, "Kim"), "Dear " + who + ", use the link.", null);
        writes(who, "message", null, "Thanks, yours " + who);
        long person = jdbc.sql("select id from participant where external_id = ?").param(who).query(Long.class)
                .single();
        leavesMore(who, person, ticket, answer);
        settled("thread-" + who);
        return person;
    }

    private void leavesMore(String who, long person, long ticket, long answer) {
        String entry = jdbc.sql("select id from faq_entry where state = 'published' order by id limit 1")
                .query(String.class).single();
        jdbc.sql("""
                insert into verdict (message_id, participant_id, vote, via, comment, changed_at)
                values (:answer, :person, 1, 'button', :who, now())
                on conflict (message_id, participant_id) do update set comment = excluded.comment""")
                .param("answer", answer).param("person", person).param("who", who).update();
        jdbc.sql("""
                insert into verdict_history (message_id, participant_id, vote, via, comment, changed_at)
                values (?, ?, 1, 'button', ?, now())""").param(answer).param(person).param(who).update();
        jdbc.sql("insert into ticket_note (ticket_id, key, agent, text, written_at) values (?, 'k', 'Kim', ?, now())")
                .param(ticket).param("Called " + who).update();
        jdbc.sql("insert into ticket_tag (ticket_id, tag, agent, added_at) values (?, ?, 'Kim', now())").param(ticket)
                .param(who).update();
        jdbc.sql("insert into csat (ticket_id, message_id, asked_at, score, comment) values (?, ?, now(), 5, ?)")
                .param(ticket).param(answer).param(who).update();
        teaches(who, person, entry, answer);
        jdbc.sql("""
                insert into gap_question (message_id, revision, voice, text, language, vector, why, asked_at)
                select answers_message, 1, '', ?, 'en', '', 'thumbs_down', now() from message where id = ?""")
                .param("Where is " + who + "?").param(answer).update();
        jdbc.sql("""
                insert into judgement (message_id, judge, version, sampled_on, weight, label, why, judged_at)
                values (?, 'people', '', current_date, 1, 'RELEVANT', ?, now())""").param(answer)
                .param("It tells where " + who + " is.").update();
        jdbc.sql(
                """
                        with made as (insert into suggestion (kind, similarity, differs, question, answer, ways, language, marks,
                                private_act, vector, made_at)
                            values ('new', 0, '{}', :who, :who, array[:who], 'en', array[:who], false,
                                convert_to(:who, 'UTF8'), now()) returning id)
                        insert into suggestion_source (suggestion, ticket_id, message_id, participant_id, said_at)
                        select id, :ticket, :answer, :person, now() from made""")
                .param("who", who).param("ticket", ticket)
                .param("answer", answer).param("person", person).update();
    }

    private void teaches(String who, long person, String entry, long answer) {
        String question = "where is " + who;
        byte[] hash = Lesson.key(question);
        jdbc.sql("""
                with taught as (insert into lesson (entry, hash, text, revision, weighed)
                    values (:entry, :hash, :question, 1, 1) returning id),
                known as (insert into faq_phrasing (entry, kind, origin, text, hash)
                    values (:entry, 'confirmed', 'learned', :question, :hash)),
                kept as (insert into regression_case (text, hash, expected, origin, added_at)
                    values (:question, :hash, :entry, 'named', now()))
                insert into lesson_vote (lesson, person, voice, said, message, said_at)
                select id, :person, 'participant:' || :person, 'helpful', :answer, now() from taught""")
                .param("entry", entry).param("hash", hash).param("question", question)
                .param("person", "participant:" + person).param("answer", answer).update();
    }

    private String writes(String who, String kind, @Nullable String target, String text) {
        String id = store(kind, who, target, text);
        settled("thread-" + who);
        return id;
    }

    private String store(String kind, String who, @Nullable String target, String text) {
        String id = "e-" + number.incrementAndGet();
        sink.store(List.of(channel.raw(new Line(kind, "thread-" + who, who, id, target, text,
                InstantSource.system().instant()))));
        return id;
    }

    private void settled(String thread) {
        await().until(() -> jdbc.sql("""
                select (select count(*) from inbox where ordering_key = :key and state <> 'done')
                    + (select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending'))
                    + (select count(*) from lesson where weighed <> revision)""").param("key", "scripted:" + thread)
                .query(Integer.class).single() == 0);
    }

    /** The tables in which the mark is, in any column, also within bytes. */
    private List<String> marked() {
        String bytes = HexFormat.of().formatHex(mark.getBytes(StandardCharsets.UTF_8));
        return tables().stream().filter(table -> database.jdbc().sql("select exists (select from " + table
                + " t where lower(to_jsonb(t)::text) ~ ?)").param(mark + "|" + bytes).query(Boolean.class).single())
                .toList();
    }

    private List<String> tables() {
        return database.jdbc().sql("""
                select table_name from information_schema.tables
                where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1""").query(String.class)
                .list();
    }

    /** All rows, but for those that tick by themselves, the numbers by which instances see what changed, and sums. */
    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (String table : tables()) {
            if (!List.of("instance", "scheduled_tasks", "faq_change", "usage_count", "episode_due", "insight_day",
                    "insight_language", "insight_entry").contains(table)) {
                database.jdbc().sql("select to_jsonb(t) - 'change' - 'vector' - 'model' - 'dimension' from " + table
                        + " t").query(String.class).list().forEach(row -> rows.add(table + row));
            }
        }
        return rows;
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json").header("Authorization", ParleyTest.ADMIN)
                .method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }
}
