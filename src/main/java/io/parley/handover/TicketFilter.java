package io.parley.handover;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets of a list are wanted; null for any.
 *
 * @param channel the channel's name
 * @param reason the word for why the bot handed over
 * @param tag a tag that they have
 * @param owner the id of the agent who has them, or had them last
 */
public record TicketFilter(@Nullable String channel, @Nullable String reason, @Nullable String tag,
        @Nullable Long owner) {
    /** All tickets of a list. */
    public static final TicketFilter NONE = new TicketFilter(null, null, null, null);

    /** What comes after a list's condition, in the words of indexes. */
    String condition() {
        return (channel == null ? "" : " and channel = :channel") + (reason == null ? "" : " and reason = :reason")
                + (owner == null ? "" : " and assignee = :owner")
                + (tag == null ? "" : " and id in (select ticket_id from ticket_tag where tag = :tag)");
    }

    Map<String, Object> params() {
        Map<String, Object> params = new HashMap<>();
        params.put("channel", channel);
        params.put("reason", reason);
        params.put("tag", tag);
        params.put("owner", owner);
        params.values().removeIf(value -> value == null);
        return params;
    }
}
