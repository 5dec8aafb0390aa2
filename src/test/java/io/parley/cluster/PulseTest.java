package io.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Dead instances as one instance sees them, on its own time that a test turns. */
class PulseTest {
    private final UUID me = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private final Pulse pulse = new Pulse(me);
    private final Map<UUID, Long> counters = new HashMap<>(Map.of(me, 0L, other, 0L));
    private long now = Long.MAX_VALUE - 5;

    @Test
    void takesASilentInstanceForDead() {
        watch(5, false);
        assertThat(dead()).isEmpty();

        watch(2, false);
        assertThat(dead()).containsExactly(other);
    }

    @Test
    void leavesAnInstanceAloneThatGivesSignsOfLife() {
        watch(60, true);

        assertThat(dead()).isEmpty();
    }

    @Test
    void neverTakesItselfForDead() {
        counters.remove(other);
        for (int second = 0; second < 60; second++) {
            pulse.beaten(counters, now);
            now += Duration.ofSeconds(1).toNanos();
        }

        assertThat(dead()).isEmpty();
    }

    @Test
    void judgesNobodyWhileItsOwnSignOfLifeIsLate() {
        watch(8, false);
        now += Duration.ofSeconds(4).toNanos();

        assertThat(dead()).isEmpty();
    }

    @Test
    void watchesAnewAfterAStallThatMayHaveHitTheOthersToo() {
        watch(3, true);
        now += Duration.ofSeconds(30).toNanos();

        watch(5, false);
        assertThat(dead()).isEmpty();
        watch(2, false);
        assertThat(dead()).containsExactly(other);
    }

    @Test
    void givesANewInstanceTimeForItsFirstSignsOfLife() {
        watch(60, true);
        UUID young = UUID.randomUUID();
        counters.put(young, 0L);

        watch(3, true);

        assertThat(dead()).isEmpty();
    }

    private void watch(int seconds, boolean otherBeats) {
        for (int second = 0; second < seconds; second++) {
            if (otherBeats) {
                counters.merge(other, 1L, Long::sum);
            }
            counters.merge(me, 1L, Long::sum);
            pulse.beaten(counters, now);
            now += Duration.ofSeconds(1).toNanos();
        }
    }

    private Set<UUID> dead() {
        return pulse.dead(now);
    }
}
