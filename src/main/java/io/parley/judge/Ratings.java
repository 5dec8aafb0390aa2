package io.parley.judge;

import io.parley.answering.model.AnswerJudge.Given;
import io.parley.answering.model.Relevance;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has people rate a week's sample of answers, without telling them where an answer is from. */
@Component
public class Ratings {
    private final JudgementRows rows;
    private final GivenAnswers answers;
    private final Samples samples;
    private final InstantSource clock;

    Ratings(JudgementRows rows, GivenAnswers answers, Samples samples, InstantSource clock) {
        this.rows = rows;
        this.answers = answers;
        this.samples = samples;
        this.clock = clock;
    }

    /** An answer to be rated. */
    public record Unrated(long message, Given given) {}

    /**
     * A week's work.
     *
     * @param rated how many have a label
     * @param chosen how many there are
     */
    public record Progress(int rated, int chosen) {
        /** How many are left. */
        public int left() {
            return chosen - rated;
        }
    }

    /**
     * The next one for an agent; empty when all of this week are rated.
     *
     * @param skipped the answer after which the agent goes on; 0 for the beginning
     */
    public Optional<Unrated> next(String agent, long skipped) {
        return rows.unrated(samples.monday(), agent, skipped).stream()
                .flatMap(message -> answers.find(message).map(given -> new Unrated(message, given)).stream())
                .findFirst();
    }

    /** How far this week's sample is. */
    public Progress progress() {
        return rows.progress(samples.monday());
    }

    /** Rates an answer; false when somebody else has, or it is gone. */
    public boolean rate(long message, Relevance label, @Nullable String why, String agent) {
        return rows.rated(message, samples.monday(), label, why, agent, clock.instant());
    }

    /** Takes the agent's last rating of this week back. */
    public boolean undo(String agent) {
        return rows.unrate(agent, samples.monday()).isPresent();
    }
}
