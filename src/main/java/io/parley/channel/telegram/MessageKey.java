package io.parley.channel.telegram;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One message. Telegram counts messages by chat, so its id alone says little. Written {@code chat/message}.
 *
 * @param chat the chat's id
 * @param message its id there
 */
record MessageKey(long chat, int message) {
    private static final Pattern WRITTEN = Pattern.compile("(-?\\d{1,18})/(\\d{1,9})");

    /** Reads the written form; empty if it is none. */
    static Optional<MessageKey> of(@Nullable String written) {
        Matcher matcher = WRITTEN.matcher(written == null ? "" : written);
        return matcher.matches()
                ? Optional.of(new MessageKey(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    String written() {
        return chat + "/" + message;
    }
}
