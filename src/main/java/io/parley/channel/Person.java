package io.parley.channel;

import org.jspecify.annotations.Nullable;

/**
 * A participant as the channel names them.
 *
 * @param channel the channel
 * @param id the channel's own id of the person, at most 300 characters
 * @param name what the person calls themselves, if the channel says
 * @param language the person's language as a BCP 47 tag, if the channel says
 * @param origin from where they write, where anybody can be a new person at any time: up to a hyphen by what voters are
 *     told apart, all of it by what limits count; null where the person counts
 * @param unverified what is not sure about who it is, in a few words for agents; null where the service knows them
 */
public record Person(ChannelName channel, String id, @Nullable String name, @Nullable String language,
        @Nullable String origin, @Nullable String unverified) {

    /** A person whom the service knows. */
    public Person(ChannelName channel, String id, @Nullable String name, @Nullable String language) {
        this(channel, id, name, language, null, null);
    }

    /** A person who writes from somewhere. */
    public Person(ChannelName channel, String id, @Nullable String name, @Nullable String language,
            @Nullable String origin) {
        this(channel, id, name, language, origin, null);
    }
}
