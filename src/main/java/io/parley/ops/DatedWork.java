package io.parley.ops;

import com.github.kagkarlsson.scheduler.boot.autoconfigure.Jackson3Serializer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.parley.care.Contradictions;
import io.parley.care.Reviews;
import io.parley.cluster.Pruning;
import io.parley.correction.Corrections;
import io.parley.digest.Digests;
import io.parley.handover.TicketDeadlines;
import io.parley.handover.reply.GoneReplies;
import io.parley.handover.thread.ReplyMarks;
import io.parley.hours.OfficeHours;
import io.parley.insight.Insights;
import io.parley.judge.Judging;
import io.parley.learning.Retraining;
import io.parley.learning.gap.Gaps;
import io.parley.learning.suggestion.Aftercare;
import io.parley.privacy.Erasures;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Work that is done at a date by one of all instances, on db-scheduler; its pace is in {@code application.yaml}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionSettings.class)
class DatedWork {
    private static final Duration BETWEEN_CLEARINGS = Duration.ofHours(1);
    private static final Duration BETWEEN_REFITS = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS_FOR_GAPS = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS_AT_TAUGHT = Duration.ofMinutes(1);
    private static final Duration BETWEEN_INSIGHTS = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS_AT_TICKETS = Duration.ofMinutes(1);
    private static final Duration BETWEEN_JUDGEMENTS = Duration.ofMinutes(5);
    private static final Duration BETWEEN_ERASURES = Duration.ofSeconds(20);
    private static final Duration BETWEEN_CORRECTIONS = Duration.ofSeconds(20);

    private static final LocalTime AT_NIGHT = LocalTime.of(3, 30);
    private static final LocalTime IN_THE_MORNING = LocalTime.of(8, 0);

    @Bean
    Retention retention(Pruning pruning, JdbcClient jdbc, PlatformTransactionManager transactions,
            RetentionSettings settings, InstantSource clock) {
        return new Retention(pruning, new OldConversations(jdbc, transactions), settings, clock);
    }

    @Bean
    RecurringTask<Void> clearAwayWhatIsOld(Retention retention) {
        return Tasks.recurring("clear-away-what-is-old", FixedDelay.of(BETWEEN_CLEARINGS))
                .execute((task, context) -> retention.run());
    }

    @Bean
    RecurringTask<Void> weighAnewWhatPeopleSaid(Retraining refits) {
        return Tasks.recurring("weigh-anew-what-people-said", FixedDelay.of(BETWEEN_REFITS))
                .execute((task, context) -> refits.refitIfDue());
    }

    @Bean
    RecurringTask<Void> lookForGaps(Gaps gaps) {
        return Tasks.recurring("look-for-gaps", FixedDelay.of(BETWEEN_LOOKS_FOR_GAPS))
                .execute((task, context) -> gaps.look());
    }

    @Bean
    RecurringTask<Void> lookAfterWhatWasTaught(Aftercare aftercare) {
        return Tasks.recurring("look-after-what-was-taught", FixedDelay.of(BETWEEN_LOOKS_AT_TAUGHT))
                .execute((task, context) -> aftercare.run());
    }

    @Bean
    RecurringTask<Void> lookAfterTickets(TicketDeadlines deadlines, ReplyMarks marks, GoneReplies gone) {
        return Tasks.recurring("look-after-tickets", FixedDelay.of(BETWEEN_LOOKS_AT_TICKETS))
                .execute((task, context) -> {
                    marks.catchUp();
                    gone.catchUp();
                    deadlines.run();
                });
    }

    @Bean
    RecurringTask<Void> writeHowMattersWent(Insights insights) {
        return Tasks.recurring("write-how-matters-went", FixedDelay.of(BETWEEN_INSIGHTS))
                .execute((task, context) -> insights.run());
    }

    @Bean
    RecurringTask<Void> erasePeople(Erasures erasures) {
        return Tasks.recurring("erase-people", FixedDelay.of(BETWEEN_ERASURES))
                .execute((task, context) -> erasures.run());
    }

    @Bean
    RecurringTask<Void> sendCorrections(Corrections corrections) {
        return Tasks.recurring("send-corrections", FixedDelay.of(BETWEEN_CORRECTIONS))
                .execute((task, context) -> corrections.run());
    }

    /** At night, when few ask. */
    @Bean
    RecurringTask<Void> findContradictions(Contradictions contradictions, OfficeHours hours) {
        return Tasks.recurring("find-contradictions", new DailyInZone(hours::zone, AT_NIGHT))
                .execute((task, context) -> contradictions.look());
    }

    /** In the morning, when somebody reads it. */
    @Bean
    RecurringTask<Void> tellOfReviews(Reviews reviews, OfficeHours hours) {
        return Tasks.recurring("tell-of-reviews", new DailyInZone(hours::zone, IN_THE_MORNING))
                .execute((task, context) -> reviews.tell());
    }

    /** On Mondays; where that failed, on a later day. */
    @Bean
    RecurringTask<Void> tellOfTheWeek(Digests digests, OfficeHours hours) {
        return Tasks.recurring("tell-of-the-week", new DailyInZone(hours::zone, IN_THE_MORNING))
                .execute((task, context) -> digests.tell());
    }

    @Bean
    RecurringTask<Void> judgeAnswers(Judging judging) {
        return Tasks.recurring("judge-answers", FixedDelay.of(BETWEEN_JUDGEMENTS))
                .execute((task, context) -> judging.run());
    }

    /** Data of tasks is JSON, which outlives a change of our classes. */
    @Bean
    DbSchedulerCustomizer dataAsJson() {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<Serializer> serializer() {
                return Optional.of(new Jackson3Serializer());
            }
        };
    }
}
