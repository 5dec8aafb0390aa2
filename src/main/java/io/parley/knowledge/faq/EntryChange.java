package io.parley.knowledge.faq;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * A change of entries, by whom and why.
 *
 * @param by a login, or a key's name; null for the commands of this machine, and for what the bot learned
 */
@NamedInterface
public record EntryChange(@Nullable String by, Reason reason) {

    /** Why an entry was changed. */
    public enum Reason {
        /** Somebody wrote it. */
        ADDED,
        /** A file has it so. */
        IMPORTED,
        /** Somebody says it better. */
        CHANGED,
        /** What it said before was not true. */
        WRONG,
        /** The bot may answer with it from now on. */
        PUBLISHED,
        /** The bot may not answer with it any more. */
        UNPUBLISHED,
        /** It is out of use. */
        DELETED,
        /** It is again as it was. */
        RESTORED,
        /** The bot learned it from people. */
        LEARNED;

        /** The word by which it is stored, and named in texts. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Reason of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** A change by nobody who could be named. */
    public static EntryChange nameless(Reason reason) {
        return new EntryChange(null, reason);
    }
}
