package io.parley.learning.suggestion;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Taught entries whose first answers are looked at, and these answers, as rows. */
@Repository
class AftercareRows {
    private final JdbcClient jdbc;

    AftercareRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An entry whose thumbs are counted. */
    record Watched(long suggestion, String entry, Instant since) {}

    /** Looks at the first answers of an entry from now on, also when they were looked at before. */
    void begin(long suggestion, String entry, Instant at) {
        jdbc.sql("delete from rating_sample where suggestion = ?").param(suggestion).update();
        jdbc.sql("""
                insert into aftercare (suggestion, entry, began_at) values (?, ?, ?)
                on conflict (suggestion) do update set entry = excluded.entry, began_at = excluded.began_at,
                    ended_at = null, up = 0, down = 0, taken_back = false""").param(suggestion).param(entry)
                .param(Timestamp.from(at)).update();
    }

    /** Those whose thumbs are counted, in the order of their suggestions' ids, after one. */
    List<Long> open(long after, int most) {
        return jdbc.sql("""
                select suggestion from aftercare where ended_at is null and suggestion > ?
                order by suggestion limit ?""").param(after).param(most).query(Long.class).list();
    }

    /** One whose thumbs are counted, locked until the transaction ends; empty when somebody else counts them. */
    Optional<Watched> claim(long suggestion) {
        return jdbc.sql("""
                select entry, began_at from aftercare where suggestion = ? and ended_at is null
                for update skip locked""").param(suggestion)
                .query((row, n) -> new Watched(suggestion, row.getString(1),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Remembers the first answers; gives how many are known. */
    int sample(Watched watched, int most, Instant at) {
        jdbc.sql("""
                insert into rating_sample (message_id, suggestion, sampled_at)
                select m.id, :suggestion, :at from message m
                where m.faq_id = :entry and m.said_at >= :since and m.source = 'faq' and m.deleted_at is null
                    and not exists (select from rating_sample s where s.message_id = m.id)
                order by m.said_at
                limit greatest(0, :most - (select count(*) from rating_sample where suggestion = :suggestion))""")
                .param("suggestion", watched.suggestion()).param("entry", watched.entry())
                .param("since", Timestamp.from(watched.since())).param("at", Timestamp.from(at)).param("most", most)
                .update();
        return jdbc.sql("select count(*) from rating_sample where suggestion = ?").param(watched.suggestion())
                .query(Integer.class).single();
    }

    /** Counts thumbs on the first answers; who votes from one place under several names counts once. */
    Thumbs count(long suggestion) {
        return jdbc.sql("""
                with voice as (
                    select sign(sum(v.vote)) as said from rating_sample s
                    join verdict v on v.message_id = s.message_id join participant p on p.id = v.participant_id
                    where s.suggestion = :suggestion group by coalesce(split_part(p.origin, '-', 1), p.id::text))
                update aftercare set up = (select count(*) from voice where said > 0),
                    down = (select count(*) from voice where said < 0)
                where suggestion = :suggestion returning up, down""").param("suggestion", suggestion)
                .query((row, n) -> new Thumbs(row.getInt(1), row.getInt(2))).single();
    }

    void end(long suggestion, boolean takenBack, Instant at) {
        jdbc.sql("update aftercare set ended_at = ?, taken_back = ? where suggestion = ?").param(Timestamp.from(at))
                .param(takenBack).param(suggestion).update();
    }

    /** The thumbs for which a suggestion's entry was taken back; empty when it was not. */
    Optional<Thumbs> takenBack(long suggestion) {
        return jdbc.sql("select up, down from aftercare where suggestion = ? and taken_back").param(suggestion)
                .query((row, n) -> new Thumbs(row.getInt(1), row.getInt(2))).optional();
    }

    /** The first answers of an entry that was taught, the newest first. */
    List<Aftercare.Sample> samples(String entry, int most) {
        return jdbc.sql("""
                select q.text, m.said_at, coalesce((select sum(v.vote) from verdict v where v.message_id = m.id), 0)
                from aftercare a join rating_sample s on s.suggestion = a.suggestion
                join message m on m.id = s.message_id join message q on q.id = m.answers_message
                where a.entry = ? order by m.id desc limit ?""").param(entry).param(most)
                .query((row, n) -> new Aftercare.Sample(row.getString(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(), row.getInt(3)))
                .list();
    }
}
