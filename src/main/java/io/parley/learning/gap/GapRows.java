package io.parley.learning.gap;

import io.parley.knowledge.faq.Vectors;
import io.parley.learning.gap.Gap.Near;
import io.parley.learning.gap.Gaps.Found;
import io.parley.learning.gap.UnansweredRows.Unanswered;
import io.parley.learning.suggestion.Suggestion.Source;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Unanswered questions and their groups, as rows. */
@Repository
class GapRows {
    /** So many of the newest questions are grouped; comparing them takes 16 MB. */
    static final int MAX_GROUPED = 2_000;
    /** So many questions of one person count. */
    private static final int MAX_OF_ONE = 20;

    private final JdbcClient jdbc;

    GapRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How far was looked, and with which state of the FAQ. */
    record Progress(long lastMessage, long lastVote, Instant lookedAt, long faqChange) {}

    /** Others who look or group wait until the end of this transaction. */
    void takeTurn() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('gap'))").query().singleRow();
    }

    Optional<Progress> progress() {
        return jdbc.sql("select last_message, last_vote, looked_at, faq_change from gap_progress")
                .query((row, n) -> new Progress(row.getLong(1), row.getLong(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(), row.getLong(4)))
                .optional();
    }

    void save(Progress progress) {
        jdbc.sql("""
                insert into gap_progress (last_message, last_vote, looked_at, faq_change)
                values (:message, :vote, :at, :change)
                on conflict (one) do update set last_message = :message, last_vote = :vote, looked_at = :at,
                    faq_change = :change""")
                .param("message", progress.lastMessage()).param("vote", progress.lastVote())
                .param("at", Timestamp.from(progress.lookedAt()))
                .param("change", progress.faqChange()).update();
    }

    long faqChange() {
        return jdbc.sql("select number from faq_change").query(Long.class).single();
    }

    /**
     * Keeps a question, unless its message was edited or deleted since, or the one who asks has asked enough.
     *
     * @param text nobody can be known by it
     */
    void add(Unanswered one, String text, float[] vector) {
        jdbc.sql("""
                insert into gap_question (message_id, revision, voice, text, language, vector, why, wrong, asked_at)
                select m.id, m.revision, :voice, :text, :language, :vector, :why, :wrong, :at
                from message m where m.id = :message and m.revision = :revision and m.deleted_at is null
                    and (select count(*) from gap_question g where g.voice = :voice) < :most
                for share of m
                on conflict (message_id) do update set revision = excluded.revision, text = excluded.text,
                    vector = excluded.vector, why = excluded.why, wrong = excluded.wrong""")
                .param("message", one.message()).param("revision", one.revision()).param("voice", one.voice())
                .param("text", text).param("language", one.language()).param("vector", Vectors.toBytes(vector))
                .param("why", one.why().word()).param("wrong", one.why().wrong())
                .param("at", Timestamp.from(one.why().askedAt())).param("most", MAX_OF_ONE).update();
    }

    /**
     * A question that is grouped.
     *
     * @param wrong the entry that was its answer and did not help; null when there was none
     * @param gap the group to which it belongs; null when it belongs to none
     * @param isNew whether the FAQ was not asked again since
     */
    record Member(long message, String text, float[] vector, @Nullable String wrong, @Nullable Long gap,
            boolean isNew) {}

    /** The newest questions, the newest first. */
    List<Member> newest(Instant since) {
        return jdbc.sql("""
                select message_id, text, vector, wrong, gap, entry is null and confidence = 0 as is_new
                from gap_question where asked_at >= :since order by asked_at desc limit :most""")
                .param("since", Timestamp.from(since)).param("most", MAX_GROUPED)
                .query((row, n) -> new Member(row.getLong("message_id"), row.getString("text"),
                        Vectors.fromBytes(row.getBytes("vector")), row.getString("wrong"),
                        row.getObject("gap", Long.class), row.getBoolean("is_new")))
                .list();
    }

    /** The messages of questions after a number, the oldest first, as many as are looked at in one go. */
    List<Long> messagesAfter(long message) {
        return jdbc.sql("select message_id from gap_question where message_id > ? order by message_id limit ?")
                .param(message).param(MAX_GROUPED).query(Long.class).list();
    }

    /** Takes away those of these questions whose message was deleted, or says something else now. */
    void forgetChanged(List<Long> messages) {
        jdbc.sql("""
                delete from gap_question g using message m
                where g.message_id = any(?) and m.id = g.message_id
                    and (m.deleted_at is not null or m.revision <> g.revision)""")
                .param(messages.toArray(Long[]::new)).update();
    }

    void forget(List<Long> messages) {
        jdbc.sql("delete from gap_question where message_id = any(?)").param(messages.toArray(Long[]::new)).update();
    }

    void setNear(long message, @Nullable String entry, double confidence) {
        jdbc.sql("""
                update gap_question set entry = (select id from faq_entry where id = :entry), confidence = :confidence
                where message_id = :message""").param("entry", entry).param("confidence", confidence)
                .param("message", message).update();
    }

    /** A group as it is kept. */
    record Kept(long id, boolean isIgnored, boolean isJoined) {}

    List<Kept> all() {
        return jdbc.sql("select id, state, joined from gap")
                .query((row, n) -> new Kept(row.getLong("id"), row.getString("state").equals("ignored"),
                        row.getBoolean("joined")))
                .list();
    }

    long add(Instant at) {
        return jdbc.sql("insert into gap (made_at) values (?) returning id").param(Timestamp.from(at))
                .query(Long.class).single();
    }

    /** Makes these questions, the most typical first, all that a group has of those that are grouped. */
    void place(@Nullable Long gap, List<Long> messages) {
        jdbc.sql("""
                update gap_question q set gap = :gap, place = case when :gap::bigint is null then 0 else o.place end
                from unnest(:messages::bigint[]) with ordinality o(message, place) where q.message_id = o.message""")
                .param("gap", gap).param("messages", messages.toArray(Long[]::new)).update();
    }

    void forgetEmpty() {
        jdbc.sql("delete from gap g where (select 1 from gap_question where gap = g.id limit 1) is null").update();
    }

    /**
     * Groups that somebody wants to see, those with the most who asked first; none that was answered since it was looked.
     */
    List<Gap> shown(Instant week, int skip, int most) {
        return jdbc
                .sql("""
                        select g.id, s.id as suggestion, n.week, n.month, e.id as entry, e.question, t.confidence,
                            array(select q.text from gap_question q where q.gap = g.id order by q.place limit 4) as examples
                        from gap g
                        join lateral (select count(distinct voice) as month,
                                count(distinct voice) filter (where asked_at >= :week) as week
                            from gap_question where gap = g.id) n on n.month >= :least
                        join lateral (select entry, confidence from gap_question where gap = g.id order by place limit 1) t on true
                        left join faq_entry e on e.id = t.entry
                        left join suggestion s on s.id = g.suggestion and s.state = 'open'
                        where g.state = 'open' and not exists (
                            select from suggestion d, gap_progress p where d.id = g.suggestion
                                and d.state in ('published', 'attached') and d.decided_at > p.looked_at)
                        order by n.month desc, n.week desc, g.id limit :most offset :skip""")
                .param("week", Timestamp.from(week)).param("least", Gap.MIN_SHOWN).param("most", most)
                .param("skip", skip).query((row, n) -> {
                    String entry = row.getString("entry");
                    return new Gap(row.getLong("id"), new Gap.Size(row.getInt("week"), row.getInt("month")),
                            List.of((String[]) row.getArray("examples").getArray()),
                            entry == null
                                    ? null
                                    : new Near(entry, row.getString("question"), row.getDouble("confidence")),
                            row.getObject("suggestion", Long.class));
                }).list();
    }

    /** How many questions wait for an answer, and how many groups some of them make. */
    Found found(Instant since) {
        return jdbc.sql("""
                select count(*) as questions, count(distinct gap) as groups from (
                    select gap from gap_question where asked_at >= :since order by asked_at desc limit :most) q""")
                .param("since", Timestamp.from(since)).param("most", MAX_GROUPED)
                .query((row, n) -> new Found(row.getInt("questions"), row.getInt("groups"))).single();
    }

    /** The newest questions that are like no others. */
    List<String> single(int most) {
        return jdbc.sql("select text from gap_question where gap is null order by asked_at desc limit ?").param(most)
                .query(String.class).list();
    }

    /** What a group's questions say, the most typical first, with their language. */
    record Asked(String text, String language, Source source) {}

    List<Asked> asked(long gap, int most) {
        return jdbc.sql("""
                select q.text, q.language, q.message_id, q.asked_at, m.participant_id from gap_question q
                join message m on m.id = q.message_id where q.gap = ? order by q.place limit ?""").param(gap)
                .param(most).query((row, n) -> new Asked(row.getString("text"), row.getString("language"),
                        new Source(null, row.getLong("message_id"), row.getObject("participant_id", Long.class), null,
                                row.getObject("asked_at", OffsetDateTime.class).toInstant())))
                .list();
    }

    /** Nobody else decides on an open group until the end of this transaction; false when there is no such. */
    boolean lock(long gap) {
        return jdbc.sql("select true from gap where id = ? and state = 'open' for update").param(gap)
                .query(Boolean.class).optional().isPresent();
    }

    void ignore(long gap) {
        jdbc.sql("update gap set state = 'ignored' where id = ?").param(gap).update();
    }

    /** The suggestion that waits for a decision as an answer to a group's questions. */
    Optional<Long> openSuggestion(long gap) {
        return jdbc.sql("""
                select s.id from gap g join suggestion s on s.id = g.suggestion
                where g.id = ? and s.state = 'open'""").param(gap).query(Long.class).optional();
    }

    void setSuggestion(long gap, long suggestion) {
        jdbc.sql("update gap set suggestion = ? where id = ?").param(suggestion).param(gap).update();
    }

    /** Makes a group's questions another's. */
    void join(long gap, long into) {
        jdbc.sql("""
                update gap_question set gap = :into, place = place
                    + (select coalesce(max(place), 0) from gap_question where gap = :into) where gap = :gap""")
                .param("gap", gap).param("into", into).update();
        jdbc.sql("update gap set joined = true where id = ?").param(into).update();
        jdbc.sql("delete from gap where id = ?").param(gap).update();
    }
}
