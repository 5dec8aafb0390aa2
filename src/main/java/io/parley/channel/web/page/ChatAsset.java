package io.parley.channel.web.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;

/** A file of the page, ready to be sent. */
final class ChatAsset {
    private static final int TAG_BYTES = 12;

    private final MediaType type;
    private final byte[] plain;
    private final byte[] zipped;
    private final String tag;

    ChatAsset(MediaType type, byte[] plain) {
        this.type = type;
        this.plain = plain;
        this.zipped = zip(plain);
        this.tag = HexFormat.of().formatHex(digest(plain), 0, TAG_BYTES);
    }

    MediaType type() {
        return type;
    }

    byte[] bytes(boolean compressed) {
        return compressed ? zipped : plain;
    }

    /** Changes whenever the bytes do. */
    String etag(boolean compressed) {
        return '"' + tag + (compressed ? "-gz" : "") + '"';
    }

    private static byte[] zip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] digest(byte[] plain) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(plain);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
