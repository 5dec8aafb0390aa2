package io.parley.correction;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that got a wrong answer.
 *
 * @param channel its channel's name
 * @param participant the person who asked; null where that is not known
 * @param name how they are called, or their address; null where that says nothing
 * @param ticket its open ticket; null when there is none
 * @param at when it last got the wrong answer
 * @param state whether it is told
 * @param why why nobody can be reached there; null when they can, or were told
 */
public record Recipient(long conversation, String channel, @Nullable Long participant, @Nullable String name,
        @Nullable Long ticket, Instant at, State state, @Nullable Unreached why) {

    /** Whether a conversation is told. */
    public enum State {
        /** Nobody wants it told. */
        OPEN,
        /** It is told in a moment. */
        DUE,
        /** What it is told is on its way, or there. */
        SENT,
        /** What it was told could not be delivered. */
        FAILED,
        /** It could not be told, and can be tried again. */
        UNREACHED;

        /** The word by which texts and programs name it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a conversation cannot be told something that nobody asked for there. */
    public enum Unreached {
        /** The person was erased, or is being erased. */
        ERASED,
        /** The conversation went on elsewhere. */
        OVER,
        /** An agent has it, and says what is to be said. */
        AGENT,
        /** The service takes nothing for it any more. */
        BLOCKED,
        /** Nobody comes back to where it would be read. */
        GONE,
        /** The person wants no automatic mails. */
        UNSUBSCRIBED,
        /** The channel is not set up. */
        OFF,
        /** It could not be written, again and again; it can be tried later. */
        FAILED;

        /** The word by which it is stored, and named in texts. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it can be told now. */
    public boolean isOpen() {
        return why == null && (state == State.OPEN || state == State.UNREACHED);
    }
}
