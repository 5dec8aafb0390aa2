package io.parley.judge;

import io.parley.answering.model.Relevance;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Judgements, as rows: they begin without a label, by a sample. */
@Repository
class JudgementRows {
    private final JdbcClient jdbc;

    JudgementRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Answers that wait for the model, those first that were tried the least. */
    List<Long> due(LocalDate from, int most) {
        return jdbc.sql("""
                select message_id from judgement
                where judge = 'model' and judged_at is null and sampled_on >= :from
                order by tries, sampled_on, message_id limit :most""").param("from", from).param("most", most)
                .query(Long.class).list();
    }

    /** Answers of a sample that wait for people, in another order for each of these; what an agent skipped comes last. */
    List<Long> unrated(LocalDate week, String agent, long skipped) {
        return jdbc.sql("""
                select message_id from judgement where judge = 'people' and judged_at is null and sampled_on = :week
                order by md5(:agent || message_id) <= md5(:agent || :skipped), md5(:agent || message_id)""")
                .param("week", week).param("agent", agent).param("skipped", Long.toString(skipped))
                .query(Long.class).list();
    }

    /** How many answers of a sample are rated, and how many there are. */
    Ratings.Progress progress(LocalDate week) {
        return jdbc.sql("""
                select count(judged_at) as rated, count(*) as chosen from judgement
                where judge = 'people' and sampled_on = ?""").param(week)
                .query((row, n) -> new Ratings.Progress(row.getInt("rated"), row.getInt("chosen"))).single();
    }

    /**
     * Takes an answer for the model. Nobody else does from then on, also when this process dies: whether the model was asked
     * is not known then, and a second time would be paid for twice.
     *
     * @param at tells who took it
     * @return false when another has it, or it is judged or gone
     */
    boolean take(long message, Instant at) {
        return jdbc.sql("""
                update judgement set judged_at = :at where message_id = :message and judge = 'model'
                  and judged_at is null""").param("at", Timestamp.from(at)).param("message", message).update() > 0;
    }

    /** Gives back what was taken, and counts a try that brought nothing; not judged again after the last one. */
    void giveBack(long message, Instant taken, int tries, int maxTries) {
        jdbc.sql("""
                update judgement set tries = tries + :tries,
                    judged_at = case when tries + :tries < :most then null else judged_at end
                where message_id = :message and judge = 'model' and judged_at = :taken and model is null""")
                .param("tries", tries).param("most", maxTries).param("message", message)
                .param("taken", Timestamp.from(taken)).update();
    }

    /** A model's words on an answer. */
    record Said(@Nullable Relevance label, @Nullable String why, String model, String version, int tokensIn,
            int tokensOut) {}

    /** Does nothing where it is gone. */
    void judged(long message, Said said, Instant taken, Instant at) {
        Relevance label = said.label;
        jdbc.sql("""
                update judgement set label = :label, why = :why, model = :model, version = :version, tokens_in = :in,
                    tokens_out = :out, judged_at = :at
                where message_id = :message and judge = 'model' and judged_at = :taken and model is null""")
                .param("taken", Timestamp.from(taken)).param("label", label == null ? null : label.name())
                .param("why", said.why).param("model", said.model)
                .param("version", said.version).param("in", said.tokensIn).param("out", said.tokensOut)
                .param("at", Timestamp.from(at)).param("message", message).update();
    }

    /** False where somebody else rated it already, or it is gone. */
    boolean rated(long message, LocalDate week, Relevance label, @Nullable String why, String agent, Instant at) {
        return jdbc.sql("""
                update judgement set label = :label, why = :why, agent = :agent, judged_at = :at
                where message_id = :message and judge = 'people' and judged_at is null and sampled_on = :week""")
                .param("label", label.name()).param("why", why).param("agent", agent).param("at", Timestamp.from(at))
                .param("message", message).param("week", week).update() > 0;
    }

    /** Takes an agent's last rating of a week back; gives the answer. */
    Optional<Long> unrate(String agent, LocalDate week) {
        return jdbc.sql("""
                update judgement j set label = null, why = null, agent = null, judged_at = null
                where judge = 'people' and message_id = (
                    select message_id from judgement where agent = :agent and judge = 'people' and sampled_on = :week
                    order by judged_at desc limit 1)
                  and exists (select from message where id = j.message_id and deleted_at is null)
                returning message_id""").param("agent", agent).param("week", week).query(Long.class).optional();
    }
}
