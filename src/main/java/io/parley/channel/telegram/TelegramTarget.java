package io.parley.channel.telegram;

import io.parley.channel.Address;
import io.parley.channel.ChannelName;
import io.parley.channel.ThreadKey;
import org.jspecify.annotations.Nullable;

/**
 * A chat, or one topic of it: where a conversation lives and where its answers go. Written {@code chat} or
 * {@code chat/topic}.
 *
 * @param chat the chat's id, negative for groups; up to 52 bits
 * @param topic {@code message_thread_id} of a topic, or 0
 */
record TelegramTarget(long chat, int topic) {
    static final ChannelName TELEGRAM = new ChannelName("telegram");

    static TelegramTarget of(Address address) {
        String[] fields = address.value().split("/", 2);
        return new TelegramTarget(Long.parseLong(fields[0]), fields.length > 1 ? Integer.parseInt(fields[1]) : 0);
    }

    ThreadKey thread() {
        return new ThreadKey(TELEGRAM, value());
    }

    Address address() {
        return new Address(TELEGRAM, value());
    }

    TelegramTarget movedTo(long newChat) {
        return new TelegramTarget(newChat, topic);
    }

    boolean isGroup() {
        return chat < 0;
    }

    /** The topic for a request; none is left out. */
    @Nullable
    Integer topicOrNull() {
        return topic == 0 ? null : topic;
    }

    private String value() {
        return topic == 0 ? Long.toString(chat) : chat + "/" + topic;
    }
}
