package io.parley.channel.telegram;

import io.parley.channel.Address;
import io.parley.channel.AgentReplies;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Parley talks to Telegram.
 *
 * @param token the bot's token, as BotFather gave it; none: this channel is off
 * @param apiUrl where the Bot API is: scheme, host and port, without a path
 * @param mode {@code polling}: updates are fetched, which needs no address that Telegram can reach; {@code webhook}: Telegram
 *     brings them
 * @param webhookSecret what Telegram has to show when it brings updates: 1 to 256 of {@code A-Za-z0-9_-}; needed for webhooks
 * @param username the bot's name without {@code @}; absent: Telegram is asked for it
 * @param agentChat the id of the group in which agents work, or {@code group/topic}; none: they are not told in Telegram
 * @param agentReplies what becomes of an agent's words under a ticket that nobody has: {@code ask} the agent, {@code send} and take
 *     it, or {@code off}: nothing reaches a customer
 * @param pollTimeout how long Telegram may hold a poll open, up to 50 s; longer means fewer empty answers
 * @param answerTimeout how long any other call may take before its result counts as unknown
 * @param limits how fast it sends
 */
@ConfigurationProperties("parley.telegram")
record TelegramSettings(@Nullable String token, @DefaultValue("https://api.telegram.org") URI apiUrl,
        @DefaultValue("polling") Mode mode, @Nullable String webhookSecret, @Nullable String username,
        @Nullable String agentChat, @DefaultValue("ask") AgentReplies agentReplies,
        @DefaultValue("50s") Duration pollTimeout, @DefaultValue("15s") Duration answerTimeout,
        @DefaultValue Limits limits) {

    /** How updates come in. */
    enum Mode {
        /** The leading instance fetches them. */
        POLLING,
        /** Telegram brings them to {@code /telegram/webhook} of any instance. */
        WEBHOOK
    }

    /**
     * Telegram's rate limits, applied by each instance by itself; divide them by the number of instances if all of them
     * send much.
     *
     * @param chatPerSecond messages a second to one chat; Telegram advises 1
     * @param chatBurst messages that one chat gets at once before that; Telegram allows short bursts
     * @param groupPerMinute messages a minute to one group; Telegram allows 20
     * @param perSecond messages a second in all; Telegram allows about 30
     */
    record Limits(@DefaultValue("1") double chatPerSecond, @DefaultValue("3") int chatBurst,
            @DefaultValue("20") int groupPerMinute, @DefaultValue("30") int perSecond) {
        Limits {
            require(chatPerSecond > 0 && chatPerSecond <= 1000, "limits.chat-per-second must lie between 0 and 1000");
            require(chatBurst >= 1, "limits.chat-burst must be 1 or more");
            require(groupPerMinute >= 1, "limits.group-per-minute must be 1 or more");
            require(perSecond >= 1, "limits.per-second must be 1 or more");
        }
    }

    TelegramSettings {
        require(apiUrl.getHost() != null && ("http".equals(apiUrl.getScheme()) || "https".equals(apiUrl.getScheme())),
                "api-url must be http(s)://host[:port]");
        require(apiUrl.getPath().isEmpty() || apiUrl.getPath().equals("/"), "api-url must not have a path");
        require(isBlank(agentChat) || text(agentChat).matches("-\\d{1,18}(/\\d{1,9})?"),
                "agent-chat (PARLEY_TELEGRAM_AGENT_CHAT) must be the id of a group, such as -1001234567890, or with a topic"
                        + " -1001234567890/17");
        require(pollTimeout.toSeconds() >= 1 && pollTimeout.toSeconds() <= 50, "poll-timeout must be 1s to 50s");
        require(answerTimeout.isPositive(), "answer-timeout must be positive");
        require(mode == Mode.POLLING || isBlank(token) || isSecret(webhookSecret),
                "webhook-secret (PARLEY_TELEGRAM_WEBHOOK_SECRET) is needed in webhook mode: 1 to 256 of A-Z a-z 0-9 _ -");
    }

    /** Whether a bot is configured. */
    boolean on() {
        return !isBlank(token);
    }

    /** The token, empty if there is none. */
    String tokenOrEmpty() {
        return token == null ? "" : token.strip();
    }

    /** The secret, empty if there is none. */
    String secretOrEmpty() {
        return webhookSecret == null ? "" : webhookSecret;
    }

    /** The bot's user id, which its token begins with; 0 if it does not. */
    long botId() {
        String id = tokenOrEmpty().split(":", 2)[0];
        return id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
    }

    /** Where agents work. */
    Optional<TelegramTarget> agentsPlace() {
        return on() && !isBlank(agentChat)
                ? Optional.of(TelegramTarget.of(new Address(TelegramTarget.TELEGRAM, text(agentChat))))
                : Optional.empty();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static boolean isSecret(@Nullable String secret) {
        return secret != null && secret.matches("[A-Za-z0-9_-]{1,256}");
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static void require(boolean fact, String sentence) {
        if (!fact) {
            throw new IllegalArgumentException("parley.telegram." + sentence);
        }
    }

    /** Shows neither the token nor the secret. */
    @Override
    public String toString() {
        return "TelegramSettings[" + mode + " " + apiUrl + (on() ? "" : ", off") + "]";
    }
}
