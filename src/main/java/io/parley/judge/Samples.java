package io.parley.judge;

import io.parley.answering.model.AnswerJudge;
import io.parley.hours.OfficeHours;
import io.parley.judge.SampleRows.Stretch;
import io.parley.judge.Strata.Candidate;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes samples of the answers that were given: each day one for the model, each week one for people. People rate answers that
 * the model judged, where there are some, so that the two can be compared.
 */
@Component
class Samples {
    private static final int TIMEOUT_SECONDS = 30;
    private static final int A_WEEK = 7;

    private final SampleRows rows;
    private final JudgeSettings settings;
    private final AnswerJudge judge;
    private final OfficeHours hours;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    Samples(SampleRows rows, JudgeSettings settings, AnswerJudge judge, OfficeHours hours, InstantSource clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.settings = settings;
        this.judge = judge;
        this.hours = hours;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setTimeout(TIMEOUT_SECONDS);
    }

    /** Takes what is not taken yet of today and of this week. */
    void run() {
        LocalDate today = clock.instant().atZone(hours.zone()).toLocalDate();
        if (judge.isConfigured() && settings.perDay() > 0) {
            take(Judge.MODEL, today, settings.perDay());
        }
        if (settings.perWeek() > 0) {
            take(Judge.PEOPLE, monday(), settings.perWeek());
        }
    }

    /** The day with which this week begins. */
    LocalDate monday() {
        return clock.instant().atZone(hours.zone()).toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private void take(Judge who, LocalDate day, int most) {
        if (!rows.isTaken(who, day)) {
            transaction.executeWithoutResult(status -> {
                Optional<Stretch> stretch = rows.take(who, day);
                stretch.ifPresent(one -> add(who, day, most, one));
            });
        }
    }

    private void add(Judge who, LocalDate day, int most, Stretch stretch) {
        RandomGenerator random = new SplittableRandom();
        List<Candidate> judged = who == Judge.PEOPLE ? rows.judged(day.minusDays(A_WEEK)) : List.of();
        List<Candidate> all = judged.isEmpty() ? rows.answers(stretch, random.nextLong(stretch.step())) : judged;
        rows.add(who, who == Judge.MODEL ? judge.version() : "", day, Strata.choose(all, most, random));
    }
}
