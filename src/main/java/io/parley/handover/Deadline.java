package io.parley.handover;

import io.parley.handover.HandoverSettings;
import io.parley.hours.OfficeHours;
import java.time.Duration;
import java.time.Instant;

/** The transition of a ticket on which nothing has been done for too long. */
enum Deadline {
    /** An agent leaves a customer without a word: the ticket waits for everybody again. */
    RETURN("state = 'taken' and waits_since is not null and snoozed_until is null"),
    /** An agent does not begin with a ticket that they were given: it waits for everybody again. */
    UNSTARTED("state = 'taken' and unstarted and snoozed_until is null"),
    /** The customer says nothing to an agent's word: the ticket is closed. */
    CLOSE("state = 'taken' and waits_since is null and snoozed_until is null"),
    /** Nobody comes: the bot takes the conversation back. */
    GIVE_UP("state = 'waiting' and snoozed_until is null");

    private final String condition;

    Deadline(String condition) {
        this.condition = condition;
    }

    /** Which tickets have it, in the words of an index on {@code (idle_since, id)}. */
    String condition() {
        return condition;
    }

    /**
     * The moment before which something was done last about a ticket that is past it. What agents are to do has office time,
     * what customers are to do has all time.
     */
    Instant before(Instant now, HandoverSettings settings, OfficeHours hours) {
        return switch (this) {
            case RETURN, UNSTARTED -> hours.minus(now, after(settings));
            case CLOSE, GIVE_UP -> now.minus(after(settings));
        };
    }

    private Duration after(HandoverSettings settings) {
        return switch (this) {
            case RETURN -> settings.returnAfter();
            case UNSTARTED -> settings.startWithin();
            case CLOSE -> settings.closeAfter();
            case GIVE_UP -> settings.giveUpAfter();
        };
    }
}
