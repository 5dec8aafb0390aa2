package io.parley.knowledge.faq;

import io.parley.knowledge.faq.FaqEntry.State;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * Which entries of the FAQ are meant.
 *
 * @param text what stands in them, in any case; empty: all
 * @param states one of these
 * @param language an IETF tag; empty: any
 * @param category exactly this; empty: any
 */
@NamedInterface
public record EntryFilter(String text, Set<State> states, String language, String category, Only only) {

    /** The entries that are answered with or may come to be. */
    public static final Set<State> IN_USE = Set.of(State.PUBLISHED, State.DRAFT);

    /** Which of them by how they do. */
    public enum Only {
        /** All of them. */
        ALL,
        /** Those with more votes against than for them, lately. */
        DOUBTFUL,
        /** Those that no message was answered with in the last 90 days. */
        UNUSED,
        /** Those whose review is due. */
        OVERDUE,
        /** Those that another entry contradicts. */
        CONTRADICTS;

        /** The word by which it is asked for. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of a word; empty where none is called so. */
        public static Optional<Only> named(@Nullable String word) {
            return Arrays.stream(values()).filter(only -> only.word().equals(word)).findFirst();
        }
    }

    public EntryFilter {
        states = Set.copyOf(states);
    }

    String[] stateWords() {
        return states.stream().map(state -> state.name().toLowerCase(Locale.ROOT)).toArray(String[]::new);
    }
}
