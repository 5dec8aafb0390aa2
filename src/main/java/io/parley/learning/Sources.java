package io.parley.learning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads from conversations, verdicts and tickets which question was answered by which entry. */
@Repository
class Sources {
    /**
     * Answers from the FAQ with what was asked: not a choice's wording but the words that led to the choices. An answer to
     * what was edited since is left out, as the words that it answered are gone.
     */
    private static final String ANSWERED = """
            select a.id as answer, a.faq_id as entry, coalesce(before.text, q.text) as text,
                   coalesce(before.id, q.id) as turn
            from turn a
            join turn q on q.id = a.answers_turn and q.revision = a.answers_revision
            left join lateral (
                select asked.id, asked.text from turn offered join turn asked on asked.id = offered.answers_turn
                where q.chosen_faq is not null and offered.conversation_id = q.conversation_id and offered.id < q.id
                    and offered.source = 'choices'
                order by offered.id desc limit 1) before on true
            where a.source = 'faq' and a.faq_id is not null and q.wish is null and q.deleted_at is null\s""";

    private final JdbcClient jdbc;

    Sources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A question, the turn in which it was asked, and the entry that was its answer. */
    record Answered(String entry, String text, long turn) {}

    /** A question and the turn in which it was asked. */
    record Asked(String text, long turn) {}

    /** A person's verdict on an answer to a question. */
    record Said(String text, long turn, int vote, Instant at) {}

    /** What an answer was the answer to; empty when it is not the FAQ's. */
    Optional<Answered> answered(long answer) {
        return jdbc.sql(ANSWERED + "and a.id = ?").param(answer)
                .query((row, n) -> new Answered(row.getString("entry"), row.getString("text"), row.getLong("turn")))
                .optional();
    }

    /** All that a person said of answers from an entry, the newest first. */
    List<Said> said(long participant, String entry) {
        return jdbc.sql("select answered.*, v.vote, v.changed_at from (" + ANSWERED + """
                and a.faq_id = ?) answered
                join verdict v on v.turn_id = answered.answer and v.participant_id = ?
                order by v.changed_at desc, v.turn_id desc""").param(entry).param(participant)
                .query((row, n) -> new Said(row.getString("text"), row.getLong("turn"), row.getInt("vote"),
                        instant(row, "changed_at")))
                .list();
    }

    private static final String ASKED_BEFORE = """
            select q.id, q.text from turn q
            where q.conversation_id = t.conversation_id and q.author = 'participant' and q.id <= t.turn_id
                and q.wish is null and q.text <> '' and (t.reason <> 'asked_for_person' or q.id < t.turn_id)
                and q.deleted_at is null and q.said_at > t.opened_at - interval '1 hour'
            order by q.id desc limit 1""";

    /** A question that nobody but an agent answered, and what the agent wrote. */
    record Told(String question, String answer) {}

    /** What agents wrote to customers whose tickets were resolved after this moment without an entry. */
    List<Told> toldSince(Instant then) {
        return jdbc.sql("""
                select q.text as question, string_agg(a.text, E'\n\n' order by a.id) as answer
                from ticket t cross join lateral (""" + ASKED_BEFORE + """
                ) q join turn a on a.conversation_id = t.conversation_id and a.author = 'agent'
                    and a.said_at between t.opened_at and t.resolved_at
                where t.state = 'resolved' and t.resolved_at > ?
                    and not exists (select from lesson_vote v where v.turn = q.id and v.said = 'named')
                group by t.id, q.text order by t.id""").param(Timestamp.from(then))
                .query((row, n) -> new Told(row.getString("question"), row.getString("answer"))).list();
    }

    /** The question because of which a ticket was opened; who asks for a person asked something else before. */
    Optional<Asked> askedBefore(long ticket) {
        return jdbc.sql("select q.id, q.text from ticket t cross join lateral (" + ASKED_BEFORE + ") q where t.id = ?")
                .param(ticket)
                .query((row, n) -> new Asked(row.getString("text"), row.getLong("id"))).optional();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
