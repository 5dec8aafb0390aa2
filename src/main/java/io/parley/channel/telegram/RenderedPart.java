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
 */
record RenderedPart(String html, String plain, List<List<Button>> buttons, @Nullable String replyTo) {
    /** One button. */
    record Button(String label, String data) {}

    static RenderedPart read(String payload) {
        return JsonMapper.shared().readValue(payload, RenderedPart.class);
    }

    String payload() {
        return JsonMapper.shared().writeValueAsString(this);
    }
}
