package io.parley.learning;

import io.parley.knowledge.faq.Lesson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Versions of what the FAQ is taught, as rows. */
@Repository
class RefitRows {
    /** Of so many versions is kept what they taught. */
    private static final int KEPT = 20;

    private final JdbcClient jdbc;

    RefitRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All versions, the newest first. */
    List<Refit> newest(int most) {
        return jdbc.sql("select * from refit order by id desc limit ?").param(most).query(RefitRows::row).list();
    }

    Optional<Refit> find(long id) {
        return jdbc.sql("select * from refit where id = ?").param(id).query(RefitRows::row).optional();
    }

    /** The version in use; empty when nothing was ever taken. */
    Optional<Refit> current() {
        return jdbc.sql("select * from refit where state not in ('refused', 'stopped') order by id desc limit 1")
                .query(RefitRows::row)
                .optional();
    }

    /** The number of the newest version, refused ones included; 0 when there is none. */
    long last() {
        return jdbc.sql("select coalesce(max(id), 0) from refit").query(Long.class).single();
    }

    /** Whether a restored version is to be kept until somebody asks for a refit. */
    boolean isHeld() {
        return current().map(Refit::restores).isPresent();
    }

    /** Lets only one version be added at a time, until the end of the transaction. */
    void lockForWrite() {
        jdbc.sql("lock table refit in share row exclusive mode").update();
    }

    /** Whether it is kept what a version taught; true for 0, which taught nothing. */
    boolean isKept(long refit) {
        return refit == 0 || jdbc
                .sql("""
                        select exists (select from refit where id = ? and state not in ('refused', 'stopped') and confirmed + weakened
                            = (select count(*) from refit_lesson where refit = refit.id))""")
                .param(refit).query(Boolean.class)
                .single();
    }

    /** The weight that the version in use teaches for a pair; 0 when none. */
    double weight(long lesson) {
        return jdbc
                .sql("""
                        select weight from refit_lesson where lesson = ?
                            and refit = (select id from refit where state not in ('refused', 'stopped') order by id desc limit 1)""")
                .param(lesson).query(Double.class).optional().orElse(0.0);
    }

    /** The weights that a version teaches, by the number of the pair, without pairs that were retracted since. */
    Map<Long, Double> weights(long refit) {
        Map<Long, Double> weights = new HashMap<>();
        jdbc.sql("""
                select r.lesson, r.weight from refit_lesson r join lesson l on l.id = r.lesson
                where r.refit = ? and l.text <> ''""").param(refit)
                .query(row -> {
                    weights.put(row.getLong("lesson"), row.getDouble("weight"));
                });
        return weights;
    }

    /**
     * Adds a version.
     *
     * @param weights what it teaches, by the number of the pair
     */
    Refit add(Refit refit, Map<Long, Double> weights) {
        long id = jdbc
                .sql("""
                        insert into refit (made_at, state, restores, pairs, confirmed, weakened, cases, right_before,
                            right_after, compared, changed)
                        values (?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?) returning id""")
                .param(Timestamp.from(refit.madeAt()))
                .param(refit.state().name().toLowerCase(Locale.ROOT))
                .param(refit.restores() == null ? 0 : refit.restores()).param(refit.pairs()).param(refit.confirmed())
                .param(refit.weakened()).param(refit.cases()).param(refit.rightBefore()).param(refit.rightAfter())
                .param(refit.compared()).param(refit.changed())
                .query(Long.class).single();
        jdbc.sql("insert into refit_lesson (refit, lesson, weight) select ?, * from unnest(?::bigint[], ?::float8[])")
                .param(id).param(weights.keySet().toArray(Long[]::new)).param(weights.values().toArray(Double[]::new))
                .update();
        jdbc.sql("""
                delete from refit_lesson where refit <= (select id from refit where state not in ('refused', 'stopped')
                    order by id desc offset ? limit 1)""")
                .param(KEPT).update();
        return find(id).orElseThrow();
    }

    /** Writes down which share of the known questions was answered before a version was taken. */
    void setAnswered(long refit, double share) {
        jdbc.sql("update refit set answered = ? where id = ?").param(share).param(refit).update();
    }

    /** That share, if it is known. */
    OptionalDouble answered(long refit) {
        return jdbc.sql("select answered from refit where id = ? and answered is not null").param(refit)
                .query(Double.class).optional().map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    /** The version that was in use before another; 0 when there was none. */
    long before(long refit) {
        return jdbc.sql("select coalesce(max(id), 0) from refit where id < ? and state not in ('refused', 'stopped')")
                .param(refit)
                .query(Long.class).single();
    }

    /** How many of these are ways to ask. */
    static int confirmed(List<Lesson> lessons) {
        return (int) lessons.stream().filter(lesson -> lesson.weight() > 0).count();
    }

    /** How many of these are made less likely. */
    static int weakened(List<Lesson> lessons) {
        return (int) lessons.stream().filter(lesson -> lesson.weight() < 0).count();
    }

    private static Refit row(ResultSet row, int n) throws SQLException {
        long restores = row.getLong("restores");
        Refit.State state = Refit.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
        Instant madeAt = row.getObject("made_at", OffsetDateTime.class).toInstant();
        return new Refit(row.getLong("id"), madeAt, state,
                state == Refit.State.RESTORED || state == Refit.State.UNDONE ? Long.valueOf(restores) : null,
                row.getInt("pairs"), row.getInt("confirmed"), row.getInt("weakened"), row.getInt("cases"),
                row.getInt("right_before"), row.getInt("right_after"),
                row.getInt("compared"), row.getInt("changed"));
    }
}
