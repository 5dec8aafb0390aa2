package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void tellsTheRateAndWhatIsLeft() {
        assertThat(after(10).after(5_000, 50_000)).isEqualTo("500 a second, 1 min 30 s left");
        assertThat(after(10).after(100, 130)).isEqualTo("10 a second, 3 s left");
        assertThat(after(10).after(10, 10_000)).isEqualTo("1 a second, 2 h 46 min left");
        assertThat(after(10).after(50_000, 50_000)).isEqualTo("5,000 a second");
    }

    @Test
    void saysNothingBeforeAnythingIsDone() {
        assertThat(after(10).after(0, 10)).isEmpty();
        assertThat(after(0).after(1, 10)).isEmpty();
    }

    private static Pace after(long seconds) {
        return new Pace(() -> TimeUnit.SECONDS.toNanos(seconds), 0);
    }
}
