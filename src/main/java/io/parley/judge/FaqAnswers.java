package io.parley.judge;

import io.parley.answering.model.AnswerJudge;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many of the FAQ's answers are right, as those say who judged samples. */
@Component
public class FaqAnswers {
    private final JdbcClient jdbc;
    private final AnswerJudge judge;

    FaqAnswers(JdbcClient jdbc, AnswerJudge judge) {
        this.jdbc = jdbc;
        this.judge = judge;
    }

    /**
     * Right ones among the FAQ's answers.
     *
     * @param labelled how many were judged
     * @param share of those for which they stand, from 0 to 1; 0 of nothing
     * @param effective as many answers of equal weight say as much (Kish's effective sample size)
     */
    public record Right(long labelled, double share, double effective) {}

    /** As people said of what was sampled from one day to another, both included. */
    public Right byPeople(LocalDate from, LocalDate to) {
        return by(Judge.PEOPLE, "", from, to);
    }

    /** The same as the model said, with today's prompt. */
    public Right byModel(LocalDate from, LocalDate to) {
        return by(Judge.MODEL, judge.version(), from, to);
    }

    private Right by(Judge who, String version, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                select count(*) as labelled, coalesce(sum(j.weight) filter (where j.label = 'RELEVANT'), 0)
                    / coalesce(sum(j.weight), 1) as share,
                    coalesce(sum(j.weight) ^ 2 / nullif(sum(j.weight ^ 2), 0), 0) as effective
                from judgement j join message m on m.id = j.message_id
                where j.sampled_on between :from and :to and j.judge = :judge and j.version = :version
                    and j.label is not null and m.source = 'faq'""").param("from", from).param("to", to)
                .param("judge", who.word()).param("version", version)
                .query((row, n) -> new Right(row.getLong("labelled"), row.getDouble("share"),
                        row.getDouble("effective")))
                .single();
    }
}
