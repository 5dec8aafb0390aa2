package io.parley.knowledge.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DescentTest {
    private static final float[] STEEPNESS = {1, 10, 100};

    private final AtomicInteger looks = new AtomicInteger();

    /** A bowl that is steeper in one direction than in another, and 1 at its bottom, where each number is 2. */
    private double bowl(float[] point, float[] gradient) {
        looks.incrementAndGet();
        double value = 1;
        for (int i = 0; i < point.length; i++) {
            float off = point[i] - 2;
            gradient[i] = STEEPNESS[i] * off;
            value += STEEPNESS[i] * off * off / 2;
        }
        return value;
    }

    @Test
    void endsAtTheBottomLongBeforeItsLastStep() {
        float[] found = Descent.from(STEEPNESS.length, 1_000, this::bowl);

        assertThat(bowl(found, new float[STEEPNESS.length])).isCloseTo(1, within(1e-3));
        assertThat(looks).hasValueLessThan(40);
    }

    @Test
    void takesNoMoreStepsThanItMay() {
        float[] found = Descent.from(STEEPNESS.length, 1, this::bowl);

        assertThat(bowl(found, new float[STEEPNESS.length])).isGreaterThan(2).isLessThan(223);
    }
}
