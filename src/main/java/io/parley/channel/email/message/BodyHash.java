package io.parley.channel.email.message;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash of a mail's body without its blanks and line ends, which servers change. */
final class BodyHash {
    private BodyHash() {}

    /** The hash; empty where there is no body. */
    static String of(MimeMessage message) {
        try (InputStream body = message.getRawInputStream()) {
            byte[] bytes = body.readAllBytes();
            int kept = 0;
            for (byte one : bytes) {
                if (one < 0 || one > ' ') {
                    bytes[kept++] = one;
                }
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, kept);
            return HexFormat.of().formatHex(digest.digest());
        } catch (MessagingException | IOException e) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
