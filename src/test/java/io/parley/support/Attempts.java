package io.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** The attempts at one door, and those that got through. */
public final class Attempts {
    private final String door;
    private final List<String> through = new ArrayList<>();
    private int count;

    /** @param door what was attacked, as it is to be printed */
    public Attempts(String door) {
        this.door = door;
    }

    /** Notes one attempt. */
    public void note(String attempt, boolean isStopped) {
        count++;
        if (!isStopped) {
            through.add(attempt);
        }
    }

    /** Prints the figures, and asserts that there were at least this many attempts and that none got through. */
    public void wereStopped(int atLeast) {
        System.out.printf("%s: attempts %d, stopped %d, through %d%n", door, count, count - through.size(),
                through.size());
        assertThat(through).as(door).isEmpty();
        assertThat(count).as(door).isGreaterThanOrEqualTo(atLeast);
    }
}
