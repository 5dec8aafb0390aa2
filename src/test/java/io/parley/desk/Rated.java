package io.parley.desk;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers that people or a model judge, as they are stored. */
final class Rated {
    /** The day with which this week begins, in UTC. */
    static final String MONDAY = "date_trunc('week', now() at time zone 'UTC')::date";

    private Rated() {}

    /** An answer that waits for people this week. */
    static long answer(JdbcClient jdbc, String asked) {
        long answer = jdbc.sql(
                """
                        with talk as (insert into conversation (channel, thread, address)
                                      values ('web', gen_random_uuid(), 'here') returning id),
                        who as (insert into participant (channel, external_id) values ('web', gen_random_uuid()) returning id),
                        earlier as (insert into message (conversation_id, channel, author, participant_id, text, said_at)
                                    select talk.id, 'web', 'participant', who.id, 'Hello there', now() from talk, who returning id),
                        asked as (insert into message (conversation_id, channel, author, participant_id, text, said_at)
                                  select talk.id, 'web', 'participant', who.id, :asked, now() from talk, who, earlier
                                  returning id, conversation_id)
                        insert into message (conversation_id, channel, author, text, said_at, source, confidence,
                            answers_message, answers_revision)
                        select conversation_id, 'web', 'bot', 'Said of: ' || :asked, now(), 'faq', 0.9, id, 0 from asked
                        returning id""")
                .param("asked", asked).query(Long.class).single();
        jdbc.sql("insert into judgement (message_id, judge, version, sampled_on, weight) values (?, 'people', '', "
                + MONDAY + ", 1)").param(answer).update();
        return answer;
    }

    /** So many answers with a label by a judge, each of which stands for others too. */
    static void labelled(JdbcClient jdbc, String judge, String label, int count, double weight) {
        for (int i = 0; i < count; i++) {
            label(jdbc, message(jdbc), judge, label, weight);
        }
    }

    /** So many answers with a label by the model and one by people. */
    static void both(JdbcClient jdbc, String model, String people, int count) {
        for (int i = 0; i < count; i++) {
            long message = message(jdbc);
            label(jdbc, message, "model", model, 1);
            label(jdbc, message, "people", people, 1);
        }
    }

    private static long message(JdbcClient jdbc) {
        return jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address)
                              values ('web', gen_random_uuid(), 'here') returning id)
                insert into message (conversation_id, channel, author, text, said_at, source)
                select id, 'web', 'bot', 'x', now(), 'faq' from talk returning id""").query(Long.class).single();
    }

    private static void label(JdbcClient jdbc, long message, String judge, String label, double weight) {
        jdbc.sql("""
                insert into judgement (message_id, judge, version, sampled_on, weight, label, judged_at)
                values (:message, :judge, case when :judge = 'model' then '1' else '' end,
                    (now() at time zone 'UTC')::date, :weight, :label, now())""").param("message", message)
                .param("judge", judge).param("weight", weight).param("label", label).update();
    }

    /** So many answers of which what happened next tells how they fitted. */
    static void next(JdbcClient jdbc, int relevant, int partly, int non) {
        jdbc.sql(
                """
                        insert into insight_day (day, channel, figure, count)
                        select (now() at time zone 'UTC')::date, 'web', figure, count
                        from (values ('next_relevant', :relevant), ('next_partly', :partly), ('next_non', :non)) v (figure, count)""")
                .param("relevant", relevant).param("partly", partly).param("non", non).update();
    }

    static void clear(JdbcClient jdbc) {
        jdbc.sql("delete from judgement").update();
        jdbc.sql("delete from insight_day").update();
    }
}
