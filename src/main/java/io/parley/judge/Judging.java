package io.parley.judge;

import io.parley.answering.model.AnswerJudge;
import io.parley.answering.model.AnswerJudge.Given;
import io.parley.answering.model.AnswerJudge.Outcome;
import io.parley.answering.model.ModelError;
import io.parley.hours.OfficeHours;
import io.parley.judge.JudgementRows.Said;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes samples, and has the model judge those that are for it, one after the other. Each is stored by itself: what a crash
 * breaks off is not judged any more, and what it took at most stays counted.
 */
@Component
public class Judging {
    private static final Logger log = LoggerFactory.getLogger(Judging.class);
    private static final int BATCH = 20;
    /** Other work waits for its turn; the rest is judged the next time. */
    private static final Duration AT_A_TIME = Duration.ofSeconds(30);
    private static final int MAX_TRIES = 3;
    /** What is not judged by then never is. */
    private static final int MAX_DAYS = 3;

    private final Samples samples;
    private final JudgementRows rows;
    private final GivenAnswers answers;
    private final AnswerJudge judge;
    private final JudgeSettings settings;
    private final OfficeHours hours;
    private final InstantSource clock;

    Judging(Samples samples, JudgementRows rows, GivenAnswers answers, AnswerJudge judge, JudgeSettings settings,
            OfficeHours hours, InstantSource clock) {
        this.samples = samples;
        this.rows = rows;
        this.answers = answers;
        this.judge = judge;
        this.settings = settings;
        this.hours = hours;
        this.clock = clock;
    }

    /** Judges at most twenty answers, until the model fails or the day's budget is used up; gives how many. */
    public int run() {
        samples.run();
        if (!judge.isConfigured() || settings.tokensPerDay() == 0) {
            return 0;
        }
        LocalDate oldest = clock.instant().atZone(hours.zone()).toLocalDate().minusDays(MAX_DAYS);
        Instant end = clock.instant().plus(AT_A_TIME);
        int judged = 0;
        for (long message : rows.due(oldest, BATCH)) {
            // The database keeps no nanoseconds.
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            if (now.isAfter(end)) {
                return judged;
            }
            Optional<Given> given = answers.find(message);
            if (rows.take(message, now)) {
                if (!judge(message, given, now)) {
                    return judged;
                }
                judged++;
            }
        }
        return judged;
    }

    /** False when the next one would fare no better. */
    private boolean judge(long message, Optional<Given> given, Instant taken) {
        if (given.isEmpty()) {
            store(message, taken, new Said(null, null, judge.model(), judge.version(), 0, 0));
            return true;
        }
        return switch (judge.judge(given.get(), settings.tokensPerDay())) {
            case Outcome.Judged(var label, var why, var in, var out) -> {
                store(message, taken, new Said(label, why, judge.model(), judge.version(), in, out));
                yield true;
            }
            case Outcome.Unreadable(var in, var out) -> {
                store(message, taken, new Said(null, null, judge.model(), judge.version(), in, out));
                yield true;
            }
            case Outcome.Failed(ModelError error) -> {
                failed(message, taken, error);
                yield false;
            }
        };
    }

    private void failed(long message, Instant taken, ModelError error) {
        boolean isAsked = error != ModelError.NOT_CALLED && error != ModelError.OVER_BUDGET;
        if (isAsked) {
            log.info("An answer is not judged for now: {}", error);
        }
        rows.giveBack(message, taken, isAsked ? 1 : 0, MAX_TRIES);
    }

    private void store(long message, Instant taken, Said said) {
        rows.judged(message, said, taken, clock.instant());
    }
}
