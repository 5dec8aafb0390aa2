package io.parley.channel.slack;

import com.slack.api.model.block.LayoutBlock;
import io.parley.channel.slack.api.SlackJson;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One message as it is sent; kept as JSON between rendering and delivery.
 *
 * @param text what is shown where blocks are not, as mrkdwn
 * @param blocks the message
 * @param asked Slack's {@code channel/ts} of the message that it answers, if there is one
 * @param loud whether it is shown in the channel too where it stands in a thread
 * @param emoji the name of a reaction that it is in place of a message; null for messages
 */
record RenderedPart(String text, List<LayoutBlock> blocks, @Nullable String asked, boolean loud,
        @Nullable String emoji) {

    RenderedPart(String text, List<LayoutBlock> blocks, @Nullable String asked) {
        this(text, blocks, asked, false, null);
    }

    /** A reaction to the message {@code on}. */
    static RenderedPart reaction(String emoji, String on) {
        return new RenderedPart("", List.of(), on, false, emoji);
    }

    /** This part shown in the channel too. */
    RenderedPart shownToAll() {
        return new RenderedPart(text, blocks, asked, true, emoji);
    }

    static RenderedPart read(String payload) {
        return SlackJson.GSON.fromJson(payload, RenderedPart.class);
    }

    /** This part with another one under it, as one message. */
    RenderedPart with(RenderedPart below) {
        return new RenderedPart(text + "\n\n" + below.text(), joined(blocks, below.blocks()), asked, loud, emoji);
    }

    /** This part with more blocks under it. */
    RenderedPart with(List<LayoutBlock> below) {
        return new RenderedPart(text, joined(blocks, below), asked, loud, emoji);
    }

    private static List<LayoutBlock> joined(List<LayoutBlock> above, List<LayoutBlock> below) {
        return Stream.concat(above.stream(), below.stream()).toList();
    }

    String payload() {
        return SlackJson.GSON.toJson(this);
    }
}
