package io.parley.handover;

import io.parley.handover.HandoverSettings;
import java.time.Duration;

/** The transition of a ticket on which nothing has been done for too long. */
enum Deadline {
    /** An agent leaves a customer without a word: the ticket waits for everybody again. */
    RETURN("state = 'taken' and waits_since is not null"),
    /** The customer says nothing to an agent's word: the ticket is closed. */
    CLOSE("state = 'taken' and waits_since is null"),
    /** Nobody comes: the bot takes the conversation back. */
    GIVE_UP("state = 'waiting'");

    private final String condition;

    Deadline(String condition) {
        this.condition = condition;
    }

    /** Which tickets have it, in the words of an index on {@code (idle_since, id)}. */
    String condition() {
        return condition;
    }

    Duration after(HandoverSettings settings) {
        return switch (this) {
            case RETURN -> settings.returnAfter();
            case CLOSE -> settings.closeAfter();
            case GIVE_UP -> settings.giveUpAfter();
        };
    }
}
