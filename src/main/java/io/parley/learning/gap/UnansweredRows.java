package io.parley.learning.gap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads from conversations which questions got no answer, or one that did not help. */
@Repository
class UnansweredRows {
    /** Messages of one question, and the answers that failed, by the messages between two numbers. */
    private static final String BY_MESSAGE = """
            select coalesce(m.answers_message, m.id) as asked, m.conversation_id,
                case m.author when 'bot' then m.reason else m.command end as why
            from message m where m.id > :after and m.id <= :upto
                and (m.author = 'bot' and m.reason in ('missing_knowledge', 'unresolved_choice')
                    or m.author = 'participant' and m.command in ('none_of_these', 'not_helped'))""";
    private static final String BY_VERDICT = """
            select coalesce(m.answers_message, m.id) as asked, m.conversation_id, 'thumbs_down' as why
            from verdict v join message m on m.id = v.message_id
            where v.changed_at >= :voted and v.vote < 0""";
    /** A choice or a complaint is no question; the one before it is. */
    private static final String QUESTIONS = """
            select distinct on (q.id) q.id, q.revision, q.text, q.said_at, f.why, c.language,
                (select a.faq_id from message a where a.answers_message = q.id and a.source = 'faq'
                    order by a.id desc limit 1) as wrong,
                sha256(convert_to(case p.channel
                    when 'web' then concat_ws(':', 'web', p.origin)
                    when 'email' then 'email:' || regexp_replace(lower(split_part(c.address, '|', 3)), '[+][^@]*@', '@')
                    else 'participant:' || p.id end, 'UTF8')) as voice,
                array_remove(array[p.name, case when p.external_id like '%@%' then p.external_id end,
                    case when c.channel = 'email' then split_part(c.address, '|', 3) end], null) as known
            from (""" + BY_MESSAGE + " union all " + BY_VERDICT + """
            ) f join conversation c on c.id = f.conversation_id
            cross join lateral (
                select * from message before where before.conversation_id = f.conversation_id and before.id <= f.asked
                    and before.author = 'participant' and before.command is null and before.chosen_faq is null
                order by before.id desc limit 1) q
            join participant p on p.id = q.participant_id
            where q.deleted_at is null and q.text <> '' and q.said_at >= :since
                and not exists (select from gap_question g where g.message_id = q.id and g.revision = q.revision)
            order by q.id""";

    private final JdbcClient jdbc;

    UnansweredRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A question as it was asked.
     *
     * @param voice a digest of the one who asks
     * @param known names and mail addresses of the one who asks
     */
    record Unanswered(long message, int revision, String text, String language, Why why, byte[] voice,
            List<String> known) {}

    /**
     * Why a question counts as unanswered.
     *
     * @param word the reason or the command that says so
     * @param wrong the entry that was its answer; null when there was none
     */
    record Why(String word, @Nullable String wrong, Instant askedAt) {}

    /**
     * The messages among which is looked, and the verdicts.
     *
     * @param after up to this number all messages were looked at
     * @param upto up to this number is looked
     * @param voted since then verdicts are looked at
     * @param since older questions are left out
     */
    record Range(long after, long upto, Instant voted, Instant since) {}

    /** The number of the newest message; empty when there is none. */
    Optional<Long> newest() {
        return jdbc.sql("select id from message order by id desc limit 1").query(Long.class).optional();
    }

    /** Questions of a range that are not known yet, the oldest first. */
    List<Unanswered> within(Range range) {
        return jdbc.sql(QUESTIONS).param("after", range.after()).param("upto", range.upto())
                .param("voted", Timestamp.from(range.voted())).param("since", Timestamp.from(range.since()))
                .query(UnansweredRows::unanswered).list();
    }

    private static Unanswered unanswered(ResultSet row, int number) throws SQLException {
        Instant askedAt = row.getObject("said_at", OffsetDateTime.class).toInstant();
        return new Unanswered(row.getLong("id"), row.getInt("revision"), row.getString("text"),
                Objects.requireNonNullElse(row.getString("language"), "en"),
                new Why(row.getString("why"), row.getString("wrong"), askedAt), row.getBytes("voice"),
                List.of((String[]) row.getArray("known").getArray()));
    }
}
