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
    /** So many verdicts are looked at in one go. */
    static final int VOTES = 1_000;
    /** Messages of one question, and the answers that failed, by the messages between two numbers. */
    private static final String BY_MESSAGE = """
            select coalesce(m.answers_message, m.id) as asked, m.conversation_id,
                case m.author when 'bot' then m.reason else m.command end as why
            from message m where m.id > :after and m.id <= :upto
                and (m.author = 'bot' and m.reason in ('missing_knowledge', 'unresolved_choice')
                    or m.author = 'participant' and m.command in ('none_of_these', 'not_helped'))""";
    /** Answers that somebody found bad. */
    private static final String BY_VERDICT = """
            select distinct coalesce(m.answers_message, m.id) as asked, m.conversation_id, 'thumbs_down' as why
            from message m where m.id = any(:voted)""";
    /** A choice or a complaint is no question; the one before it is. */
    private static final String QUESTIONS = """
            select distinct on (q.id) q.id, q.revision, q.text, q.said_at, f.why, c.language,
                (select a.faq_id from message a where a.answers_message = q.id and a.source = 'faq'
                    order by a.id desc limit 1) as wrong,
                sha256(convert_to(case p.channel
                    when 'web' then concat_ws(':', 'web', split_part(p.origin, '-', 1))
                    when 'email' then 'email:' || regexp_replace(lower(split_part(c.address, '|', 3)), '[+][^@]*@', '@')
                    else 'participant:' || p.id end, 'UTF8')) as voice,
                array_remove(array[p.name, case when p.external_id like '%@%' then p.external_id end,
                    case when c.channel = 'email' then split_part(c.address, '|', 3) end], null) as known
            from (""";
    private static final String OF_CONVERSATIONS = """
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

    /** A vote as it was written down. */
    record Vote(long id, long message, boolean isDown) {}

    /** The number of the newest message; empty when there is none. */
    Optional<Long> newest() {
        return jdbc.sql("select id from message order by id desc limit 1").query(Long.class).optional();
    }

    /**
     * Questions among messages that are not known yet, the oldest first.
     *
     * @param since older ones are left out
     */
    List<Unanswered> said(long after, long upto, Instant since) {
        return jdbc.sql(questions(BY_MESSAGE)).param("after", after).param("upto", upto)
                .param("since", Timestamp.from(since)).query(UnansweredRows::unanswered).list();
    }

    /** The number of the newest vote; 0 when there is none. */
    long newestVote() {
        return jdbc.sql("select coalesce(max(id), 0) from verdict_history").query(Long.class).single();
    }

    /** The {@value #VOTES} oldest votes after a number; one that was changed since counts as it is now. */
    List<Vote> votes(long after) {
        return jdbc.sql("""
                select h.id, h.message_id, coalesce(v.vote < 0, false)
                from verdict_history h left join verdict v
                    on v.message_id = h.message_id and v.participant_id = h.participant_id
                where h.id > ? order by h.id limit ?""").param(after).param(VOTES)
                .query((row, n) -> new Vote(row.getLong(1), row.getLong(2), row.getBoolean(3))).list();
    }

    /** Questions to which the answers were voted down, as {@link #said}. */
    List<Unanswered> votedDown(List<Vote> votes, Instant since) {
        return jdbc.sql(questions(BY_VERDICT))
                .param("voted", votes.stream().filter(Vote::isDown).map(Vote::message).distinct().toArray(Long[]::new))
                .param("since", Timestamp.from(since)).query(UnansweredRows::unanswered).list();
    }

    private static String questions(String failed) {
        return QUESTIONS + failed + OF_CONVERSATIONS;
    }

    private static Unanswered unanswered(ResultSet row, int number) throws SQLException {
        Instant askedAt = row.getObject("said_at", OffsetDateTime.class).toInstant();
        return new Unanswered(row.getLong("id"), row.getInt("revision"), row.getString("text"),
                Objects.requireNonNullElse(row.getString("language"), "en"),
                new Why(row.getString("why"), row.getString("wrong"), askedAt), row.getBytes("voice"),
                List.of((String[]) row.getArray("known").getArray()));
    }
}
