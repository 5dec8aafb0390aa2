package io.parley.channel.slack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Slack's signature over the very bytes of a request. The verifier of Slack's library is not used: it takes text instead of
 * bytes, compares in a time that tells how much was right, lets requests from the future pass, and writes bodies to its log.
 * <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests from Slack</a>.
 */
final class Signature {
    private static final String HMAC = "HmacSHA256";
    /** A request older than this, or dated this far ahead, is not Slack's. */
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);

    private final String secret;

    Signature(String secret) {
        this.secret = secret;
    }

    /** Whether Slack signed these bytes about now. Without a secret nobody did. */
    boolean isRight(@Nullable String timestamp, @Nullable String signature, byte[] body, Instant now) {
        return !secret.isBlank() && timestamp != null && signature != null && isNow(timestamp, now)
                && MessageDigest.isEqual(bytes(signature), bytes(of(timestamp, body)));
    }

    private static boolean isNow(String timestamp, Instant now) {
        return timestamp.matches("\\d{1,11}") && Duration
                .between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs().compareTo(MAX_SKEW) <= 0;
    }

    private String of(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(bytes(secret), HMAC));
            mac.update(bytes("v0:" + timestamp + ":"));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
