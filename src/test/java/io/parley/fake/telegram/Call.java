package io.parley.fake.telegram;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One call that reached the server.
 *
 * @param at when it came, on the server's clock
 * @param method its name as the description writes it, or as it came if there is none
 * @param request what it asked for
 * @param status the status that was answered, or 0 if none was
 * @param response the body that was answered, or would have been
 * @param fault what went wrong on purpose, if anything did
 */
public record Call(Instant at, String method, JsonNode request, int status, String response, @Nullable Fault fault) {

    /** The chat that it was for, or 0. */
    public long chatId() {
        return request.path("chat_id").asLong(0);
    }

    /** The text that it carried, or an empty one. */
    public String text() {
        return request.path("text").asString("");
    }

    /** Whether it was done and answered so. */
    public boolean ok() {
        return status == 200;
    }
}
