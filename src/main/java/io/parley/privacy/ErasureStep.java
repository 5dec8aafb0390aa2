package io.parley.privacy;

import java.util.Arrays;

/** A part of an erasure. Each is one transaction, and does nothing when it is done again. */
enum ErasureStep {
    /** The person's ticket is resolved, and nothing more is sent to them. */
    STOP(1),
    /** Services are asked to delete the bot's messages to them, and the copies of theirs that agents saw. */
    SERVICES(2),
    /** The FAQ forgets what it learned from them alone. */
    LEARNED(3),
    /** Their words go, and the words that were said to and about them. */
    TEXTS(4),
    /** The channels forget them. */
    CHANNELS(5),
    /** Nothing tells any more who they were. */
    IDS(6),
    /** All instances read anew what they hold in memory. */
    SIGNAL(7),
    /** It is written down that it is done. */
    REPORT(8);

    private final int number;

    ErasureStep(int number) {
        this.number = number;
    }

    /** The number of the step, as it is stored once it is done. */
    int number() {
        return number;
    }

    /** The step that comes when so many are done. */
    static ErasureStep after(int done) {
        return Arrays.stream(values()).filter(step -> step.number == done + 1).findFirst().orElseThrow();
    }
}
