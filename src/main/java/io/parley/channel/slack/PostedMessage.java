package io.parley.channel.slack;

import com.slack.api.methods.SlackApiErrorResponse;
import org.jspecify.annotations.Nullable;

/** Where a message stands that Slack took or changed. */
final class PostedMessage extends SlackApiErrorResponse {
    private @Nullable String channel;
    private @Nullable String ts;

    /** Slack's {@code channel/ts} of the message. */
    String id() {
        return channel + "/" + ts;
    }
}
