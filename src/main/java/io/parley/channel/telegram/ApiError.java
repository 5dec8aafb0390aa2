package io.parley.channel.telegram;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * The Bot API said no. Why it said so stands in its description only; this is the one place that reads it.
 * <a href="https://core.telegram.org/bots/api#making-requests">Making requests</a>.
 *
 * @param code the error's code
 * @param description the error's description; it quotes nothing of a message
 * @param retryAfter how long to wait, with 429
 * @param migratedTo the chat's new id, if it became a supergroup
 */
record ApiError(int code, String description, @Nullable Duration retryAfter, @Nullable Long migratedTo) {

    /** The refusal in an exception of the library, if it is one; an answer that the library cannot read has the code 0. */
    static Optional<ApiError> in(TelegramApiException failure) {
        return failure instanceof TelegramApiRequestException request && request.getErrorCode() != null
                && request.getErrorCode() != 0
                        ? Optional.of(of(request))
                        : Optional.empty();
    }

    private static ApiError of(TelegramApiRequestException request) {
        ResponseParameters parameters = request.getParameters();
        Integer seconds = parameters == null ? null : parameters.getRetryAfter();
        String description = request.getApiResponse();
        return new ApiError(request.getErrorCode(), description == null ? "" : description,
                seconds == null ? null : Duration.ofSeconds(seconds),
                parameters == null ? null : parameters.getMigrateToChatId());
    }

    boolean isUnparsable() {
        return code == 400 && description.contains("can't parse entities");
    }

    boolean isNotModified() {
        return code == 400 && description.contains("message is not modified");
    }

    boolean isNothingToEdit() {
        return code == 400
                && (description.contains("message to edit not found")
                        || description.contains("message can't be edited"));
    }

    boolean isNothingToDelete() {
        return code == 400 && description.contains("message to delete not found");
    }

    boolean isChatUnknown() {
        return code == 400 && description.contains("chat not found");
    }

    boolean isWebhookActive() {
        return code == 409 && description.contains("webhook");
    }

    /** Telegram answers 404 to a token that cannot be one. */
    boolean isTokenWrong() {
        return code == 401 || code == 404;
    }
}
