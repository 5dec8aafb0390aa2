package io.parley.handover.survey;

import io.parley.channel.Person;
import io.parley.channel.ThreadKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What customers were asked and said about tickets, as rows. */
@Repository
class SurveyRows {
    /** The customer whose ticket it is, where it was asked. */
    private static final String ASKED = """
            select s.ticket_id, t.conversation_id, s.score is null as first
            from csat s join ticket t on t.id = s.ticket_id join conversation c on c.id = t.conversation_id
            join participant p on p.id = t.participant_id
            where c.channel = :channel and c.thread = :thread and p.external_id = :person and\s""";

    private final JdbcClient jdbc;

    SurveyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A question to a customer about a ticket.
     *
     * @param isFirst whether it has no answer yet
     */
    record Asked(long ticket, long conversation, boolean isFirst) {}

    /** The conversation of a ticket whose customer can be asked, since they can be reached and have not been asked. */
    Optional<Long> reachable(long ticket) {
        return jdbc.sql("""
                select c.id from ticket t join conversation c on c.id = t.conversation_id
                where t.id = ? and c.reachable and t.participant_id is not null
                  and not exists (select from csat s where s.ticket_id = t.id)""").param(ticket).query(Long.class)
                .optional();
    }

    void add(long ticket, long messageId, Instant at) {
        jdbc.sql("insert into csat (ticket_id, message_id, asked_at) values (?, ?, ?)").param(ticket).param(messageId)
                .param(Timestamp.from(at)).update();
    }

    /** What a message asks that stands in a thread, if this person is asked. */
    Optional<Asked> with(long messageId, ThreadKey thread, Person person) {
        return jdbc.sql(ASKED + "s.message_id = :message").param("message", messageId)
                .param("channel", thread.channel().value()).param("thread", thread.value())
                .param("person", person.id()).query(SurveyRows::asked).optional();
    }

    /** What was asked last in a thread, if this person is asked and nothing else has been said since. */
    Optional<Asked> newest(ThreadKey thread, Person person) {
        return jdbc.sql(ASKED + """
                (select max(m.id) from message m where m.conversation_id = c.id) in (s.message_id, s.thanks_id)""")
                .param("channel", thread.channel().value()).param("thread", thread.value())
                .param("person", person.id()).query(SurveyRows::asked).optional();
    }

    private static Asked asked(ResultSet row, int n) throws SQLException {
        return new Asked(row.getLong(1), row.getLong(2), row.getBoolean(3));
    }

    /** A comment that was made stays if the new score has none. */
    void score(long ticket, Score score, String via, Instant at) {
        jdbc.sql("""
                update csat set score = ?, comment = coalesce(?, comment), via = ?, answered_at = ?
                where ticket_id = ?""").param(score.points()).param(2, score.comment(), Types.VARCHAR)
                .param(via).param(Timestamp.from(at)).param(ticket).update();
    }

    void thanked(long ticket, long messageId) {
        jdbc.sql("update csat set thanks_id = ? where ticket_id = ?").param(messageId).param(ticket).update();
    }

    /** What the customer said of a ticket. */
    Optional<Score> of(long ticket) {
        return jdbc.sql("select score, comment from csat where ticket_id = ? and score is not null").param(ticket)
                .query((row, n) -> new Score(row.getInt(1), row.getString(2))).optional();
    }
}
