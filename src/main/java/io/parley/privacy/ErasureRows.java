package io.parley.privacy;

import io.parley.secrets.Pseudonyms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Erasures as rows. */
@Repository
class ErasureRows {
    private final JdbcClient jdbc;
    private final Pseudonyms pseudonyms;

    ErasureRows(JdbcClient jdbc, Pseudonyms pseudonyms) {
        this.jdbc = jdbc;
        this.pseudonyms = pseudonyms;
    }

    /**
     * An erasure that is under way.
     *
     * @param step how many steps are done
     */
    record Unfinished(long id, long participant, int step, Instant askedAt) {}

    /** Whether there is such a person; from now on nothing that they say is written down. */
    boolean fence(long participant, Instant at) {
        return jdbc.sql("update participant set erasing_at = coalesce(erasing_at, ?) where id = ?")
                .param(Timestamp.from(at)).param(participant).update() > 0;
    }

    /** The erasure of a person that is under way, begun if there is none. */
    long open(long participant, String askedBy, Instant at) {
        jdbc.sql("""
                insert into erasure (participant_id, subject, asked_by, asked_at) values (?, ?, ?, ?)
                on conflict (participant_id) where done_at is null do nothing""").param(participant)
                .param(subject(participant)).param(askedBy).param(Timestamp.from(at)).update();
        return jdbc.sql("select id from erasure where participant_id = ? and done_at is null").param(participant)
                .query(Long.class).single();
    }

    private byte[] subject(long participant) {
        return jdbc.sql("select channel, external_id from participant where id = ?").param(participant)
                .query((row, n) -> pseudonyms.of(row.getString(1), row.getString(2))).single();
    }

    /**
     * Who was erased.
     *
     * @param id of the erasure
     * @param subject their pseudonym
     */
    record Erased(long id, byte[] subject, Instant askedAt) {}

    /**
     * Who was erased, in the order in which it was asked for.
     *
     * @param id those after this erasure
     * @param most how many at most
     */
    List<Erased> after(long id, int most) {
        return jdbc.sql("select id, subject, asked_at from erasure where id > ? order by id limit ?").param(id)
                .param(most).query((row, n) -> new Erased(row.getLong(1), row.getBytes(2), time(row, 3))).list();
    }

    /** A participant as one channel knows them. */
    record Known(long id, String channel, String externalId) {}

    /** Participants in the order of their ids, none of whom is being erased. */
    List<Known> participantsAfter(long id, int most) {
        return jdbc.sql("""
                select id, channel, external_id from participant where id > ? and erasing_at is null
                order by id limit ?""").param(id).param(most)
                .query((row, n) -> new Known(row.getLong(1), row.getString(2), row.getString(3))).list();
    }

    /** Whether somebody wrote before a moment, or never did. */
    boolean isKnownSince(long participant, Instant moment) {
        return jdbc.sql("select coalesce(min(said_at) <= ?, true) from message where participant_id = ?")
                .param(Timestamp.from(moment)).param(participant).query(Boolean.class).single();
    }

    List<Long> unfinished() {
        return jdbc.sql("select id from erasure where done_at is null order by id").query(Long.class).list();
    }

    /** An erasure that nobody else works on, until the transaction ends. */
    Optional<Unfinished> claim(long id) {
        return jdbc.sql("""
                select id, participant_id, step, asked_at from erasure where id = ? and done_at is null
                for update skip locked""").param(id)
                .query((row, n) -> new Unfinished(row.getLong(1), row.getLong(2), row.getInt(3), time(row, 4)))
                .optional();
    }

    void count(long id, String table, int rows) {
        if (rows > 0) {
            jdbc.sql("""
                    update erasure set counts = jsonb_set(counts, array[:table],
                        to_jsonb(coalesce((counts ->> :table)::int, 0) + :rows)) where id = :id""")
                    .param("table", table).param("rows", rows).param("id", id).update();
        }
    }

    void done(long id, ErasureStep step, @Nullable Instant finished) {
        jdbc.sql("update erasure set step = ?, done_at = ? where id = ?").param(step.number())
                .param(finished == null ? null : Timestamp.from(finished)).param(id).update();
    }

    Optional<Erasure> find(long id) {
        return jdbc.sql("select id, asked_by, asked_at, step, done_at from erasure where id = ?").param(id)
                .query((row, n) -> new Erasure(row.getLong(1), row.getString(2), time(row, 3), row.getInt(4),
                        counts(id), row.getObject(5) == null ? null : time(row, 5)))
                .optional();
    }

    private Map<String, Integer> counts(long id) {
        Map<String, Integer> counts = new TreeMap<>();
        jdbc.sql("select key, value::int from erasure, jsonb_each_text(counts) where id = ?").param(id)
                .query((row, n) -> counts.put(row.getString(1), row.getInt(2))).list();
        return counts;
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
