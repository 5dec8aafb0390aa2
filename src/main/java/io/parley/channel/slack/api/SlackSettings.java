package io.parley.channel.slack.api;

import io.parley.channel.AgentReplies;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Parley talks to Slack. With the bot's token, at least one way in is needed: the app token, or the signing secret.
 *
 * @param botToken the bot's token ({@code xoxb-…}); none: this channel is off
 * @param appToken the app-level token ({@code xapp-…}) for Socket Mode, in which events are fetched over a WebSocket
 * @param signingSecret what Slack signs its requests with, for events that are brought to {@code /slack/events}
 * @param apiUrl where Slack is: scheme, host and port, without a path
 * @param threads what is answered in a thread that the bot is part of: {@code all} that mentions nobody else, or
 *     {@code mentions} of the bot only
 * @param agentChannel the id of the channel ({@code C…} or {@code G…}) in which agents are told that somebody waits for them;
 *     none: they are not told in Slack
 * @param agentReplies what becomes of an agent's words in the thread of a ticket that nobody has: {@code ask} the agent,
 *     {@code send} and take it, or {@code off}: nothing reaches a customer
 * @param staff whether the workspace is the shop's own and all its members but guests are staff: what five of them say of
 *     answers over a day or longer teaches the bot, at most five questions at a time; nobody else's votes do without an
 *     operator
 * @param answerTimeout how long a call may take before its result counts as unknown and is asked for; Slack mostly answers
 *     within a second, and what hung is taken up again within 10 seconds of Slack being back
 * @param limits how fast it sends
 */
@ConfigurationProperties("parley.slack")
public record SlackSettings(@Nullable String botToken, @Nullable String appToken, @Nullable String signingSecret,
        @DefaultValue("https://slack.com") URI apiUrl, @DefaultValue("all") Threads threads,
        @Nullable String agentChannel, @DefaultValue("ask") AgentReplies agentReplies,
        @DefaultValue("false") boolean staff,
        @DefaultValue("5s") Duration answerTimeout, @DefaultValue Limits limits) {

    /** The messages that are answered in a thread that the bot is part of. */
    public enum Threads {
        /** Everything that does not mention somebody else. */
        ALL,
        /** Only what mentions the bot. */
        MENTIONS
    }

    /**
     * Slack's rate limits, applied by each instance by itself; divide them by the number of instances if all of them
     * send much.
     *
     * @param channelPerSecond messages a second to one channel; Slack advises 1
     * @param channelBurst messages that one channel gets at once before that; Slack allows short bursts
     */
    public record Limits(@DefaultValue("1") double channelPerSecond, @DefaultValue("4") int channelBurst) {
        public Limits {
            require(channelPerSecond > 0 && channelPerSecond <= 1000,
                    "limits.channel-per-second must lie between 0 and 1000");
            require(channelBurst >= 1, "limits.channel-burst must be 1 or more");
        }
    }

    public SlackSettings {
        require(apiUrl.getHost() != null && ("http".equals(apiUrl.getScheme()) || "https".equals(apiUrl.getScheme())),
                "api-url must be http(s)://host[:port]");
        require(apiUrl.getPath().isEmpty() || apiUrl.getPath().equals("/"), "api-url must not have a path");
        require(isBlank(agentChannel) || text(agentChannel).matches("[CG][A-Z0-9]{1,39}"),
                "agent-channel (PARLEY_SLACK_AGENT_CHANNEL) must be the channel's id, such as C0123ABCDEF, which stands at"
                        + " the end of its details in Slack");
        require(answerTimeout.isPositive(), "answer-timeout must be positive");
        require(isBlank(botToken) || !isBlank(appToken) || !isBlank(signingSecret),
                "signing-secret (PARLEY_SLACK_SIGNING_SECRET) or app-token (PARLEY_SLACK_APP_TOKEN) is needed with"
                        + " bot-token: without the one nobody can tell what comes from Slack, without the other nothing"
                        + " comes");
        require(!isBlank(botToken) || (isBlank(appToken) && isBlank(signingSecret)),
                "bot-token (PARLEY_SLACK_BOT_TOKEN) is needed to answer in Slack");
    }

    /** Whether Slack is configured. */
    public boolean on() {
        return !isBlank(botToken);
    }

    /** The channel in which agents are told of tickets. */
    public Optional<SlackTarget.Agents> agentsPlace() {
        return on() && !isBlank(agentChannel)
                ? Optional.of(new SlackTarget.Agents(text(agentChannel)))
                : Optional.empty();
    }

    /** Whether events are fetched over a socket. */
    public boolean socket() {
        return on() && !isBlank(appToken);
    }

    /** Whether events are taken at {@code /slack/events}. */
    public boolean http() {
        return on() && !isBlank(signingSecret);
    }

    /** The bot's token, empty if there is none. */
    public String botTokenOrEmpty() {
        return text(botToken);
    }

    /** The app-level token, empty if there is none. */
    public String appTokenOrEmpty() {
        return text(appToken);
    }

    /** The signing secret, empty if there is none. */
    public String signingSecretOrEmpty() {
        return text(signingSecret);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static void require(boolean fact, String sentence) {
        if (!fact) {
            throw new IllegalArgumentException("parley.slack." + sentence);
        }
    }

    /** Shows neither the tokens nor the secret. */
    @Override
    public String toString() {
        return "SlackSettings[" + apiUrl + (on() ? "" : ", off") + (socket() ? ", socket" : "")
                + (http() ? ", http" : "") + "]";
    }
}
