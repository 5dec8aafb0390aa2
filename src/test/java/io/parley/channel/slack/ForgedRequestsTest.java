package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.fake.slack.FakeSlack;
import io.parley.support.Attempts;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests that look like Slack's, but are not signed as Slack signs. */
class ForgedRequestsTest extends SlackApplication {
    private static final String BODY = "{\"type\":\"event_callback\",\"event_id\":\"EvForgedAnew\",\"event\":{\"type\":\"message\"}}";

    private final Instant now = Instant.now();
    private final String time = Long.toString(now.getEpochSecond());
    private final String right = FakeSlack.signature(FakeSlack.SECRET, time, BODY);

    @Test
    void areRefusedAndNotStored() {
        everythingIsUnderstood();
        int before = inbox(null);
        Attempts attempts = new Attempts("Slack's signature");
        forged().forEach((name, request) -> attempts.note(name, send(request, BODY).statusCode() == 401));
        changed().forEach((name, body) -> attempts.note(name,
                send(signed(FakeSlack.SECRET, now, BODY), body).statusCode() == 401));

        attempts.wereStopped(23);
        assertThat(inbox(null)).isEqualTo(before);
    }

    @Test
    void areStoredOnceWhereARightOneIsRepeated() {
        everythingIsUnderstood();
        int before = inbox(null);
        String body = BODY.replace("EvForgedAnew", "EvThreeTimes");

        assertThat(List.of(bring(FakeSlack.SECRET, now, body), bring(FakeSlack.SECRET, now, body),
                bring(FakeSlack.SECRET, now, body))).containsOnly(200);
        assertThat(inbox(null)).isEqualTo(before + 1);
    }

    private Map<String, HttpRequest.Builder> forged() {
        Map<String, HttpRequest.Builder> forged = new LinkedHashMap<>();
        forged.put("unsigned", request());
        forged.put("a time only", request().header("X-Slack-Request-Timestamp", time));
        forged.put("a signature only", request().header("X-Slack-Signature", right));
        for (String secret : List.of("wrong", "---", " ", FakeSlack.SECRET + "x", FakeSlack.SECRET.substring(1))) {
            forged.put("secret " + secret, signed(secret, now, BODY));
        }
        // Time goes on meanwhile, towards what is ahead of it; SignatureTest has the limit to the second.
        for (int seconds : List.of(-301, 330, -86_400, 86_400)) {
            forged.put(seconds + " seconds off", signed(FakeSlack.SECRET, now.plusSeconds(seconds), BODY));
        }
        for (String odd : List.of("soon", "-1", time + "000", time + ".0", "+" + time, "0x1", "9".repeat(30), "0")) {
            forged.put("time " + odd, with(odd, FakeSlack.signature(FakeSlack.SECRET, odd, BODY)));
        }
        for (String signature : List.of("", "v0=", "v0=" + "0".repeat(64), right.substring(3), right + "00",
                right.substring(0, 60), right.replace("v0=", "v1="),
                "v0=" + right.substring(3).toUpperCase(Locale.ROOT),
                "v0=" + Base64.getEncoder().encodeToString(right.getBytes(StandardCharsets.US_ASCII)))) {
            forged.put("signature " + signature, with(time, signature));
        }
        return forged;
    }

    private static Map<String, String> changed() {
        return Map.of("a byte more", BODY + " ", "a byte less", BODY.substring(1), "another event",
                BODY.replace("message", "app_mention"), "nothing", "");
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(url(EventsController.PATH)).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder with(String timestamp, String signature) {
        return request().header("X-Slack-Request-Timestamp", timestamp).header("X-Slack-Signature", signature);
    }
}
