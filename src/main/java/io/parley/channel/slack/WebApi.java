package io.parley.channel.slack;

import static io.parley.channel.slack.Incoming.text;

import io.parley.channel.MonotonicClock;
import io.parley.channel.Outage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls Slack's methods, and says what became of a call. The client of Slack's library is used for Socket Mode only: here it
 * matters whether a call that failed can have reached Slack, which it does not tell, and messages are made as JSON already,
 * since they are kept between rendering and delivery.
 * <a href="https://docs.slack.dev/apis/web-api">Web API</a>.
 */
final class WebApi implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> SLACKS_HOSTS = Set.of("hooks.slack.com", "hooks.slack-gov.com");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(CONNECT_TIMEOUT).build();
    private final SlackSettings settings;
    private final Outage outage;
    private final MonotonicClock clock;
    private final Map<String, Long> leftOutUntil = new ConcurrentHashMap<>();

    /** What became of a call. */
    sealed interface Answer {
        /**
         * It was done.
         *
         * @param scopes what the token may do, separated by commas
         */
        record Done(JsonNode body, String scopes) implements Answer {}

        /**
         * Slack said no.
         *
         * @param error Slack's word for why
         * @param needed the scope that the token lacks, if it is that
         */
        record Refused(String error, String needed) implements Answer {}

        /** It was too much, and was not done. */
        record Limited(Duration retryAfter) implements Answer {}

        /** It did not get to Slack. */
        record NeverSent(String why) implements Answer {}

        /** Slack may have done it, or not. */
        record Lost(String why) implements Answer {}
    }

    WebApi(SlackSettings settings, Outage outage, MonotonicClock clock) {
        this.settings = settings;
        this.outage = outage;
        this.clock = clock;
    }

    static ObjectNode request() {
        return JSON.createObjectNode();
    }

    /** Calls a method with the bot's token. */
    Answer call(String method, ObjectNode request) {
        return call(method, request, settings.botTokenOrEmpty());
    }

    /** Calls a method that only reads, with the bot's token: those take a form, and overlook JSON. */
    Answer read(String method, ObjectNode request) {
        String form = request.properties().stream()
                .map(field -> field.getKey() + "="
                        + URLEncoder.encode(field.getValue().asString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(settings.apiUrl().resolve("/api/" + method))
                .timeout(settings.answerTimeout()).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Bearer " + settings.botTokenOrEmpty())
                .POST(HttpRequest.BodyPublishers.ofString(form)).build());
    }

    /** Calls a method with a token. */
    Answer call(String method, ObjectNode request, String token) {
        HttpRequest call = HttpRequest.newBuilder(settings.apiUrl().resolve("/api/" + method))
                .timeout(settings.answerTimeout()).header("Content-Type", "application/json; charset=utf-8")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(request.toString())).build();
        return send(call);
    }

    /** Sends to a place that Slack made for answers. */
    Answer respond(String responseUrl, ObjectNode message) {
        URI url;
        try {
            url = URI.create(responseUrl);
        } catch (IllegalArgumentException e) {
            return new Answer.Refused("invalid_url", "");
        }
        if (!isSlacks(url)) {
            return new Answer.Refused("invalid_url", "");
        }
        return send(HttpRequest.newBuilder(url).timeout(settings.answerTimeout())
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(message.toString())).build());
    }

    private boolean isSlacks(URI url) {
        String host = url.getHost();
        URI own = settings.apiUrl();
        return host != null && ((SLACKS_HOSTS.contains(host) && "https".equals(url.getScheme()))
                || (host.equals(own.getHost()) && url.getPort() == own.getPort()
                        && own.getScheme().equals(url.getScheme())));
    }

    /** Calls a method without waiting, for what nothing depends on. */
    void aside(String method, ObjectNode request) {
        aside(method, request, answer -> {});
    }

    /**
     * Calls a method without waiting, for what nothing depends on, and then tells how it went. What Slack asks to wait with
     * is left out meanwhile.
     */
    void aside(String method, ObjectNode request, Consumer<Answer> then) {
        Long until = leftOutUntil.get(method);
        if (until != null && clock.until(until).isPositive()) {
            return;
        }
        Thread.ofVirtual().name("slack-aside").start(() -> {
            Answer answer = call(method, request);
            if (answer instanceof Answer.Limited(Duration wait)) {
                leftOutUntil.put(method, clock.in(wait));
            }
            then.accept(answer);
        });
    }

    private Answer send(HttpRequest request) {
        Answer answer = sent(request);
        switch (answer) {
            case Answer.Done done -> outage.callWorked();
            case Answer.Refused refused -> outage.callRefused();
            case Answer.Limited limited -> outage.callRefused();
            case Answer.NeverSent never -> outage.callFailed();
            case Answer.Lost lost -> outage.callFailed();
        }
        return answer;
    }

    private Answer sent(HttpRequest request) {
        try {
            return answer(http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Answer.NeverSent("Slack cannot be reached: " + e.getClass().getSimpleName());
        } catch (IOException e) {
            return new Answer.Lost("Slack did not answer: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Lost("the call was interrupted");
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 429) {
            return new Answer.Limited(retryAfter(response.headers().firstValue("Retry-After").orElse("")));
        }
        if (status >= 500) {
            return new Answer.Lost("Slack is out of order: status " + status);
        }
        JsonNode body = json(response.body());
        if (body == null || !body.has("ok")) {
            return plain(status, new String(response.body(), StandardCharsets.UTF_8).strip());
        }
        return body.path("ok").asBoolean(false)
                ? new Answer.Done(body, response.headers().firstValue("X-OAuth-Scopes").orElse(""))
                : refused(text(body, "error"), text(body, "needed"));
    }

    /** Places for answers say {@code ok}, or a word for why not; what says anything else is no Slack, but a gateway perhaps. */
    private static Answer plain(int status, String said) {
        if (status == 200 && said.equals("ok")) {
            return new Answer.Done(JSON.createObjectNode(), "");
        }
        return status != 200 && said.matches("[a-z_]{1,60}")
                ? new Answer.Refused(said, "")
                : new Answer.Lost("something other than Slack answered, with status " + status);
    }

    private static Answer refused(String error, String needed) {
        return switch (error) {
            case "ratelimited", "rate_limited" -> new Answer.Limited(SHORTEST_WAIT);
            case "internal_error", "fatal_error", "service_unavailable", "request_timeout" ->
                new Answer.Lost("Slack is out of order: " + error);
            default -> new Answer.Refused(error.matches("[a-z0-9_]{1,80}") ? error : "unknown", needed);
        };
    }

    private static Duration retryAfter(String seconds) {
        return seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Math.max(1, Long.parseLong(seconds))) : SHORTEST_WAIT;
    }

    private static @Nullable JsonNode json(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node.isObject() ? node : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
