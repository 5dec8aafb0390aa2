package io.parley.channel.slack.api;

import com.google.gson.JsonParseException;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.app_backend.interactive_components.response.ActionResponse;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiErrorResponse;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.util.http.SlackHttpClient;
import io.parley.channel.Channel;
import io.parley.channel.calls.CircuitBreaker;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.calls.OkHttpWire;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.ConnectionPool;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Calls Slack's methods by the client of Slack's library, and says what became of a call.
 * <a href="https://docs.slack.dev/apis/web-api">Web API</a>.
 */
public final class SlackApi implements AutoCloseable {
    private static final Set<String> SLACKS_HOSTS = Set.of("hooks.slack.com", "hooks.slack-gov.com");
    private static final Duration MIN_WAIT = Duration.ofSeconds(1);

    private final SlackSettings settings;
    private final CircuitBreaker outage;
    private final MonotonicClock clock;
    private final Map<String, Long> leftOutUntil = new ConcurrentHashMap<>();
    private @Nullable Client client;

    /** The library and the HTTP client below it; they take long to load, and nobody needs them where Slack is off. */
    private record Client(OkHttpClient http, Slack slack, MethodsClient methods) {}

    /**
     * A call of one method.
     *
     * @param <T> what the method answers
     */
    public interface Call<T extends SlackApiTextResponse> {
        /** Makes the call. */
        T on(MethodsClient methods) throws IOException, SlackApiException;
    }

    /** An exchange with Slack. */
    private interface Exchange<T> {
        CallResult<T> result() throws IOException, SlackApiException;
    }

    public SlackApi(SlackSettings settings, CircuitBreaker outage, MonotonicClock clock) {
        this.settings = settings;
        this.outage = outage;
        this.clock = clock;
    }

    private synchronized Client client() {
        Client made = client;
        if (made == null) {
            OkHttpClient http = OkHttpWire.client(settings.answerTimeout()).newBuilder()
                    .protocols(List.of(Protocol.HTTP_1_1))
                    .connectionPool(new ConnectionPool(Channel.CONCURRENCY, 1, TimeUnit.MINUTES)).build();
            Slack slack = Slack.getInstance(config(settings), new SlackHttpClient(http));
            made = new Client(http, slack, slack.methods(settings.botTokenOrEmpty()));
            client = made;
        }
        return made;
    }

    /** The library's settings: without statistics, which cost a call of their own, and without a log of what is sent. */
    private static SlackConfig config(SlackSettings settings) {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(settings.apiUrl().resolve("/api/").toString());
        config.setStatsEnabled(false);
        config.setHttpClientResponseHandlers(List.of());
        return config;
    }

    /** Slack's library, with the settings and the HTTP client of this one. */
    public Slack slack() {
        return client().slack();
    }

    /** Calls a method, with the bot's token unless the request has another. */
    public <T extends SlackApiTextResponse> CallResult<T> call(Call<T> call) {
        return noted(() -> {
            T response = call.on(client().methods());
            return response.isOk() ? new CallResult.Ok<>(response) : no(response);
        });
    }

    /**
     * Calls a method with the bot's token. A class of our own reads no more of the answer than what every answer has and what
     * is needed: the library's classes read whole messages, and one field of a type that they do not expect would make the
     * answer unreadable.
     *
     * @param request the fields of the typed request
     */
    public <T extends SlackApiErrorResponse> CallResult<T> call(String method, FormBody.Builder request,
            Class<T> response) {
        return call(methods -> methods.postFormWithTokenAndParseResponse(any -> request, method,
                settings.botTokenOrEmpty(), response));
    }

    /** Sends to a place that Slack made for answers. */
    public CallResult<String> respond(String responseUrl, ActionResponse message) {
        return isSlacks(responseUrl)
                ? noted(() -> responded(responseUrl, message))
                : new CallResult.Rejected<>("invalid_url", "");
    }

    private boolean isSlacks(String responseUrl) {
        URI url;
        try {
            url = URI.create(responseUrl);
        } catch (IllegalArgumentException e) {
            return false;
        }
        String host = url.getHost();
        URI apiUrl = settings.apiUrl();
        return host != null && ((SLACKS_HOSTS.contains(host) && "https".equals(url.getScheme()))
                || (host.equals(apiUrl.getHost()) && url.getPort() == apiUrl.getPort()
                        && apiUrl.getScheme().equals(url.getScheme())));
    }

    /** Calls a method without waiting, for what nothing depends on. */
    public <T extends SlackApiTextResponse> void callAsync(String method, Call<T> call) {
        callAsync(method, call, result -> {});
    }

    /**
     * Calls a method without waiting, for what nothing depends on, and then tells how it went. A method with which Slack asks
     * to wait is left out meanwhile.
     */
    public <T extends SlackApiTextResponse> void callAsync(String method, Call<T> call, Consumer<CallResult<T>> then) {
        Long until = leftOutUntil.get(method);
        if (until != null && clock.until(until).isPositive()) {
            return;
        }
        Thread.ofVirtual().name("slack-async").start(() -> {
            CallResult<T> result = call(call);
            if (result instanceof CallResult.RateLimited<T>(Duration wait)) {
                leftOutUntil.put(method, clock.in(wait));
            }
            then.accept(result);
        });
    }

    private <T> CallResult<T> noted(Exchange<T> exchange) {
        CallResult<T> result = made(exchange);
        switch (result) {
            case CallResult.Ok<T> ok -> outage.callWorked();
            case CallResult.Rejected<T> rejected -> outage.callRefused();
            case CallResult.RateLimited<T> limited -> outage.callRefused();
            case CallResult.NotSent<T> notSent -> outage.callFailed();
            case CallResult.Unknown<T> unknown -> outage.callFailed();
        }
        return result;
    }

    private static <T> CallResult<T> made(Exchange<T> exchange) {
        try {
            return exchange.result();
        } catch (OkHttpWire.NeverSentException e) {
            return new CallResult.NotSent<>("Slack cannot be reached: " + cause(e));
        } catch (IOException e) {
            return new CallResult.Unknown<>("Slack did not answer: " + cause(e));
        } catch (SlackApiException e) {
            return failed(e.getResponse(), e.getError() == null ? null : e.getError().getError());
        } catch (JsonParseException | NullPointerException e) {
            return notSlack(200);
        }
    }

    private static String cause(IOException e) {
        Throwable cause = e.getCause();
        return (cause == null ? e : cause).getClass().getSimpleName();
    }

    private static <T> CallResult<T> no(SlackApiTextResponse response) {
        String error = response.getError();
        String needed = response.getNeeded();
        return error == null ? notSlack(200) : rejected(error, needed == null ? "" : needed);
    }

    private static <T> CallResult<T> rejected(String error, String needed) {
        return switch (error) {
            case "ratelimited", "rate_limited" -> new CallResult.RateLimited<>(MIN_WAIT);
            case "internal_error", "fatal_error", "service_unavailable", "request_timeout" ->
                new CallResult.Unknown<>("Slack is out of order: " + error);
            default -> new CallResult.Rejected<>(error.matches("[a-z0-9_]{1,80}") ? error : "unknown", needed);
        };
    }

    /** The result of an answer whose status is no success. */
    private static <T> CallResult<T> failed(Response response, @Nullable String error) {
        int status = response.code();
        if (status == 429) {
            return new CallResult.RateLimited<>(retryAfter(response.header("Retry-After")));
        }
        if (status >= 500) {
            return new CallResult.Unknown<>("Slack is out of order: status " + status);
        }
        return error == null ? notSlack(status) : rejected(error, "");
    }

    private static <T> CallResult<T> notSlack(int status) {
        return new CallResult.Unknown<>("something other than Slack answered, with status " + status);
    }

    private static Duration retryAfter(@Nullable String seconds) {
        return seconds != null && seconds.matches("\\d{1,6}")
                ? Duration.ofSeconds(Math.max(1, Long.parseLong(seconds)))
                : MIN_WAIT;
    }

    /** Places for answers say {@code ok}, or a word for why not, bare or in JSON. */
    private CallResult<String> responded(String url, ActionResponse message) throws IOException {
        try (Response response = slack().getHttpClient().postJsonBody(url, message)) {
            String said = response.body().string().strip();
            if (said.startsWith("{")) {
                SlackApiErrorResponse answer = SlackJson.GSON.fromJson(said, SlackApiErrorResponse.class);
                return response.isSuccessful() && answer.isOk() ? new CallResult.Ok<>(said) : no(answer);
            }
            if (response.isSuccessful()) {
                return said.equals("ok") ? new CallResult.Ok<>(said) : notSlack(response.code());
            }
            return failed(response, said.matches("[a-z_]{1,60}") ? said : null);
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            OkHttpWire.close(client.http());
        }
    }
}
