package io.parley.conversation;

import io.parley.channel.Address;
import io.parley.channel.Language;
import io.parley.channel.ThreadKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread's state.
 *
 * @param contextStartsAfter messages up to this one are no longer used
 * @param spoken the language that the person speaks; null as long as nothing tells it
 */
record Conversation(long id, ThreadKey thread, Address address, State state, long contextStartsAfter,
        @Nullable Language spoken) {
    /** The language in which the bot speaks here. */
    Language language() {
        return Objects.requireNonNullElse(spoken, Language.EN);
    }
}
