package io.parley.channel.slack;

import static io.parley.channel.slack.Incoming.text;

import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelHealth.State;
import io.parley.channel.slack.WebApi.Answer;

/** Finds out whether Slack can be reached, knows the bot, and lets it do what it has to. */
final class Examination {
    private final WebApi api;
    private final SlackSettings settings;

    Examination(WebApi api, SlackSettings settings) {
        this.api = api;
        this.settings = settings;
    }

    ChannelHealth now() {
        return switch (api.call("auth.test", WebApi.request())) {
            case Answer.Done(var me, String scopes) -> allowed(text(me, "user"), text(me, "team"), scopes);
            case Answer.Refused(String error, var needed) -> down(Introduction.wrongToken(error));
            case Answer.Limited limited -> down("Slack asks to wait; try again in a minute");
            case Answer.NeverSent(String why) -> down(why);
            case Answer.Lost(String why) -> down(why);
        };
    }

    private ChannelHealth allowed(String bot, String team, String scopes) {
        String missing = Introduction.missing(scopes);
        if (!missing.isEmpty()) {
            return down("the app lacks the scope " + missing + ": add it under OAuth & Permissions, and install the app"
                    + " again");
        }
        String how = "the bot is " + bot + " in " + team;
        return settings.socket() ? socket(how) : new ChannelHealth(State.UP, how + ", events over HTTP");
    }

    private ChannelHealth socket(String how) {
        return switch (api.call("apps.connections.open", WebApi.request(), settings.appTokenOrEmpty())) {
            case Answer.Done done -> new ChannelHealth(State.UP, how + ", events over Socket Mode");
            case Answer.Refused(String error, String needed) -> down("Slack refuses the app token (" + error
                    + (needed.isEmpty() ? "" : ", it lacks the scope " + needed) + "); check PARLEY_SLACK_APP_TOKEN");
            case Answer.Limited limited -> down("Slack asks to wait; try again in a minute");
            case Answer.NeverSent(String why) -> down(why);
            case Answer.Lost(String why) -> down(why);
        };
    }

    private static ChannelHealth down(String what) {
        return new ChannelHealth(State.DOWN, what);
    }
}
