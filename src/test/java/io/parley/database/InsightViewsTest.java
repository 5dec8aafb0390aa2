package io.parley.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.support.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class InsightViewsTest {
    private static final List<String> VIEWS = List.of("agreement", "answer", "episode", "gap", "learning",
            "model_usage", "relevancy", "ticket", "vote");

    @Test
    void theRoleReadsTheViewsAndNoTable() {
        try (TestDatabase database = TestDatabase.migrated()) {
            JdbcClient jdbc = database.jdbc();

            assertThat(jdbc
                    .sql("""
                            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                            where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
                                and has_any_column_privilege('parley_insight', c.oid, 'select, insert, update') order by 1""")
                    .query(String.class).list()).isEqualTo(VIEWS.stream().map("insight."::concat).toList());
            assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> asReader(database, "message"))
                    .withStackTraceContaining("permission denied for table message");
        }
    }

    @Test
    void noViewShowsAnybodysWordsNamesOrAddresses() {
        try (TestDatabase database = TestDatabase.migrated()) {
            converse(database.jdbc());

            assertThat(asReader(database, "insight.answer")).singleElement().asString()
                    .contains("web", "parcel-late", "some-model", "7");
            judge(database.jdbc());
            lack(database.jdbc());
            assertThat(VIEWS).allSatisfy(view -> assertThat(asReader(database, "insight." + view)).isNotEmpty()
                    .allSatisfy(row -> assertThat(row).doesNotContainIgnoringCase("needle")));
        }
    }

    @Test
    void anOwnerWhoMayNotMakeRolesMigratesAndTheRoleIsMadeByHand(@TempDir Path directory) {
        try (EmbeddedDatabase database = EmbeddedDatabase.own(new DataDirectory(directory.resolve("data")))) {
            DatabaseSettings.Roles roles = database.owningRole();
            JdbcClient owner = jdbc(database.getJdbcUrl(), Objects.requireNonNull(roles.migrationUsername()),
                    Objects.requireNonNull(roles.migrationPassword()));
            owner.sql("create role humble login password 'x'").update();
            owner.sql("create database humble owner humble").update();
            String url = database.getJdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/humble$1");

            Flyway.configure().dataSource(url, "humble", "x").locations("classpath:db/migration").load().migrate();

            JdbcClient humble = jdbc(url, "humble", "x");
            assertThat(owner.sql("select to_regrole('parley_insight') is null").query(Boolean.class).single()).isTrue();
            owner.sql("create role parley_insight nologin").update();
            humble.sql("grant usage on schema insight to parley_insight").update();
            humble.sql("grant select on all tables in schema insight to parley_insight").update();
            assertThat(humble.sql("select has_table_privilege('parley_insight', 'insight.answer', 'select')")
                    .query(Boolean.class).single()).isTrue();
        }
    }

    /** A customer, an answer, a vote, a ticket and an episode, each with all that could be told of a person. */
    static void converse(JdbcClient jdbc) {
        jdbc.sql("insert into conversation (channel, thread, address) values ('web', 'needle', 'needle@example.org')")
                .update();
        jdbc.sql("""
                insert into participant (channel, external_id, name) values ('web', 'needle', 'Ann Needle')""")
                .update();
        jdbc.sql("""
                insert into message (conversation_id, author, participant_id, text, said_at, channel)
                select c.id, 'participant', p.id, 'I am Ann Needle, write to needle@example.org', now(), 'web'
                from conversation c, participant p""").update();
        jdbc.sql(
                """
                        insert into message (conversation_id, author, text, said_at, channel, answers_message, answers_revision,
                            source, confidence, faq_id, model, tokens_in, tokens_out, millis)
                        select conversation_id, 'bot', 'Dear Ann Needle', now(), 'web', id, 0, 'faq', 0.9, 'parcel-late', 'some-model',
                            10, 20, 30 from message""")
                .update();
        jdbc.sql("""
                insert into verdict (message_id, participant_id, vote, via, comment, changed_at)
                select m.id, p.id, 1, 'web', 'needle', now() from message m, participant p where m.author = 'bot'""")
                .update();
        jdbc.sql("""
                insert into ticket (conversation_id, message_id, reason, opened_at, taken_by)
                select conversation_id, id, 'policy', now(), 'needle' from message where author = 'participant'""")
                .update();
        jdbc.sql("""
                insert into episode (message_id, conversation_id, channel, began_at, day, outcome, counts)
                select id, conversation_id, 'web', now(), current_date, 'open', '{}' from message
                where author = 'participant'""").update();
    }

    /** Sixty more answers, votes on three of four, labels of all by people and a model, what happened next, what models cost. */
    static void judge(JdbcClient jdbc) {
        jdbc.sql("""
                with asked as (
                    insert into message (conversation_id, author, participant_id, text, said_at, channel)
                    select conversation_id, 'participant', participant_id, 'Needle ' || n, now(), 'web'
                    from message, generate_series(1, 60) n where author = 'participant' returning id, conversation_id)
                insert into message (conversation_id, author, text, said_at, channel, answers_message, answers_revision,
                    source, confidence, faq_id, model, tokens_in, tokens_out, millis)
                select conversation_id, 'bot', 'Dear Ann Needle', now(), 'web', id, 0, 'faq', 0.9, 'parcel-late',
                    'some-model', 10, 20, 30 from asked""").update();
        jdbc.sql(
                """
                        insert into verdict (message_id, participant_id, vote, via, changed_at)
                        select m.id, p.id, case when m.n % 4 = 0 then 0 when m.n % 4 = 1 then -1 else 1 end, 'web', now()
                        from (select id, row_number() over (order by id) - 1 as n from message where author = 'bot') m, participant p
                        on conflict do nothing""")
                .update();
        label(jdbc, "people", "", 2, "RELEVANT");
        label(jdbc, "model", "old", 3, "NON_RELEVANT");
        label(jdbc, "model", "new", 3, "RELEVANT");
        jdbc.sql("""
                insert into insight_day select current_date, 'web', figure, count from (values
                    ('next_relevant', 30), ('next_partly', 20), ('next_non', 50)) n (figure, count)""").update();
        jdbc.sql("""
                insert into model_usage select current_date, 'some-model', purpose, 2, 3000, 400, 5000
                from (values ('answer'), ('judge')) n (purpose)""").update();
    }

    /** Labels all answers: each whose number among them can be divided so is in part right. */
    private static void label(JdbcClient jdbc, String judge, String version, int every, String otherwise) {
        jdbc.sql("""
                insert into judgement (message_id, judge, version, sampled_on, weight, label, why, agent, judged_at)
                select id, :judge, :version, current_date - case when :version = 'old' then 1 else 0 end, 2,
                    case when row_number() over (order by id) % :every = 0 then 'PARTLY_RELEVANT' else :otherwise end,
                    'needle', 'needle', now() from message where author = 'bot'""").param("judge", judge)
                .param("version", version).param("every", every).param("otherwise", otherwise).update();
    }

    /** Four who asked for what the FAQ lacks, and suggestions in each state. */
    static void lack(JdbcClient jdbc) {
        jdbc.sql("insert into gap (made_at) values (now())").update();
        jdbc.sql(
                """
                        insert into gap_question (message_id, revision, voice, text, language, vector, why, asked_at, gap, place)
                        select m.id, 0, m.id::text::bytea, 'needle', 'en', '', 'missing_knowledge', now(), g.id,
                            row_number() over (order by m.id)
                        from gap g, (select id from message where author = 'participant' order by id limit 4) m""")
                .update();
        jdbc.sql(
                """
                        insert into suggestion (kind, state, similarity, differs, question, answer, ways, language, marks,
                            private_act, vector, made_at, decided_at, decided_by, reason)
                        select 'new', state, 0, '{}', 'needle', 'needle', '{}', 'en', '{}', false, '', now(), now(), 'needle', 'needle'
                        from (values ('published'), ('attached'), ('dismissed')) n (state)""")
                .update();
    }

    private static List<String> asReader(TestDatabase database, String relation) {
        return database.transactions().execute(status -> {
            database.jdbc().sql("set local role parley_insight").update();
            return database.jdbc().sql("select to_jsonb(r)::text from " + relation + " r").query(String.class).list();
        });
    }

    private static JdbcClient jdbc(String url, String user, String password) {
        return JdbcClient.create(new DriverManagerDataSource(url, user, password));
    }
}
