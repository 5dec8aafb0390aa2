package io.parley.channel.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown for a visitor's request that is not valid. The message is addressed to the sender of the request. */
final class InvalidRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String field;
    private final @Nullable String clientMessageId;

    /**
     * @param field the field that is wrong; null when the whole is
     * @param message what is wrong and what would be right
     */
    InvalidRequest(@Nullable String field, String message) {
        this(field, message, null);
    }

    private InvalidRequest(@Nullable String field, String message, @Nullable String clientMessageId) {
        super(message, null, false, false);
        this.field = field;
        this.clientMessageId = clientMessageId;
    }

    /** The same, naming the frame that is refused. */
    InvalidRequest of(@Nullable String frame) {
        return new InvalidRequest(field, String.valueOf(getMessage()), frame);
    }

    Optional<String> field() {
        return Optional.ofNullable(field);
    }

    Optional<String> clientMessageId() {
        return Optional.ofNullable(clientMessageId);
    }
}
