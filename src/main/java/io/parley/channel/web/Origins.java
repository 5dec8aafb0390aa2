package io.parley.channel.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
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
    private static final Pattern HOUSEHOLD = Pattern.compile("[0-9a-f]{16}");
    /** A provider gives a customer a /48 at most (RFC 6177, section 2). */
    private static final int NETWORK_DIGITS = 12;

    private final JdbcClient jdbc;
    private volatile @Nullable SecretKeySpec key;

    Origins(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The digest that stands for an address. Of an IPv6 address it is that of its network, by which voters are told apart,
     * a hyphen, and that of a household's part of it, by which limits count: anybody can rent a network of 65,536 of those.
     *
     * @param address an IPv4 address, or the first 64 bits of an IPv6 address in hexadecimal digits
     */
    String of(String address) {
        return HOUSEHOLD.matcher(address).matches()
                ? digest(address.substring(0, NETWORK_DIGITS)) + "-" + digest(address)
                : digest(address);
    }

    private String digest(String address) {
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
