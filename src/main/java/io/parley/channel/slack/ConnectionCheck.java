package io.parley.channel.slack;

import com.slack.api.methods.request.apps.connections.AppsConnectionsOpenRequest;
import com.slack.api.methods.response.apps.connections.AppsConnectionsOpenResponse;
import com.slack.api.methods.response.auth.AuthTestResponse;
import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelHealth.State;
import io.parley.channel.slack.api.CallResult;
import io.parley.channel.slack.api.SlackApi;
import io.parley.channel.slack.api.SlackSettings;

/** Finds out whether Slack can be reached, knows the bot, and lets it do what it has to. */
final class ConnectionCheck {
    private final SlackApi api;
    private final SlackSettings settings;

    ConnectionCheck(SlackApi api, SlackSettings settings) {
        this.api = api;
        this.settings = settings;
    }

    ChannelHealth now() {
        CallResult<AuthTestResponse> result = BotIdentity.ask(api);
        return result instanceof CallResult.Ok<AuthTestResponse>(var me)
                ? allowed(me)
                : down(BotIdentity.why(result));
    }

    private ChannelHealth allowed(AuthTestResponse me) {
        String missing = BotIdentity.missing(BotIdentity.scopes(me));
        if (!missing.isEmpty()) {
            return down("the app lacks the scope " + missing + ": add it under OAuth & Permissions, and install the app"
                    + " again");
        }
        String how = "the bot is " + me.getUser() + " in " + me.getTeam();
        return settings.socket() ? socket(how) : new ChannelHealth(State.UP, how + ", events over HTTP");
    }

    private ChannelHealth socket(String how) {
        AppsConnectionsOpenRequest request = AppsConnectionsOpenRequest.builder().token(settings.appTokenOrEmpty())
                .build();
        CallResult<AppsConnectionsOpenResponse> result = api.call(methods -> methods.appsConnectionsOpen(request));
        if (result.isOk()) {
            return new ChannelHealth(State.UP, how + ", events over Socket Mode");
        }
        return down(result instanceof CallResult.Rejected<?>(String error, String needed)
                ? "Slack refuses the app token (" + error
                        + (needed.isEmpty() ? "" : ", it lacks the scope " + needed) + "); check PARLEY_SLACK_APP_TOKEN"
                : result.why());
    }

    private static ChannelHealth down(String what) {
        return new ChannelHealth(State.DOWN, what);
    }
}
