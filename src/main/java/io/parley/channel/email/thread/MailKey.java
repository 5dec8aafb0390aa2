package io.parley.channel.email.thread;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Signs what goes out in mails, with a key that all instances share and that is made at first use. */
public final class MailKey {
    private static final int LENGTH = 32;

    private final JdbcClient jdbc;
    private volatile @Nullable SecretKeySpec key;

    /** The key in the database. */
    public MailKey(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The signature of a text: 16 hexadecimal digits for ids. */
    public String mark(String text) {
        return sign("id " + text).substring(0, 16);
    }

    /** The signature of a link: 32 hexadecimal digits. */
    String signature(String text) {
        return sign("link " + text).substring(0, 32);
    }

    boolean isSignature(String text, String signature) {
        return MessageDigest.isEqual(signature(text).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key());
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            known = new SecretKeySpec(read(), "HmacSHA256");
            key = known;
        }
        return known;
    }

    private byte[] read() {
        byte[] fresh = new byte[LENGTH];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("insert into mail_key (secret) values (?) on conflict do nothing").param(fresh).update();
        return jdbc.sql("select secret from mail_key").query(byte[].class).single();
    }
}
