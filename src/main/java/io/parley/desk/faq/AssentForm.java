package io.parley.desk.faq;

import io.parley.learning.suggestion.Publisher.Assent;
import io.parley.security.Agent;
import io.parley.security.Role;
import org.jspecify.annotations.Nullable;

/**
 * The part of a form by which an agent wants a decision in spite of what it does to known questions.
 *
 * @param effect the effect's name, which the button beside it has
 * @param despite why questions may go wrong whose right entry is known
 */
record AssentForm(@Nullable String effect, @Nullable String despite) {
    private static final int LONGEST_REASON = 500;

    /** The assent of an agent; a reason counts from those who look after the FAQ. */
    Assent of(Agent agent) {
        return new Assent(effect, agent.role() == Role.AGENT ? null : shortReason());
    }

    private String shortReason() {
        String tidy = despite == null ? "" : despite.replace("\0", "").strip();
        return tidy.substring(0, Math.min(LONGEST_REASON, tidy.length()));
    }
}
