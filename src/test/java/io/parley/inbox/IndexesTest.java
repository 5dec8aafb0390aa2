package io.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundSink;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.handover.Ticket;
import io.parley.handover.Tickets;
import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** With 50,000 finished messages in the tables, no query on a message's way reads a table from end to end. */
@ParleyTest(properties = "test.name=indexes")
@Import(ScriptedChannel.class)
class IndexesTest {
    private static final String FILL = """
            with people as (
                insert into participant (channel, external_id) select 'scripted', 'old-' || n
                from generate_series(1, 5000) n returning id),
            talks as (
                insert into conversation (channel, thread, address)
                select 'scripted', 'old-' || n, 'old-' || n from generate_series(1, 5000) n returning id),
            questions as (
                insert into message (conversation_id, author, text, said_at, channel, external_id)
                select t.id, 'participant', 'old', now(), 'scripted', 'old-' || t.id || '-' || n
                from talks t, generate_series(1, 10) n returning id, conversation_id),
            events as (
                insert into inbox (channel, key, ordering_key, payload, received_at, state, done_at, message_id)
                select 'scripted', 'old-' || id, 'scripted:old-' || conversation_id, '', now(), 'done', now(), id
                from questions),
            verdicts as (
                insert into verdict (message_id, participant_id, vote, via, changed_at)
                select q.id, (select min(id) from people), 1, 'button', now() from questions q),
            votes as (
                insert into verdict_history (message_id, participant_id, vote, via, changed_at)
                select q.id, (select min(id) from people), 1, 'button', now() from questions q),
            reactions as (
                insert into reaction (message_id, participant_id, emoji, added_at)
                select q.id, (select min(id) from people), '👍', now() from questions q),
            tickets as (
                insert into ticket (conversation_id, message_id, reason, state, opened_at)
                select conversation_id, id, 'asked_for_person', 'resolved', now() from questions)
            insert into outbox (channel, ordering_key, address, message_id, part, action, payload, state, external_id, done_at)
            select 'scripted', 'scripted:old-' || conversation_id, 'old-' || conversation_id, id, 0, 'send', '', 'sent',
                   'sent-' || id, now() from questions""";
    private static final List<String> TABLES = List.of("participant", "conversation", "message", "inbox", "outbox",
            "verdict", "verdict_history", "reaction", "ticket");

    @Autowired
    ScriptedChannel channel;

    @Autowired
    InboundSink sink;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestDatabase database;

    @Autowired
    Tickets tickets;

    @Test
    void readsNoTableFromEndToEndOnAMessagesWay() {
        // Not the application's own connections, whose statements end after 4 seconds.
        database.jdbc().sql(FILL).update();
        database.jdbc().sql("analyze").update();
        Map<String, Long> before = rowsReadInSequence();

        for (int i = 0; i < 20; i++) {
            Script ann = new Script(channel, sink);
            String message = ann.say("How do I reset my password?");
            ann.edit(message, "What are your opening hours?");
            ann.say("I want to talk to a human please");
            await().atMost(Duration.ofSeconds(30)).until(() -> channel.transcript(ann.thread()).size() == 2);
            vote(ann);
            ann.delete(message);
            await().atMost(Duration.ofSeconds(30)).until(() -> channel.transcript(ann.thread()).size() == 2);
        }

        Map<String, Long> after = rowsReadInSequence();
        // A single full reading of a large table would be 5,000 rows or more.
        assertThat(TABLES).allSatisfy(
                table -> assertThat(after.getOrDefault(table, 0L) - before.getOrDefault(table, 0L)).as(table)
                        .isLessThan(5_000));
    }

    /** Votes by a button and by a reaction, and has a person answer. */
    private void vote(Script ann) {
        long answer = jdbc.sql("""
                select max(t.id) from message t join conversation c on c.id = t.conversation_id
                where c.channel = 'scripted' and c.thread = ? and c.state <> 'closed' and t.author = 'bot'""")
                .param(ann.thread())
                .query(Long.class).single();
        ann.press("vote", Long.toString(answer), "1");
        await().until(() -> sentAs(answer).isPresent());
        ann.react(sentAs(answer).orElseThrow(), "👎");
        await().atMost(Duration.ofSeconds(30)).until(() -> jdbc
                .sql("select count(*) from verdict_history where message_id = ?").param(answer).query(Integer.class)
                .single() == 2);
        long ticket = tickets.unresolved().stream().mapToLong(Ticket::id).max().orElseThrow();
        tickets.resolve(ticket, "Marta", null);
        await().atMost(Duration.ofSeconds(30)).until(() -> channel.transcript(ann.thread()).size() == 3);
    }

    private Optional<String> sentAs(long answer) {
        return jdbc.sql("select external_id from outbox where message_id = ? and external_id is not null").param(answer)
                .query(String.class).optional();
    }

    private Map<String, Long> rowsReadInSequence() {
        jdbc.sql("select pg_stat_force_next_flush()").query().listOfRows();
        return Map.copyOf(jdbc.sql("""
                select relname, seq_tup_read from pg_stat_user_tables where schemaname = current_schema()""")
                .query((row, n) -> Map.entry(row.getString(1), row.getLong(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
