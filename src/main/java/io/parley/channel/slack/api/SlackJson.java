package io.parley.channel.slack.api;

import com.google.gson.Gson;
import com.slack.api.util.json.GsonFactory;

/** JSON of the types of Slack's library, which only its own reader and writer understand. */
public final class SlackJson {
    public static final Gson GSON = GsonFactory.createSnakeCase().newBuilder().disableHtmlEscaping().create();

    private SlackJson() {}
}
