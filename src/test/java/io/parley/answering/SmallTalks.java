package io.parley.answering;

import java.util.Locale;
import java.util.Optional;

/** Reads small talk as the bot does, for tests of other packages. */
public final class SmallTalks {
    private static final SmallTalk SMALL_TALK = new SmallTalk(Bot.PHRASES);

    private SmallTalks() {}

    /** The word for the small talk of a text for which a search finds nothing; empty when it is none. */
    public static Optional<String> in(String text) {
        return SMALL_TALK.in(text).or(() -> SMALL_TALK.leaning(text)).map(kind -> kind.name().toLowerCase(Locale.ROOT));
    }
}
