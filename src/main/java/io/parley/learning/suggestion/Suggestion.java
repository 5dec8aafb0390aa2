package io.parley.learning.suggestion;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A question of customers with what agents told them, for a person to publish or dismiss. Nothing is answered with it.
 *
 * @param near what it resembles; null when nothing does
 * @param support how many tickets say so
 */
public record Suggestion(long id, Kind kind, Wording wording, @Nullable Resemblance near, int support, Care care,
        Instant at) {

    /** What may become of it. */
    public enum Kind {
        /** An entry that the FAQ does not have. */
        NEW,
        /** Another way to ask for an entry. */
        PHRASING,
        /** An answer that differs from the one that there is to such a question. */
        CONTRADICTION;

        /** The word by which it is stored and shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What it says.
     *
     * @param ways other ways to ask
     * @param language as an IETF tag
     */
    public record Wording(String question, String answer, List<String> ways, String language) {
        public Wording {
            ways = List.copyOf(ways);
        }
    }

    /**
     * What it resembles.
     *
     * @param entry the id of an entry; null when it is a suggestion
     * @param suggestion the id of a suggestion; null when it is an entry
     * @param similarity the cosine of the questions
     * @param differs numbers, days, links and negations that stand in one of both answers only
     */
    public record Resemblance(@Nullable String entry, @Nullable Long suggestion, double similarity,
            List<String> differs) {
        public Resemblance {
            differs = List.copyOf(differs);
        }
    }

    /**
     * What its reviewer has to look at.
     *
     * @param marks words that may be somebody's name, and what stands for what was taken out
     * @param isPrivateAct whether it reads like something that was done for one customer
     */
    public record Care(List<String> marks, boolean isPrivateAct) {
        public Care {
            marks = List.copyOf(marks);
        }
    }

    /**
     * A question from which a suggestion comes.
     *
     * @param ticket the ticket on which it was answered; null when it was asked on none
     * @param message the message that asked
     * @param agent the one who answered
     */
    public record Source(@Nullable Long ticket, long message, @Nullable Long participant, @Nullable String agent,
            Instant at) {
        /** The same, answered by somebody. */
        public Source by(String login) {
            return new Source(ticket, message, participant, login, at);
        }
    }
}
