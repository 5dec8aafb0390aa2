package io.parley.channel.slack;

import com.google.gson.JsonElement;
import com.slack.api.methods.SlackApiErrorResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of messages of a thread or a channel. */
final class FoundMessages extends SlackApiErrorResponse {
    private @Nullable List<Found> messages;
    private @Nullable Metadata responseMetadata;

    /** One message. */
    static final class Found {
        private @Nullable String ts;
        private @Nullable JsonElement metadata;

        /** When it was written, which is its name within the channel. */
        String ts() {
            return ts == null ? "" : ts;
        }

        /** The metadata that its author attached to it, if any. */
        @Nullable
        JsonElement metadata() {
            return metadata;
        }
    }

    /** The paging data of a response. */
    static final class Metadata {
        private @Nullable String nextCursor;
    }

    /** The messages of this page. */
    List<Found> messages() {
        return messages == null ? List.of() : messages;
    }

    /** The cursor of the next page; null if this is the last. */
    @Nullable
    String nextCursor() {
        String cursor = responseMetadata == null ? null : responseMetadata.nextCursor;
        return cursor == null || cursor.isEmpty() ? null : cursor;
    }
}
