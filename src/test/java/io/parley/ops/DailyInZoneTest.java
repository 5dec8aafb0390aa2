package io.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DailyInZoneTest {
    @Test
    void theZoneThatHoldsNowCounts() {
        AtomicReference<ZoneId> zone = new AtomicReference<>(ZoneId.of("Europe/Berlin"));
        DailyInZone daily = new DailyInZone(zone::get, LocalTime.of(8, 0));
        ExecutionComplete done = ExecutionComplete.simulatedSuccess(Instant.parse("2026-11-25T07:00:05Z"));

        assertThat(daily.getInitialExecutionTime(Instant.parse("2026-11-25T06:00:00Z")))
                .isEqualTo("2026-11-25T07:00:00Z");
        assertThat(daily.getNextExecutionTime(done)).isEqualTo("2026-11-26T07:00:00Z");
        zone.set(ZoneId.of("America/New_York"));
        assertThat(daily.getNextExecutionTime(done)).isEqualTo("2026-11-25T13:00:00Z");
    }
}
