package io.parley.learning.suggestion;

import io.parley.channel.Address;
import io.parley.channel.ChannelName;
import io.parley.learning.voter.Voters;
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
                    ended_at = null, up = 0, down = 0, taken_back = false, strangers_up = 0,
                    strangers_down = 0, doubted_at = null""").param(suggestion)
                .param(entry)
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

    /** A thumb on one of the first answers, 1 or -1, and from where it was given. */
    record Vote(Voters.Seat seat, int vote) {}

    /** The thumbs on the first answers. */
    List<Vote> votes(long suggestion) {
        return jdbc.sql("""
                select v.vote, p.id, p.origin, c.channel, c.address from rating_sample s
                join verdict v on v.message_id = s.message_id join participant p on p.id = v.participant_id
                join message m on m.id = s.message_id join conversation c on c.id = m.conversation_id
                where s.suggestion = ? and v.vote <> 0 order by v.changed_at desc""").param(suggestion)
                .query((row, n) -> new Vote(new Voters.Seat(new Address(new ChannelName(row.getString("channel")),
                        row.getString("address")), row.getLong("id"), row.getString("origin")), row.getInt("vote")))
                .list();
    }

    /** How often agents say that an answer from the entry was wrong, since it is looked at. */
    int wrong(Watched watched) {
        return jdbc.sql("""
                select count(*) from answer_rating r join message m on m.id = r.message_id
                where m.faq_id = :entry and m.said_at >= :since and r.rated_at >= :since""")
                .param("entry", watched.entry()).param("since", Timestamp.from(watched.since())).query(Integer.class)
                .single();
    }

    /**
     * Stores how many say that it helped, and that it did not.
     *
     * @param strangers those of them who may not teach
     */
    void set(long suggestion, Thumbs thumbs, Thumbs strangers) {
        jdbc.sql("""
                update aftercare set up = ?, down = ?, strangers_up = ?, strangers_down = ?
                where suggestion = ?""").param(thumbs.up()).param(thumbs.down()).param(strangers.up())
                .param(strangers.down()).param(suggestion).update();
    }

    /** Marks an entry that strangers say does not help; false when it was marked before. */
    boolean doubt(long suggestion, Instant at) {
        return jdbc.sql("update aftercare set doubted_at = ? where suggestion = ? and doubted_at is null")
                .param(Timestamp.from(at)).param(suggestion).update() > 0;
    }

    /** The thumbs of strangers on an entry's first answers, while they are counted and it is marked. */
    Optional<Thumbs> doubted(String entry) {
        return jdbc.sql("""
                select strangers_up, strangers_down from aftercare
                where entry = ? and doubted_at is not null and ended_at is null order by began_at desc limit 1""")
                .param(entry).query((row, n) -> new Thumbs(row.getInt(1), row.getInt(2))).optional();
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
