package io.parley.channel.slack;

import com.slack.api.methods.request.auth.AuthTestRequest;
import com.slack.api.methods.response.auth.AuthTestResponse;
import io.parley.channel.calls.HealthTracker;
import io.parley.channel.slack.api.CallResult;
import io.parley.channel.slack.api.Concern;
import io.parley.channel.slack.api.SlackApi;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns from Slack who the bot is and what it may do, and tries again as long as Slack is away or the token is wrong. */
final class BotIdentity {
    /** The scopes that the bot's token needs; the manifest asks for them. */
    static final List<String> SCOPES = List.of("app_mentions:read", "assistant:write", "channels:history", "chat:write",
            "commands", "groups:history", "im:history", "mpim:history", "reactions:read", "reactions:write",
            "users:read",
            "users:read.email");

    private static final Logger log = LoggerFactory.getLogger(BotIdentity.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration MAX_WAIT = Duration.ofSeconds(8);

    private static final String SCOPES_HEADER = "x-oauth-scopes";

    private final SlackApi api;
    private final BotUser bot;
    private final HealthTracker<Concern> health;

    BotIdentity(SlackApi api, BotUser bot, HealthTracker<Concern> health) {
        this.api = api;
        this.bot = bot;
        this.health = health;
    }

    static String wrongToken(String error) {
        return "Slack refuses the bot's token (" + error + "); check PARLEY_SLACK_BOT_TOKEN";
    }

    /** The scopes that are needed and missing, separated by commas; empty if there are none. */
    static String missing(String scopes) {
        Set<String> granted = Arrays.stream(scopes.split(",")).map(String::strip).collect(Collectors.toSet());
        return scopes.isBlank()
                ? ""
                : SCOPES.stream().filter(scope -> !granted.contains(scope)).collect(Collectors.joining(", "));
    }

    /** Asks until it is known or the thread is interrupted. */
    void learn() {
        Duration wait = FIRST_WAIT;
        try {
            while (!Thread.currentThread().isInterrupted() && !isKnown(ask(api))) {
                Thread.sleep(wait);
                wait = wait.multipliedBy(2).compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks Slack whose token it is. */
    static CallResult<AuthTestResponse> ask(SlackApi api) {
        return api.call(methods -> methods.authTest(AuthTestRequest.builder().build()));
    }

    /** The scopes of the token, separated by commas; empty where Slack does not name them. */
    static String scopes(AuthTestResponse me) {
        return String.join(",", me.getHttpResponseHeaders().getOrDefault(SCOPES_HEADER, List.of()));
    }

    /** Why Slack did not say whose token it is, for an operator. */
    static String why(CallResult<AuthTestResponse> result) {
        return result.error().isEmpty() ? result.why() : wrongToken(result.error());
    }

    /** Keeps who the bot is, and in which workspace, or in which organization when it is installed for all of its workspaces. */
    static void learn(BotUser bot, AuthTestResponse me) {
        String organization = me.getEnterpriseId();
        bot.learn(me.getUserId(), me.isEnterpriseInstall() && organization != null ? organization : me.getTeamId());
    }

    private boolean isKnown(CallResult<AuthTestResponse> result) {
        if (result instanceof CallResult.Ok<AuthTestResponse>(var me)) {
            learn(me);
        } else {
            health.fails(Concern.TOKEN, why(result));
        }
        return result.isOk();
    }

    private void learn(AuthTestResponse me) {
        learn(bot, me);
        String missing = missing(scopes(me));
        if (!missing.isEmpty()) {
            log.warn("The Slack app lacks the scopes {}: add them and install it again", missing);
        }
        log.info("In Slack the bot is {}", me.getUser());
        health.works(Concern.TOKEN);
    }
}
