package io.parley.ops;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * Each day at a time of a zone that may change while Parley runs: the zone counts that holds when the day's work is done.
 *
 * @param zone the zone that holds now
 * @param at the time of day there
 */
record DailyInZone(Supplier<ZoneId> zone, LocalTime at) implements Schedule {
    @Override
    public Instant getNextExecutionTime(ExecutionComplete done) {
        return new Daily(zone.get(), at).getNextExecutionTime(done);
    }

    @Override
    public Instant getInitialExecutionTime(Instant now) {
        return new Daily(zone.get(), at).getInitialExecutionTime(now);
    }

    /** Whether a start may move a time that was set in another zone. */
    @Override
    public boolean isDeterministic() {
        return true;
    }
}
