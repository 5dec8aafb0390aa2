package io.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.email.thread.MailRows;
import io.parley.cluster.Pruning;
import io.parley.secrets.Pseudonyms;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Customers write each day for years, by a clock that is turned by hand, and retention runs each day: tables stop to grow. */
@Tag("hostile")
class YearsOfTrafficTest {
    private static final Instant BEGIN = Instant.parse("2030-01-01T12:00:00Z");
    /** The first day on which everything of the first day is gone, by the default settings. */
    private static final int FULL = 740;
    private static final int DAYS = 3 * 365;
    private static final int EVERY = 73;
    /** Sums of days stay for five years; a wish to get no mails for ever. */
    private static final List<String> GROWING = List.of("insight_day", "insight_language", "mail_suppression");

    /** A person who is new, one who comes back each day, an agent, a vote, a mail, what is learned of that, and an erasure. */
    private static final String A_DAY = """
            with new as (insert into participant (channel, external_id, name, seen_at)
                    select 'web', 'p' || :day || '-' || n, 'Ann', :at from generate_series(1, 4) n returning id),
                back as (insert into participant (channel, external_id, seen_at) values ('web', 'always', :at)
                    on conflict (channel, external_id) do update set seen_at = excluded.seen_at returning id),
                everybody as (select id from new union all select id from back),
                talk as (insert into conversation (channel, thread, address, state, opened_at)
                    select 'web', :day || '-' || id, 'a', 'closed', :at from everybody returning id, thread),
                placed as (select talk.id as talk, e.id as person from talk join everybody e
                    on talk.thread = :day || '-' || e.id),
                asked as (insert into message (conversation_id, author, participant_id, text, said_at, channel,
                        external_id)
                    select talk, 'participant', person, 'How do I?', :at, 'web', :day || '-' || person from placed
                    returning id, conversation_id, participant_id),
                told as (insert into message (conversation_id, author, text, said_at, channel, answers_message,
                        answers_revision, source)
                    select conversation_id, 'bot', 'So', :at, 'web', id, 0, 'faq' from asked
                    returning id, conversation_id, answers_message),
                voted as (insert into verdict (message_id, participant_id, vote, via, changed_at)
                    select told.id, asked.participant_id, 1, 'button', :at from told
                    join asked on asked.id = told.answers_message),
                history as (insert into verdict_history (message_id, participant_id, vote, via, changed_at)
                    select told.id, asked.participant_id, 1, 'button', :at from told
                    join asked on asked.id = told.answers_message),
                liked as (insert into reaction (message_id, participant_id, emoji, added_at)
                    select told.id, asked.participant_id, '+1', :at from told
                    join asked on asked.id = told.answers_message),
                got as (insert into inbox (channel, key, ordering_key, payload, received_at, state, done_at, message_id)
                    select 'web', 'k' || id, 'o' || id, '', :at, 'done', :at, id from asked),
                sent as (insert into outbox (channel, ordering_key, address, message_id, part, action, payload, state,
                        done_at, created_at)
                    select 'web', 'o' || id, 'a', id, 0, 'send', 'So', 'sent', :at, :at from told),
                led as (insert into ticket (conversation_id, message_id, reason, opened_at, state, resolved_at,
                        participant_id)
                    select conversation_id, id, 'policy', :at, 'resolved', :at, participant_id from asked
                    order by id limit 2 returning id, message_id, participant_id),
                happened as (insert into ticket_event (ticket_id, at, kind) select id, :at, 'resolved' from led),
                noted as (insert into ticket_note (ticket_id, key, agent, text, written_at)
                    select id, 'k', 'Kim', 'Called', :at from led),
                tagged as (insert into ticket_tag (ticket_id, tag, agent, added_at) select id, 'vip', 'Kim', :at from led),
                rated as (insert into csat (ticket_id, message_id, asked_at, score)
                    select led.id, told.id, :at, 5 from led join told on told.answers_message = led.message_id),
                drafted as (insert into suggestion (kind, similarity, differs, question, answer, ways, language, marks,
                        private_act, vector, made_at)
                    values ('new', 0, '{}', 'q', 'a', '{}', 'en', '{}', false, '', :at) returning id),
                source as (insert into suggestion_source (suggestion, ticket_id, message_id, participant_id, said_at)
                    select drafted.id, led.id, led.message_id, led.participant_id, :at from drafted, led),
                missed as (insert into gap_question (message_id, revision, voice, text, language, vector, why, asked_at)
                    select id, 0, '', 'q', 'en', '', 'missing_knowledge', :at from asked),
                went as (insert into episode (message_id, conversation_id, channel, began_at, day, outcome, counts)
                    select id, conversation_id, 'web', :at, :date, 'open', '{}' from asked),
                summed as (insert into insight_day values (:date, 'web', 'episodes', 5)),
                spoken as (insert into insight_language values (:date, 'web', 'en', 'episodes', 5)),
                answered as (insert into insight_entry values (:date, 'a', 5, 0, 0, 5, 0, 0, 5, 0, 0)),
                did as (insert into audit (at, deed, object) values (:at, 'signed_in', 'ann')),
                changed as (insert into setting_change (key, value, changed_by, changed_at)
                    values ('k', 'v', 'ann', :at)),
                used as (insert into usage_count (hour, kind, who, count) values (:at, 'ticket', 'a', 1)),
                wished as (insert into privacy_request (participant_id, asked_at, answers, since)
                    select id, :at, 1, :at from new),
                linked as (insert into export_link (hash, participant_id, made_at)
                    select sha256(convert_to(:day || '-' || id, 'UTF8')), id, :at from new),
                erased as (insert into erasure (participant_id, subject, asked_by, asked_at, done_at, step)
                    select min(id), '', 'Kim', :at, :at, 8 from new),
                thread as (insert into mail_thread (thread, mailbox, person, subject_key, seen_at)
                    values ('t' || :day, 'main', 'ann', '', :at))
            insert into mail_link_used (link, used_at) values ('l' || :day, :at)""";

    private Instant now = BEGIN;

    @Test
    @Timeout(600)
    void noTableGrowsForEver() {
        Map<Integer, Map<String, Long>> sizes = new LinkedHashMap<>();
        try (TestDatabase database = TestDatabase.migrated()) {
            Pruning pruning = new Pruning(database.jdbc(), database.transactionManager());
            RetentionSettings settings = new RetentionSettings(Duration.ofDays(7), Duration.ofDays(28),
                    Duration.ofDays(90), Duration.ofDays(400), Duration.ofDays(730));
            Retention retention = new Retention(pruning,
                    new OldConversations(database.jdbc(), database.transactionManager()), settings, () -> now);
            MailRows mails = new MailRows(database.jdbc(), pruning, new Pseudonyms(database.jdbc()));
            for (int day = 1; day <= DAYS; day++) {
                now = BEGIN.plus(Duration.ofDays(day));
                database.jdbc().sql(A_DAY).param("day", day).param("at", now.atOffset(ZoneOffset.UTC))
                        .param("date", now.atOffset(ZoneOffset.UTC).toLocalDate()).update();
                // As Insights does within a minute.
                database.jdbc().sql("delete from episode_due").update();
                retention.run();
                mails.forget(now, Duration.ofDays(400));
                if (day % EVERY == 0) {
                    sizes.put(day, sizes(database));
                }
            }
            print(sizes);
            Map<String, Long> full = sizes.entrySet().stream().filter(one -> one.getKey() >= FULL).findFirst()
                    .orElseThrow().getValue();
            Map<String, Long> last = Objects.requireNonNull(sizes.get(DAYS));
            assertThat(last).containsKeys("message", "conversation", "participant", "ticket", "verdict", "episode",
                    "suggestion", "erasure", "mail_thread");
            last.forEach((table, rows) -> assertThat(GROWING.contains(table) ? 0 : rows).as(table)
                    .isLessThanOrEqualTo(full.getOrDefault(table, 0L) + 5));
            assertThat(last.get("message")).isLessThanOrEqualTo(732 * 10);
            assertThat(last.get("participant")).isLessThanOrEqualTo(732 * 4 + 1);
        }
    }

    /** The rows of each table in which there are some. */
    private static Map<String, Long> sizes(TestDatabase database) {
        Map<String, Long> sizes = new TreeMap<>();
        database.jdbc().sql("""
                select table_name from information_schema.tables
                where table_schema = current_schema() and table_type = 'BASE TABLE'""").query(String.class).list()
                .forEach(table -> sizes.put(table,
                        database.jdbc().sql("select count(*) from " + table).query(Long.class).single()));
        sizes.values().removeIf(rows -> rows == 0);
        return sizes;
    }

    private static void print(Map<Integer, Map<String, Long>> sizes) {
        System.out.printf("%-18s%s%n", "rows after days",
                sizes.keySet().stream().map("%7d"::formatted).collect(Collectors.joining()));
        sizes.values().stream().flatMap(one -> one.keySet().stream()).distinct().sorted()
                .forEach(table -> System.out.printf("%-18s%s%n", table, sizes.values().stream()
                        .map(one -> "%7d".formatted(one.getOrDefault(table, 0L))).collect(Collectors.joining())));
    }
}
