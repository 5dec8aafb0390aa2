package io.parley.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** By which an erased person is recognised, without saying who they were. */
final class Subject {
    private static final String HMAC = "HmacSHA256";

    private Subject() {}

    static byte[] of(byte[] secret, String channel, String externalId) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return mac.doFinal((channel + '\n' + externalId).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has HmacSHA256", e);
        }
    }
}
