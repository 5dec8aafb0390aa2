package io.parley.channel.slack;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * One message as it is sent; kept as JSON between rendering and delivery.
 *
 * @param text what is shown where blocks are not, as mrkdwn
 * @param blocks the message
 * @param asked Slack's {@code channel/ts} of the message that it answers, if there is one
 */
record RenderedPart(String text, ArrayNode blocks, @Nullable String asked) {
    static RenderedPart read(String payload) {
        return JsonMapper.shared().readValue(payload, RenderedPart.class);
    }

    /** This part with another one under it, as one message. */
    RenderedPart with(RenderedPart below) {
        return new RenderedPart(text + "\n\n" + below.text(), blocks.deepCopy().addAll(below.blocks()), asked);
    }

    String payload() {
        return JsonMapper.shared().writeValueAsString(this);
    }
}
