package io.parley.fake.slack;

/**
 * A fault of one call.
 *
 * @param done whether the call is done all the same
 * @param status the HTTP status; 0: none, the connection is cut
 * @param header the value of {@code Retry-After}, or empty
 * @param body the body of the response
 * @param delayMillis how long it takes
 */
public record Fault(boolean done, int status, String header, String body, long delayMillis) {
    static final long HANGING = Long.MAX_VALUE;

    /** Too many calls. */
    public static Fault limited(int seconds) {
        return new Fault(false, 429, Integer.toString(seconds), "{\"ok\":false,\"error\":\"ratelimited\"}", 0);
    }

    /** An answer with an error. */
    public static Fault error(String error) {
        return new Fault(false, 200, "", "{\"ok\":false,\"error\":\"" + error + "\"}", 0);
    }

    /** Slack is out of order, and did nothing. */
    public static Fault status(int status) {
        return new Fault(false, status, "", "<html>oops</html>", 0);
    }

    /** It was done, and the answer is lost. */
    public static Fault answerLost() {
        return new Fault(true, 0, "", "", 0);
    }

    /** Nothing is done and nothing is answered, as long as the trouble lasts. */
    public static Fault hanging() {
        return new Fault(false, 0, "", "", HANGING);
    }

    /** It is done, and the answer comes late. */
    public static Fault slow(long millis) {
        return new Fault(true, 200, "", "", millis);
    }
}
