package io.parley.fake.telegram;

import java.time.Duration;

/** Something that goes wrong with a call, on purpose. */
public sealed interface Fault {

    /** Another answer instead of doing what was asked. */
    record Answered(int status, String contentType, String body) implements Fault {}

    /** The request is taken, done or not, and never answered; the connection stays open until the server closes. */
    record Hang(boolean done) implements Fault {}

    /** The connection ends without an answer, whether the request was done or not. */
    record Cut(boolean done) implements Fault {}

    /** The request is done and answered, but only after this time. */
    record Slow(Duration by) implements Fault {}

    /** 429 with {@code retry_after}. */
    static Fault tooManyRequests(long retryAfterSeconds) {
        return answered(ApiError.tooManyRequests(retryAfterSeconds));
    }

    /** 400, for instance {@code "can't parse entities: ..."}. */
    static Fault badRequest(String what) {
        return answered(ApiError.badRequest(what));
    }

    /** 401. */
    static Fault unauthorized() {
        return answered(ApiError.unauthorized());
    }

    /** 403, for instance {@code "bot was blocked by the user"}. */
    static Fault forbidden(String what) {
        return answered(ApiError.forbidden(what));
    }

    /** 500 with Telegram's JSON. */
    static Fault internalServerError() {
        return new Answered(500, "application/json",
                "{\"ok\":false,\"error_code\":500,\"description\":\"Internal Server Error\"}");
    }

    /** 502 with the HTML page of the proxy in front. */
    static Fault badGateway() {
        return new Answered(502, "text/html", """
                <html>
                <head><title>502 Bad Gateway</title></head>
                <body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.18.0</center></body>
                </html>
                """);
    }

    static Fault hangAfterDone() {
        return new Hang(true);
    }

    static Fault hangUndone() {
        return new Hang(false);
    }

    static Fault cutAfterDone() {
        return new Cut(true);
    }

    static Fault cutUndone() {
        return new Cut(false);
    }

    static Fault slow(Duration by) {
        return new Slow(by);
    }

    private static Fault answered(ApiError error) {
        return new Answered(error.code(), "application/json", error.body());
    }
}
