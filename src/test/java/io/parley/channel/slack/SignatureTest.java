package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The example of docs.slack.dev/authentication/verifying-requests-from-slack. */
class SignatureTest {
    private static final String TIMESTAMP = "1531420618";
    private static final Instant THEN = Instant.ofEpochSecond(1_531_420_618);
    private static final String SIGNED = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private static final String BODY = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
            + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
            + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121"
            + ".803a0bc887a14d10d2c447fce8b6703c";

    private final Signature signature = new Signature("8f742231b10e8888abcd99yyyzzz85a5");

    private boolean isRight(String timestamp, String signed, String body, Instant now) {
        return signature.isRight(timestamp, signed, body.getBytes(StandardCharsets.UTF_8), now);
    }

    @Test
    void takesWhatSlackSigned() {
        assertThat(isRight(TIMESTAMP, SIGNED, BODY, THEN)).isTrue();
        assertThat(isRight(TIMESTAMP, SIGNED, BODY, THEN.plusSeconds(300))).isTrue();
        assertThat(isRight(TIMESTAMP, SIGNED, BODY, THEN.minusSeconds(300))).isTrue();
    }

    @Test
    void refusesWhatIsOldOrFromTheFuture() {
        assertThat(isRight(TIMESTAMP, SIGNED, BODY, THEN.plusSeconds(301))).isFalse();
        assertThat(isRight(TIMESTAMP, SIGNED, BODY, THEN.minusSeconds(301))).isFalse();
        assertThat(isRight("1531420618000000", SIGNED, BODY, THEN)).isFalse();
        assertThat(isRight("soon", SIGNED, BODY, THEN)).isFalse();
    }

    @Test
    void refusesWhateverDiffersByAByte() {
        assertThat(isRight(TIMESTAMP, SIGNED, BODY + "\n", THEN)).isFalse();
        assertThat(isRight("1531420619", SIGNED, BODY, THEN)).isFalse();
        assertThat(isRight(TIMESTAMP, SIGNED.replace('a', 'b'), BODY, THEN)).isFalse();
        assertThat(isRight(TIMESTAMP, "", BODY, THEN)).isFalse();
    }

    @Test
    void refusesEverythingWithoutASecret() {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        assertThat(new Signature(" ").isRight(TIMESTAMP, SIGNED, body, THEN)).isFalse();
        assertThat(signature.isRight(null, SIGNED, body, THEN)).isFalse();
        assertThat(signature.isRight(TIMESTAMP, null, body, THEN)).isFalse();
    }
}
