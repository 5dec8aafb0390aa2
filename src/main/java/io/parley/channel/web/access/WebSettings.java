package io.parley.channel.web.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the web chat behaves; {@code channels/web/README.md} shows the same table.
 *
 * @param allowedOrigins sites, such as {@code https://shop.example.com}, that may frame the chat, open its socket and call
 *     its API; none at first, so that nobody dresses the chat up as theirs
 * @param siteFolder a folder with the site's own {@code texts.json}, {@code theme.css}, {@code greeting.txt} or
 *     {@code icon.svg}; none at first
 * @param messagesPerMinute what one session may send, each 500 characters counting as one; 60 is faster than anybody types
 * @param messagesPerMinuteAndAddress what one address may send; 600, since an office or a mobile network shares one
 * @param requestsPerMinute how often one session may vote and look at its history, and how many frames of its socket may say
 *     nothing (pings, what is refused) before it is closed; 120, since each answer is voted on once or twice
 * @param requestsPerMinuteAndAddress how often one address may vote, look at a history and search, each 100 characters of a
 *     search counting as one
 * @param sessionsPerMinuteAndAddress how many sessions one address may open
 * @param socketsPerAddress how many sockets one address may hold open at once
 * @param waitForAnswer how long {@code POST /api/chat} waits for the answer before it says that it is pending; under the
 *     30 seconds after which many proxies give up
 * @param keepMessages how long an answer can still be handed to a browser that was away
 * @param keepSessions how long a session is known after its last visit
 */
@ConfigurationProperties("parley.web")
public record WebSettings(@DefaultValue List<String> allowedOrigins, @Nullable Path siteFolder,
        @DefaultValue("60") int messagesPerMinute,
        @DefaultValue("600") int messagesPerMinuteAndAddress,
        @DefaultValue("120") int requestsPerMinute, @DefaultValue("600") int requestsPerMinuteAndAddress,
        @DefaultValue("120") int sessionsPerMinuteAndAddress,
        @DefaultValue("50") int socketsPerAddress, @DefaultValue("25s") Duration waitForAnswer,
        @DefaultValue("7d") Duration keepMessages, @DefaultValue("90d") Duration keepSessions) {

    public WebSettings {
        allowedOrigins = allowedOrigins.stream().filter(origin -> !origin.isBlank()).map(WebSettings::origin).toList();
        positive("messages-per-minute", messagesPerMinute);
        positive("messages-per-minute-and-address", messagesPerMinuteAndAddress);
        positive("requests-per-minute", requestsPerMinute);
        positive("requests-per-minute-and-address", requestsPerMinuteAndAddress);
        positive("sessions-per-minute-and-address", sessionsPerMinuteAndAddress);
        positive("sockets-per-address", socketsPerAddress);
        if (waitForAnswer.isNegative() || waitForAnswer.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("parley.web.wait-for-answer must be between 0 s and 5 min");
        }
    }

    private static String origin(String value) {
        if (!value.matches("https?://[A-Za-z0-9.-]+(:\\d{1,5})?")) {
            throw new IllegalArgumentException("parley.web.allowed-origins takes origins such as "
                    + "https://shop.example.com, without a path, not '" + value + "'");
        }
        return value;
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("parley.web." + name + " must be at least 1");
        }
    }
}
