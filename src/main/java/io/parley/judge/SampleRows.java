package io.parley.judge;

import io.parley.judge.Strata.Candidate;
import io.parley.judge.Strata.Chosen;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Samples of answers, as rows. */
@Repository
class SampleRows {
    /** So many messages of a day are looked at, in equal steps; also more than that without a sample before. */
    static final int LOOKED_AT = 20_000;

    private static final String ANSWERS = """
            select a.id, a.source, coalesce(a.confidence, 0) as confidence, cast(:step as double precision) as weight
            from generate_series(cast(:first as bigint), cast(:last as bigint), cast(:step as bigint)) i
            cross join lateral (select * from message where id = i limit 1) a
            cross join lateral (select * from message where id = a.answers_message limit 1) q
            left join lateral (select * from participant where id = q.participant_id limit 1) p on true
            where a.author = 'bot' and a.source in ('faq', 'model') and a.deleted_at is null and a.text <> ''
              and q.deleted_at is null and q.text <> '' and p.erasing_at is null""";
    private static final String JUDGED = """
            select a.id, a.source, coalesce(a.confidence, 0) as confidence, j.weight
            from judgement j join message a on a.id = j.message_id
            where j.sampled_on >= :from and j.judge = 'model' and j.label is not null and a.deleted_at is null
              and not exists (select from judgement r where r.message_id = j.message_id and r.judge = 'people')""";

    private final JdbcClient jdbc;

    SampleRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The messages of which a sample is taken, both included. */
    record Stretch(long first, long last) {
        /** So that no more than the most are looked at. */
        long step() {
            return Math.max(1, (last - first + 1 + LOOKED_AT - 1) / LOOKED_AT);
        }
    }

    /** Whether the sample of a day, or of the week that begins with it, was taken. */
    boolean isTaken(Judge judge, LocalDate day) {
        return jdbc.sql("select exists (select from judgement_sample where judge = ? and day = ?)").param(judge.word())
                .param(day).query(Boolean.class).single();
    }

    /** Notes that a sample is taken, of all messages since the one before; empty when another instance has taken it. */
    Optional<Stretch> take(Judge judge, LocalDate day) {
        return jdbc.sql("""
                insert into judgement_sample (judge, day, up_to) select :judge, :day, coalesce(max(id), 0) from message
                on conflict do nothing
                returning up_to, coalesce((select up_to from judgement_sample where judge = :judge and day < :day
                                           order by day desc limit 1), -1) as before""")
                .param("judge", judge.word()).param("day", day).query((row, n) -> {
                    long last = row.getLong("up_to");
                    long before = row.getLong("before");
                    return new Stretch(before < 0 ? Math.max(1, last - LOOKED_AT + 1) : before + 1, last);
                }).optional();
    }

    /** Answers among messages; of many, only some, which then stand for more. */
    List<Candidate> answers(Stretch stretch, long offset) {
        return jdbc.sql(ANSWERS).param("first", stretch.first + offset).param("last", stretch.last)
                .param("step", stretch.step()).query(SampleRows::candidate).list();
    }

    /** Answers that the model judged of a day or later. */
    List<Candidate> judged(LocalDate from) {
        return jdbc.sql(JUDGED).param("from", from).query(SampleRows::candidate).list();
    }

    void add(Judge judge, String version, LocalDate day, List<Chosen> sample) {
        jdbc.sql("""
                insert into judgement (message_id, judge, version, sampled_on, weight)
                select message, :judge, :version, :day, weight
                from unnest(cast(:messages as bigint[]), cast(:weights as double precision[])) s (message, weight)
                on conflict do nothing""").param("judge", judge.word()).param("version", version).param("day", day)
                .param("messages", sample.stream().map(Chosen::message).toArray(Long[]::new))
                .param("weights", sample.stream().map(Chosen::weight).toArray(Double[]::new)).update();
    }

    private static Candidate candidate(ResultSet row, int n) throws SQLException {
        return new Candidate(row.getLong("id"), row.getString("source"), row.getDouble("confidence"),
                row.getDouble("weight"));
    }
}
