package io.parley.channel.email.receiving;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a large mail: its texts, and the headers alone of whatever else is in it. The server tells the parts, so that only
 * the texts are fetched, wherever they stand.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9051#section-7.5.2">RFC 9051, BODYSTRUCTURE</a>
 */
final class LargeMail {
    private static final int MAX_PARTS = 100;
    private static final int MAX_DEPTH = 10;

    private int parts;
    private int bytesLeft;

    private LargeMail(int most) {
        this.bytesLeft = most;
    }

    /**
     * The copy.
     *
     * @param most how many bytes of texts are fetched
     * @throws MessagingException when the server does not tell the parts, or the connection breaks
     */
    static byte[] of(IMAPMessage mail, int most) throws MessagingException, IOException {
        MimeMessage copy = new MimeMessage(Session.getInstance(new Properties())) {
            @Override
            protected void updateMessageID() {
                // It stays the mail that it is.
            }
        };
        Collections.list(mail.getAllHeaderLines()).forEach(line -> addTo(copy, line));
        copy.setContent(new LargeMail(most).copied((Multipart) mail.getContent(), mail.getContentType(), 0));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        copy.writeTo(out);
        return out.toByteArray();
    }

    private static void addTo(MimeMessage copy, String line) {
        try {
            copy.addHeaderLine(line);
        } catch (MessagingException e) {
            throw new IllegalStateException("A mail that is not stored yet takes every header", e);
        }
    }

    private MimeMultipart copied(Multipart original, String contentType, int depth)
            throws MessagingException, IOException {
        MimeMultipart copy = new SameBoundary(contentType);
        for (int i = 0; i < original.getCount() && parts < MAX_PARTS; i++) {
            parts++;
            copy.addBodyPart(copied((MimeBodyPart) original.getBodyPart(i), depth));
        }
        return copy;
    }

    private MimeBodyPart copied(MimeBodyPart original, int depth) throws MessagingException, IOException {
        if (original.isMimeType("multipart/*") && depth < MAX_DEPTH) {
            MimeBodyPart copy = new MimeBodyPart();
            copy.setContent(copied((Multipart) original.getContent(), original.getContentType(), depth + 1));
            return copy;
        }
        return new AsItIs(headers(original), isText(original) ? beginning(original) : new byte[0]);
    }

    /** The headers that the server told with the parts. */
    private static InternetHeaders headers(MimeBodyPart original) throws MessagingException {
        MimeBodyPart told = new MimeBodyPart();
        told.setHeader("Content-Type", original.getContentType());
        set(told, "Content-Transfer-Encoding", original.getEncoding());
        set(told, "Content-ID", original.getContentID());
        set(told, "Content-Disposition", original.getDisposition());
        if (original.getFileName() != null) {
            told.setFileName(original.getFileName());
        }
        InternetHeaders headers = new InternetHeaders();
        Collections.list(told.getAllHeaderLines()).forEach(headers::addHeaderLine);
        return headers;
    }

    private static void set(MimeBodyPart part, String header, @Nullable String value) throws MessagingException {
        if (value != null) {
            part.setHeader(header, value);
        }
    }

    private static boolean isText(MimeBodyPart part) throws MessagingException {
        return part.isMimeType("text/*") || part.isMimeType("message/*");
    }

    /** At most half of what may still be fetched, so that something is left for the parts behind it. */
    private byte[] beginning(MimeBodyPart part) throws MessagingException, IOException {
        try (InputStream in = part.getRawInputStream()) {
            byte[] bytes = in.readNBytes(bytesLeft / 2);
            bytesLeft -= bytes.length;
            return bytes;
        }
    }

    /** Parts between the same boundaries as in the original, so that two copies of a mail are equal. */
    private static final class SameBoundary extends MimeMultipart {
        SameBoundary(String type) throws MessagingException {
            contentType = new ContentType(type).toString();
        }
    }

    /** A part whose bytes are encoded already, as its headers say. */
    private static final class AsItIs extends MimeBodyPart {
        AsItIs(InternetHeaders headers, byte[] content) throws MessagingException {
            super(headers, content);
        }

        @Override
        protected void updateHeaders() {
            // The headers are those of the original.
        }
    }
}
