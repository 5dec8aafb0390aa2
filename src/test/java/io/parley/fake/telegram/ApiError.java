package io.parley.fake.telegram;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An answer of Telegram that is not ok, with the description as the real server words it. */
final class ApiError extends Exception {

    private final int code;
    private final @Nullable ObjectNode parameters;

    private ApiError(int code, String description, @Nullable ObjectNode parameters) {
        super(description, null, false, false);
        this.code = code;
        this.parameters = parameters;
    }

    static ApiError badRequest(String what) {
        return new ApiError(400, "Bad Request: " + what, null);
    }

    static ApiError unauthorized() {
        return new ApiError(401, "Unauthorized", null);
    }

    static ApiError forbidden(String what) {
        return new ApiError(403, "Forbidden: " + what, null);
    }

    static ApiError notFound() {
        return new ApiError(404, "Not Found: method not found", null);
    }

    static ApiError conflict(String what) {
        return new ApiError(409, "Conflict: " + what, null);
    }

    static ApiError tooManyRequests(long seconds) {
        return new ApiError(429, "Too Many Requests: retry after " + seconds,
                JsonMapper.shared().createObjectNode().put("retry_after", seconds));
    }

    static ApiError migrated(long newChat) {
        return new ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat",
                JsonMapper.shared().createObjectNode().put("migrate_to_chat_id", newChat));
    }

    int code() {
        return code;
    }

    /** The body as it goes over the wire. */
    String body() {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("ok", false).put("error_code", code).put("description", getMessage());
        if (parameters != null) {
            body.set("parameters", parameters);
        }
        return body.toString();
    }
}
