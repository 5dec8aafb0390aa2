package io.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.cluster.Pruning;
import io.parley.support.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final Instant NOW = Instant.parse("2030-01-31T12:00:00Z");

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void clear() {
        database.clear();
    }

    @Test
    void clearsAwayWhatWasUnderstoodAWeekAgoAndNothingElse() {
        store("understood long ago", "done", Duration.ofDays(8));
        store("understood lately", "done", Duration.ofDays(6));
        store("given up long ago", "dead_letter", Duration.ofDays(8));
        store("given up very long ago", "dead_letter", Duration.ofDays(29));
        store("waits since long", "ready", Duration.ofDays(90));

        assertThat(run()).isEqualTo(2);
        assertThat(database.jdbc().sql("select key from inbox order by key").query(String.class).list())
                .containsExactly("given up long ago", "understood lately", "waits since long");
    }

    @Test
    void clearsAwayTheReceiptsOfAQuarterAgoAndNothingElse() {
        send("sent long ago", "sent", Duration.ofDays(91), null);
        send("sent lately", "sent", Duration.ofDays(89), null);
        send("superseded long ago", "superseded", Duration.ofDays(91), null);
        send("given up a month ago", "dead_letter", Duration.ofDays(29), null);
        send("given up lately", "dead_letter", Duration.ofDays(27), null);
        send("waits since long", "ready", Duration.ofDays(400), null);

        assertThat(run()).isEqualTo(3);
        assertThat(payloads()).containsExactly("given up lately", "sent lately", "waits since long");
    }

    @Test
    void clearsAwayWhatWasReplacedBeforeWhatReplacedIt() {
        long first = send("first answer", "sent", Duration.ofDays(91), null);
        send("corrected answer", "sent", Duration.ofDays(89), first);

        assertThat(run()).isEqualTo(1);
        assertThat(payloads()).containsExactly("corrected answer");
    }

    @Test
    void clearsAwayMoreThanOneBatch() {
        database.jdbc().sql("""
                insert into inbox (channel, key, ordering_key, payload, received_at, state, done_at)
                select 'web', 'old-' || n, 'old', '', :at, 'done', :at from generate_series(1, 12000) n""")
                .param("at", NOW.minus(Duration.ofDays(30)).atOffset(ZoneOffset.UTC)).update();

        assertThat(run()).isEqualTo(12_000);
    }

    /** A deletion looks up each row that refers to what is deleted. */
    @Test
    void hasAnIndexForEachForeignKey() {
        assertThat(database.jdbc().sql("""
                select conrelid::regclass || ' ' || conname from pg_constraint c
                where contype = 'f' and not exists (
                    select from pg_index i where i.indrelid = c.conrelid
                        and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)
                order by 1""").query(String.class).list()).isEmpty();
    }

    @Test
    void remembersWhoDidWhatForALimitedTime() {
        database.jdbc().sql(
                "insert into audit (at, deed, object) values (?, 'signed_in', 'long ago'), (?, 'signed_in', 'lately')")
                .param(Timestamp.from(NOW.minus(Duration.ofDays(401))))
                .param(Timestamp.from(NOW.minus(Duration.ofDays(399))))
                .update();
        run();
        assertThat(database.jdbc().sql("select object from audit").query(String.class).list())
                .containsExactly("lately");
    }

    @Test
    void forgetsWhoLookedAtTicketsWhatNobodySentAndWhatWasReadLongAgo() {
        for (Duration age : List.of(Duration.ofMinutes(59), Duration.ofMinutes(61), Duration.ofDays(29),
                Duration.ofDays(31), Duration.ofDays(89), Duration.ofDays(91))) {
            lookedAt(age);
        }

        run();

        assertThat(left("ticket_presence")).isEqualTo(1);
        assertThat(left("reply_draft")).isEqualTo(3);
        assertThat(left("entry_draft")).isEqualTo(3);
        assertThat(left("ticket_seen")).isEqualTo(5);
    }

    @Test
    void keepsForAsLongAsTheAuditWhoWasToldOfAWrongAnswer() {
        for (int days : List.of(399, 401)) {
            database.jdbc().sql("""
                    with entry as (insert into faq_entry (id, question, state, change)
                                       values ('e' || :days, 'q', 'draft', 1) returning id),
                         talk as (insert into conversation (channel, thread, address, opened_at)
                                      values ('web', gen_random_uuid()::text, 'a', :at) returning id),
                         made as (insert into correction (entry, revision, wrong, since, made_at)
                                      select id, 2, '{1}', :at, :at from entry returning id)
                    insert into correction_sent (correction, conversation_id, state, at)
                    select made.id, talk.id, 'due', :at from made, talk""").param("days", days)
                    .param("at", NOW.minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC)).update();
        }

        run();

        assertThat(left("correction")).isEqualTo(1);
        assertThat(left("correction_sent")).isEqualTo(1);
    }

    @Test
    void countsWhatGotNoAnswerForAMonth() {
        for (int days : List.of(29, 31)) {
            database.jdbc().sql("""
                    with talk as (insert into conversation (channel, thread, address)
                                      values ('web', gen_random_uuid()::text, 'a') returning id),
                         said as (insert into message (conversation_id, author, text, said_at, channel)
                                      select id, 'participant', '', :at, 'web' from talk returning id)
                    insert into gap_question (message_id, revision, voice, text, language, vector, why, asked_at)
                    select id, 0, '', '', 'en', '', 'missing_knowledge', :at from said""")
                    .param("at", NOW.minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC)).update();
        }

        run();

        assertThat(left("gap_question")).isEqualTo(1);
    }

    @Test
    void keepsEpisodesForAYearAndTheSumsOfDaysForFive() {
        for (int days : List.of(399, 401, 1829, 1832)) {
            database.jdbc()
                    .sql("""
                            with talk as (insert into conversation (channel, thread, address)
                                              values ('web', gen_random_uuid()::text, 'a') returning id),
                                 said as (insert into message (conversation_id, author, text, said_at, channel)
                                              select id, 'participant', '', :at, 'web' from talk returning id, conversation_id),
                                 went as (insert into episode (message_id, conversation_id, channel, began_at, day, outcome, counts)
                                              select id, conversation_id, 'web', :at, :day, 'open', '{}' from said),
                                 spoken as (insert into insight_language values (:day, 'web', 'en', 'episodes', 1)),
                                 answered as (insert into insight_entry values (:day, 'a', 1, 0, 0, 1, 1, 0, 0, 0, 0))
                            insert into insight_day values (:day, 'web', 'episodes', 1)""")
                    .param("at", NOW.minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC))
                    .param("day", NOW.minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC).toLocalDate()).update();
        }

        run();

        assertThat(left("episode")).isEqualTo(1);
        assertThat(left("insight_entry")).isEqualTo(1);
        assertThat(left("insight_day")).isEqualTo(3);
        assertThat(left("insight_language")).isEqualTo(3);
    }

    @Test
    void whatWasSaidTwoYearsAgoGoesUnlessAnOpenTicketNeedsIt() {
        talk("long ago", Duration.ofDays(731), "closed", "resolved");
        talk("lately", Duration.ofDays(729), "closed", "resolved");
        talk("waits since long", Duration.ofDays(731), "waiting", "waiting");

        run();

        for (String column : List.of("text from message where author = 'participant'", "thread from conversation",
                "external_id from participant", "reason || c.thread from ticket t join conversation c"
                        + " on c.id = t.conversation_id")) {
            assertThat(database.jdbc().sql("select " + column + " order by 1").query(String.class).list()).as(column)
                    .map(one -> one.replaceFirst("^policy", "")).containsExactly("lately", "waits since long");
        }
        assertThat(left("verdict")).isEqualTo(2);
        assertThat(left("verdict_history")).isEqualTo(2);
    }

    @Test
    void whoStillWritesLosesOnlyWhatTheySaidLongAgo() {
        talk("ann", Duration.ofDays(731), "closed", "resolved");
        database.jdbc()
                .sql("""
                        with talk as (insert into conversation (channel, thread, address) values ('web', 'new', 'a') returning id)
                        insert into message (conversation_id, author, participant_id, text, said_at, channel)
                        select talk.id, 'participant', p.id, 'hello again', :at, 'web' from talk, participant p""")
                .param("at", NOW.atOffset(ZoneOffset.UTC)).update();

        run();

        assertThat(database.jdbc().sql("select text from message").query(String.class).list())
                .containsExactly("hello again");
        assertThat(left("participant")).isEqualTo(1);
    }

    @Test
    void whoVotedAfterTheirLastMessageGoesLater() {
        talk("ann", Duration.ofDays(731), "closed", "resolved");
        database.jdbc().sql("update participant set seen_at = :at")
                .param("at", NOW.minus(Duration.ofDays(729)).atOffset(ZoneOffset.UTC)).update();
        database.jdbc().sql("update conversation set opened_at = :at")
                .param("at", NOW.minus(Duration.ofDays(729)).atOffset(ZoneOffset.UTC)).update();

        run();
        assertThat(left("message")).isZero();
        assertThat(left("participant") + left("conversation")).isEqualTo(2);

        run(NOW.plus(Duration.ofDays(2)));
        assertThat(left("participant") + left("conversation")).isZero();
    }

    @Test
    void whoOnlyVotedGoesWithTheMessageThatTheyVotedOn() {
        talk("ann", Duration.ofDays(731), "closed", "resolved");
        database.jdbc().sql("""
                with voter as (insert into participant (channel, external_id, seen_at) values ('web', 'bob', :at)
                        returning id)
                insert into verdict (message_id, participant_id, vote, via, changed_at)
                select m.id, voter.id, -1, 'button', :at from voter, message m where m.author = 'bot'""")
                .param("at", NOW.minus(Duration.ofDays(731)).atOffset(ZoneOffset.UTC)).update();

        run();

        assertThat(left("participant")).isZero();
    }

    @Test
    void peopleAreLookedAtInBlocksOfIds() {
        database.jdbc().sql("""
                insert into participant (channel, external_id, seen_at)
                select 'web', n, case when n % 2001 = 0 then cast(:now as timestamptz) else :at end
                from generate_series(1, 4500) n""").param("now", NOW.atOffset(ZoneOffset.UTC))
                .param("at", NOW.minus(Duration.ofDays(731)).atOffset(ZoneOffset.UTC)).update();

        run();

        assertThat(database.jdbc().sql("select external_id from participant order by id").query(String.class).list())
                .containsExactly("2001", "4002");
    }

    /** Somebody asked some time ago, got an answer, and voted on it; a ticket came of it. */
    private static void talk(String name, Duration age, String state, String ticket) {
        database.jdbc().sql("""
                with person as (insert into participant (channel, external_id, seen_at)
                                    values ('web', :name, :at) returning id),
                     talk as (insert into conversation (channel, thread, address, state, opened_at)
                                  values ('web', :name, 'a', :state, :at) returning id),
                     asked as (insert into message (conversation_id, author, participant_id, text, said_at, channel)
                                  select talk.id, 'participant', person.id, :name, :at, 'web' from talk, person
                                  returning id),
                     told as (insert into message (conversation_id, author, text, said_at, channel, answers_message,
                                  answers_revision)
                                  select talk.id, 'bot', '', :at, 'web', asked.id, 0 from talk, asked returning id),
                     led as (insert into ticket (conversation_id, message_id, reason, opened_at, state, resolved_at,
                                  participant_id)
                                  select talk.id, asked.id, 'policy', :at, :ticket,
                                      case when :ticket = 'resolved' then cast(:at as timestamptz) end, person.id
                                  from talk, asked, person),
                     said as (insert into verdict_history (message_id, participant_id, vote, via, changed_at)
                                  select told.id, person.id, 1, 'button', :at from told, person)
                insert into verdict (message_id, participant_id, vote, via, changed_at)
                select told.id, person.id, 1, 'button', :at from told, person""").param("name", name)
                .param("at", NOW.minus(age).atOffset(ZoneOffset.UTC)).param("state", state).param("ticket", ticket)
                .update();
    }

    private static int left(String table) {
        return database.jdbc().sql("select count(*) from " + table).query(Integer.class).single();
    }

    /** A ticket that an agent looked at, read and wrote a reply to some time ago. */
    private static void lookedAt(Duration age) {
        database.jdbc().sql("""
                with talk as (insert into conversation (channel, thread, address)
                                  values ('web', gen_random_uuid()::text, 'a') returning id),
                     what as (insert into ticket (conversation_id, reason, opened_at)
                                  select id, 'policy', now() from talk returning id),
                     who as (insert into agent (login, name, role)
                                 values (gen_random_uuid()::text, gen_random_uuid()::text, 'agent') returning id),
                     wrote as (insert into entry_draft (agent_id, key, revision, fields, saved_at)
                                 select who.id, 'k', 0, '{}', :at from who),
                     looked as (insert into ticket_presence select what.id, who.id, :at from what, who),
                     read as (insert into ticket_seen select what.id, who.id, 0, :at from what, who)
                insert into reply_draft select what.id, who.id, 'reply', 'k', 'Dear', :at from what, who""")
                .param("at", NOW.minus(age).atOffset(ZoneOffset.UTC)).update();
    }

    @Test
    void refusesToForgetBeforeServicesStopDeliveringAgain() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new RetentionSettings(Duration.ofMinutes(5), Duration.ofDays(28), Duration.ofDays(90),
                                Duration.ofDays(400), Duration.ofDays(730)))
                .withMessageContaining("parley.retention.raw-events");
    }

    private static int run() {
        return run(NOW);
    }

    private static int run(Instant now) {
        RetentionSettings settings = new RetentionSettings(Duration.ofDays(7), Duration.ofDays(28),
                Duration.ofDays(90), Duration.ofDays(400), Duration.ofDays(730));
        return new Retention(new Pruning(database.jdbc(), database.transactionManager()),
                new OldConversations(database.jdbc(), database.transactionManager()), settings,
                InstantSource.fixed(now)).run();
    }

    private static List<String> payloads() {
        return database.jdbc().sql("select payload from outbox order by payload").query(String.class).list();
    }

    private static long send(String payload, String state, Duration age, @Nullable Long replaces) {
        return database.jdbc()
                .sql("""
                        with talk as (
                            insert into conversation (channel, thread, address) values ('web', :payload, 'ann') returning id),
                        said as (
                            insert into message (conversation_id, author, text, said_at, channel)
                            select id, 'bot', '', now(), 'web' from talk returning id)
                        insert into outbox (channel, ordering_key, address, message_id, part, action, payload, state, done_at, replaces)
                        select 'web', :payload, 'ann', id, 0, 'send', :payload, :state, :at, :replaces from said returning id""")
                .param("payload", payload).param("state", state).param("replaces", replaces)
                .param("at", NOW.minus(age).atOffset(ZoneOffset.UTC)).query(Long.class).single();
    }

    private static void store(String key, String state, Duration age) {
        database.jdbc()
                .sql("""
                        insert into inbox (channel, key, ordering_key, payload, received_at, state, done_at)
                        values ('web', :key, :key, '', :at, :state, :at)""")
                .param("key", key)
                .param("state", state)
                .param("at", NOW.minus(age).atOffset(ZoneOffset.UTC))
                .update();
    }
}
