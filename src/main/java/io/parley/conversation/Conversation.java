package io.parley.conversation;

import io.parley.channel.Address;
import io.parley.channel.Language;
import io.parley.channel.ThreadKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread's state.
 *
 * @param reachable whether the service takes messages to the address
 * @param contextStartsAfter messages up to this one are no longer used
 * @param spoken the language that the person speaks; null as long as nothing tells it
 */
record Conversation(long id, ThreadKey thread, Address address, boolean reachable, State state, long contextStartsAfter,
        @Nullable Language spoken) {
    /** The same, reachable at an address. */
    Conversation at(Address current) {
        return new Conversation(id, thread, current, true, state, contextStartsAfter, spoken);
    }

    /** The same in a language. */
    Conversation in(Language language) {
        return new Conversation(id, thread, address, reachable, state, contextStartsAfter, language);
    }

    /** The language in which the bot speaks here. */
    Language language() {
        return Objects.requireNonNullElse(spoken, Language.EN);
    }
}
