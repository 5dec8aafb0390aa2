package io.parley.channel.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One message as it is sent; kept as JSON between rendering and delivery.
 *
 * @param text what is shown where blocks are not, as mrkdwn
 * @param blocks the message
 * @param asked Slack's {@code channel/ts} of the message that it answers, if there is one
 */
record RenderedPart(String text, List<LayoutBlock> blocks, @Nullable String asked) {
    static RenderedPart read(String payload) {
        return SlackJson.GSON.fromJson(payload, RenderedPart.class);
    }

    /** This part with another one under it, as one message. */
    RenderedPart with(RenderedPart below) {
        return new RenderedPart(text + "\n\n" + below.text(), joined(blocks, below.blocks()), asked);
    }

    /** This part with more blocks under it. */
    RenderedPart with(List<LayoutBlock> below) {
        return new RenderedPart(text, joined(blocks, below), asked);
    }

    private static List<LayoutBlock> joined(List<LayoutBlock> above, List<LayoutBlock> below) {
        return Stream.concat(above.stream(), below.stream()).toList();
    }

    String payload() {
        return SlackJson.GSON.toJson(this);
    }
}
