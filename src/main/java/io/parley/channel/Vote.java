package io.parley.channel;

import java.util.Arrays;
import java.util.Optional;

/** A person's verdict on an answer, as they give it. */
public enum Vote {
    /** It helped. */
    UP(1),
    /** It did not. */
    DOWN(-1),
    /** The verdict is taken back. */
    NONE(0);

    private final int number;

    Vote(int number) {
        this.number = number;
    }

    /** 1, -1 or 0. */
    public int number() {
        return number;
    }

    /** The vote of a number; empty when it is none of the three. */
    public static Optional<Vote> of(int number) {
        return Arrays.stream(values()).filter(vote -> vote.number == number).findFirst();
    }
}
