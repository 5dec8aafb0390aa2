package io.parley.fake.model;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** A fake model's behaviour on a request. */
public sealed interface Reply {

    /** Answers with a text that is made of the request, in its protocol's envelope. */
    record Writes(Function<ModelRequest, String> text) implements Reply {}

    /** Answers with this text, in its protocol's envelope. */
    record Says(String text) implements Reply {}

    /** Answers in the agreed form from the first entry that the request holds, and cites it. */
    record Grounded() implements Reply {}

    /** Answers with everything that the model was given to read. */
    record LeaksPrompt() implements Reply {}

    /** Answers with an error, as the protocol words it. */
    record Fails(int status, Map<String, String> headers) implements Reply {}

    /** Answers 200 with this body, whatever the protocol. */
    record Garbage(String body) implements Reply {}

    /** Waits before it replies; forever when {@code delay} is longer than the test. */
    record Late(Duration delay, Reply then) implements Reply {}

    /** Breaks the connection in the middle of the answer. */
    record BreaksOff() implements Reply {}

    /** The agreed form of an answer. */
    static Reply answers(String text, int... sources) {
        return new Says("{\"outcome\":\"answered\",\"answer\":" + Protocol.OPENAI.json(text) + ",\"sources\":"
                + Protocol.OPENAI.json(sources) + "}");
    }

    /** The agreed form of "I cannot answer this". */
    static Reply cannot(String outcome) {
        return new Says("{\"outcome\":\"" + outcome + "\",\"answer\":\"\",\"sources\":[]}");
    }

    static Reply fails(int status) {
        return new Fails(status, Map.of());
    }

    static Reply rateLimits(int retryAfterSeconds) {
        return new Fails(429, Map.of("Retry-After", String.valueOf(retryAfterSeconds)));
    }

    /** Accepts the request and never replies. */
    static Reply hangs() {
        return new Late(Duration.ofDays(1), new Grounded());
    }
}
