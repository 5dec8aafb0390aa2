package io.parley.channel.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Gives visitors' addresses a keyed hash, by which those who come from one address can be counted as one. All instances share
 * the key, which is made at first use.
 */
@Repository
class Origins {
    private static final String HMAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int ORIGIN_BYTES = 12;

    private final JdbcClient jdbc;
    private volatile @Nullable SecretKeySpec key;

    Origins(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The digest that stands for an address. */
    String of(String address) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key());
            return HexFormat.of().formatHex(mac.doFinal(address.getBytes(StandardCharsets.UTF_8)), 0, ORIGIN_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            known = new SecretKeySpec(read(), HMAC);
            key = known;
        }
        return known;
    }

    private byte[] read() {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("insert into web_key (secret) values (?) on conflict do nothing").param(fresh).update();
        return jdbc.sql("select secret from web_key").query(byte[].class).single();
    }
}
