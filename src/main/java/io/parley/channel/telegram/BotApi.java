package io.parley.channel.telegram;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls methods of the Bot API and gives their answers as bytes. Ends at once when its thread is interrupted. */
final class BotApi implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;

    /** The result of a call. */
    sealed interface Answer {
        /** The call succeeded; the whole body. */
        record Done(byte[] body) implements Answer {
            /** The result in the body; missing when the body is not the Bot API's. */
            JsonNode result() {
                try {
                    return JSON.readTree(body).path("result");
                } catch (JacksonException e) {
                    return JSON.missingNode();
                }
            }
        }

        /** The Bot API said no. */
        record Refused(ApiError refusal) implements Answer {}

        /** No Bot API answered. */
        record Unreachable(String why) implements Answer {}
    }

    BotApi(TelegramSettings settings) {
        String token = URLEncoder.encode(settings.tokenOrEmpty(), StandardCharsets.UTF_8).replace("%3A", ":");
        this.base = settings.apiUrl().resolve("/bot" + token + "/").toString();
    }

    static ObjectNode request() {
        return JSON.createObjectNode();
    }

    /** Calls a method. The Bot API may take {@code atMost} for it; 15 seconds are added for the network. */
    Answer call(String method, ObjectNode request, Duration atMost) throws InterruptedException {
        HttpRequest call = HttpRequest.newBuilder(URI.create(base + method)).timeout(atMost.plus(GRACE))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build();
        try {
            return answer(http.send(call, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return new Answer.Unreachable("Telegram cannot be reached (" + e.getClass().getSimpleName()
                    + "); look at this machine's network and PARLEY_TELEGRAM_API_URL");
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        if (response.statusCode() == 200) {
            return new Answer.Done(response.body());
        }
        Answer trouble = new Answer.Unreachable("Telegram is out of order: status " + response.statusCode());
        return response.statusCode() >= 500
                ? trouble
                : refusal(response.body()).<Answer>map(Answer.Refused::new).orElse(trouble);
    }

    /** The refusal in a body; empty if it does not come from the Bot API. */
    static Optional<ApiError> refusal(byte[] body) {
        try {
            JsonNode error = JSON.readTree(body);
            return error.path("error_code").isIntegralNumber() ? Optional.of(refusal(error)) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static ApiError refusal(JsonNode error) {
        JsonNode wait = error.path("parameters").path("retry_after");
        JsonNode moved = error.path("parameters").path("migrate_to_chat_id");
        return new ApiError(error.path("error_code").asInt(), error.path("description").asString(""),
                wait.isIntegralNumber() ? Duration.ofSeconds(wait.asLong()) : null,
                moved.isIntegralNumber() ? moved.asLong() : null);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
