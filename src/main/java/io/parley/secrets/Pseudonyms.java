package io.parley.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Recognises people who were erased, without saying who they were. */
@Component
public class Pseudonyms {
    private static final String HMAC = "HmacSHA256";
    private static final String MARK = "hmac:";
    private static final int KEY_BYTES = 32;

    private final JdbcClient jdbc;
    private volatile byte[] key = new byte[0];

    /** Pseudonyms by the key in the database. */
    public Pseudonyms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The key, which is made with the database and stays. */
    public byte[] key() {
        if (key.length == 0) {
            key = stored().or(this::made).orElseThrow();
        }
        return key.clone();
    }

    private Optional<byte[]> stored() {
        return jdbc.sql("select secret from erasure_key").query(byte[].class).optional();
    }

    /** A database whose key was taken away gets another one. */
    private Optional<byte[]> made() {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("insert into erasure_key (secret) values (?) on conflict do nothing").param(fresh).update();
        return stored();
    }

    /**
     * A person's pseudonym.
     *
     * @param externalId the channel's id of them
     */
    public byte[] of(String channel, String externalId) {
        return of(key(), channel, externalId);
    }

    /** The same as text, which no id of a person begins like. */
    public String mark(String channel, String externalId) {
        return MARK + HexFormat.of().formatHex(of(channel, externalId));
    }

    /** The same by another key: HMAC-SHA-256 of the channel, a line break and the channel's id. */
    public static byte[] of(byte[] key, String channel, String externalId) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal((channel + '\n' + externalId).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has HmacSHA256", e);
        }
    }
}
