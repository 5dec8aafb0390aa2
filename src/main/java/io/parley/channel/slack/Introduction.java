package io.parley.channel.slack;

import static io.parley.channel.slack.Incoming.text;

import io.parley.channel.slack.WebApi.Answer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns from Slack who the bot is and what it may do, and tries again as long as Slack is away or the token is wrong. */
final class Introduction {
    /** What the bot's token must be allowed; the manifest asks for it. */
    static final List<String> SCOPES = List.of("app_mentions:read", "assistant:write", "channels:history", "chat:write",
            "commands", "groups:history", "im:history", "mpim:history", "reactions:read", "reactions:write");

    private static final Logger log = LoggerFactory.getLogger(Introduction.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private final WebApi api;
    private final BotUser bot;
    private final Vitals vitals;

    Introduction(WebApi api, BotUser bot, Vitals vitals) {
        this.api = api;
        this.bot = bot;
        this.vitals = vitals;
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
            while (!Thread.currentThread().isInterrupted() && !isKnown(api.call("auth.test", WebApi.request()))) {
                Thread.sleep(wait);
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isKnown(Answer answer) {
        switch (answer) {
            case Answer.Done(var me, String scopes) -> {
                bot.learn(text(me, "user_id"));
                String missing = missing(scopes);
                if (!missing.isEmpty()) {
                    log.warn("The Slack app lacks the scopes {}: add them and install it again", missing);
                }
                log.info("In Slack the bot is {}", text(me, "user"));
                vitals.works(Vitals.Part.TOKEN);
                return true;
            }
            case Answer.Refused(String error, var needed) -> vitals.fails(Vitals.Part.TOKEN, wrongToken(error));
            case Answer.Limited(var wait) -> vitals.fails(Vitals.Part.TOKEN, "Slack asks to wait");
            case Answer.NeverSent(String why) -> vitals.fails(Vitals.Part.TOKEN, why);
            case Answer.Lost(String why) -> vitals.fails(Vitals.Part.TOKEN, why);
        }
        return false;
    }
}
