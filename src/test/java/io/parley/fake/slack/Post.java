package io.parley.fake.slack;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message as its channel shows it now.
 *
 * @param user who wrote it
 * @param onlyFor the one person who sees it, if it is for one
 * @param edits how often it was changed
 */
public record Post(String channel, String ts, @Nullable String thread, String user, String text, JsonNode blocks,
        JsonNode metadata, @Nullable String onlyFor, int edits) {
    /** The text that a reader sees: that of the sections, or the text alone where there are no blocks. */
    public String seen() {
        StringBuilder seen = new StringBuilder();
        for (JsonNode block : blocks) {
            if (block.path("type").asString("").equals("section")) {
                seen.append(shown(block.path("text"))).append('\n');
            }
        }
        return blocks.isEmpty() ? shown(text) : seen.toString().strip();
    }

    private static String shown(JsonNode text) {
        String written = text.path("text").asString("");
        return text.path("type").asString("").equals("plain_text") ? written : shown(written);
    }

    private static String shown(String mrkdwn) {
        return mrkdwn.replaceAll("<(https?://[^|>]*)\\|([^>]*)>", "$2 ($1)").replace("&lt;", "<")
                .replace("&gt;", ">").replace("&amp;", "&");
    }

    /** The root of the thread that it is in. */
    public String root() {
        return thread == null ? ts : thread;
    }
}
