package io.parley.channel.telegram;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One message as it is sent; kept as JSON between rendering and delivery.
 *
 * @param html the text with tags
 * @param plain the text without, should Telegram not take the tags
 * @param buttons rows of buttons, mostly none
 * @param replyTo the message that is answered, as {@code chat/message}; only in groups
 * @param emoji a reaction that it is, to the message that is answered, in place of a message; null for messages
 */
record RenderedPart(String html, String plain, List<List<Button>> buttons, @Nullable String replyTo,
        @Nullable String emoji) {
    RenderedPart(String html, String plain, List<List<Button>> buttons, @Nullable String replyTo) {
        this(html, plain, buttons, replyTo, null);
    }

    /**
     * One button.
     *
     * @param data what a press brings; empty for a link
     * @param url the address of a link; null for other buttons
     */
    record Button(String label, String data, @Nullable String url) {
        Button(String label, String data) {
            this(label, data, null);
        }
    }

    static RenderedPart read(String payload) {
        return JsonMapper.shared().readValue(payload, RenderedPart.class);
    }

    String payload() {
        return JsonMapper.shared().writeValueAsString(this);
    }
}
