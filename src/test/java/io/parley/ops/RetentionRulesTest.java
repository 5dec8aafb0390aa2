package io.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.cluster.Pruning;
import io.parley.plans.FullTables;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** No table grows for ever without a reason. */
class RetentionRulesTest {
    private static final Duration LONG = Duration.ofDays(6 * 366);

    /** Tables that other rooms clear, with what does it. */
    private static final Map<String, String> CLEARED_ELSEWHERE = Map.ofEntries(
            Map.entry("desk_session", "Spring Session, once it is over"),
            Map.entry("desk_session_attributes", "with its session"),
            Map.entry("instance", "Heartbeat, once the instance is gone"),
            Map.entry("episode_due", "EpisodeRows.takeChanged, once it is looked at"),
            Map.entry("gap", "GapRows, once it has no question"),
            Map.entry("lesson", "LessonRows, once nobody says so any more"),
            Map.entry("lesson_vote", "LessonRows, with its message's words"),
            Map.entry("regression_case", "RegressionCases, which keeps a number of them"),
            Map.entry("refit", "Retention, but for the last hundred"),
            Map.entry("refit_lesson", "RefitRows, which keeps those of the last versions"),
            Map.entry("entry_version", "EntryVersions, which keeps a hundred of each entry"),
            Map.entry("web_message", "WebMessages, a week after it was sent"),
            Map.entry("web_session", "WebSessions, 90 days after the last visit"),
            Map.entry("mail_in", "MailRows.forget"), Map.entry("mail_out", "MailRows.forget"),
            Map.entry("mail_thread", "MailRows.forget"), Map.entry("mail_question", "MailRows.forget"),
            Map.entry("mail_link_used", "MailRows.forget"),
            Map.entry("mail_copy", "SentCopies, once it lies in its folder"),
            Map.entry("mail_try", "MailRows, once its mail is read"));

    /** Tables that stay, with the reason. */
    private static final Map<String, String> STAYS = Map.ofEntries(
            Map.entry("agent", "until somebody removes the account"),
            Map.entry("agent_contact", "one row of each agent"),
            Map.entry("api_key", "until somebody revokes and removes it"),
            Map.entry("setting", "one row of each setting"),
            Map.entry("faq_entry", "the shop's words"), Map.entry("faq_phrasing", "the shop's words"),
            Map.entry("faq_manner", "the shop's words"), Map.entry("faq_change", "one row"),
            Map.entry("gap_progress", "one row"), Map.entry("erasure_key", "one row"),
            Map.entry("mail_key", "one row"), Map.entry("web_key", "one row"),
            Map.entry("mail_folder", "one row of each mailbox"),
            Map.entry("mail_suppression", "a person's wish, until they take it back"),
            Map.entry("past_answer", "a digest of each conversation that was learned from"),
            Map.entry("faq_contradiction", "found anew each night, a thousand rows at most"),
            Map.entry("faq_both_right", "what somebody decided on two entries, until one of both goes"),
            Map.entry("faq_review_told", "one row of each entry"),
            Map.entry("scheduled_tasks", "one row of each task"),
            Map.entry("flyway_schema_history", "one row of each version"));

    @Test
    void eachTableHasARuleOrAReasonToStay() {
        try (TestDatabase database = TestDatabase.migrated()) {
            JdbcClient jdbc = database.jdbc();
            new FullTables(database, 40).fill();
            jdbc.sql("update conversation set state = 'closed'").update();
            Map<String, Integer> before = sizes(jdbc);

            RetentionSettings settings = new RetentionSettings(Duration.ofDays(7), Duration.ofDays(28),
                    Duration.ofDays(90), Duration.ofDays(400), Duration.ofDays(730));
            Retention retention = new Retention(new Pruning(jdbc, database.transactionManager()),
                    new OldConversations(jdbc, database.transactionManager()), settings,
                    InstantSource.fixed(Instant.now().plus(LONG)));
            retention.run();

            Map<String, Integer> after = sizes(jdbc);
            TreeSet<String> ruled = after.keySet().stream()
                    .filter(table -> before.getOrDefault(table, 0) > 1 && after.getOrDefault(table, 0) == 0)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(ruled).contains("message", "conversation", "participant", "ticket", "inbox", "outbox", "audit");
            ruled.addAll(CLEARED_ELSEWHERE.keySet());
            ruled.addAll(STAYS.keySet());
            assertThat(ruled).as("tables with a rule").containsExactlyElementsOf(new TreeSet<>(after.keySet()));
        }
    }

    /** The page on privacy says of each of them how long it is kept, unless nobody's data is in it. */
    @Test
    void thePageOnPrivacyNamesEachTableThatHoldsWhatPeopleSaid() throws IOException {
        String page = Files.readString(Path.of("docs/privacy.md"));
        try (TestDatabase database = TestDatabase.migrated()) {
            List<String> ofPeople = database.jdbc().sql("""
                    select distinct c.table_name from information_schema.columns c
                    join information_schema.tables t using (table_schema, table_name)
                    where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
                        and c.column_name in ('participant_id', 'person', 'text', 'payload', 'comment', 'sender',
                            'recipient', 'external_id')""").query(String.class).list();
            assertThat(ofPeople).hasSizeGreaterThan(15)
                    .allSatisfy(table -> assertThat(page).contains("`" + table + "`"));
        }
    }

    private static Map<String, Integer> sizes(JdbcClient jdbc) {
        return jdbc.sql("""
                select table_name from information_schema.tables
                where table_schema = current_schema() and table_type = 'BASE TABLE'""").query(String.class).list()
                .stream().collect(Collectors.toMap(table -> table,
                        table -> jdbc.sql("select count(*) from " + table).query(Integer.class).single()));
    }
}
