package io.parley.channel.email.message;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimePart;
import org.jspecify.annotations.Nullable;

/** One part of a mail that holds something. It is decoded once, however often it is read. */
public final class Part {
    private static final int LONGEST_FILE_NAME = 100;
    private static final int LONGEST = 1_500_000;

    private final String type;
    private final String disposition;
    private final int alternative;
    private final MimePart mime;
    private @Nullable String text;
    private @Nullable String shown;

    Part(String type, String disposition, int alternative, MimePart mime) {
        this.type = type;
        this.disposition = disposition;
        this.alternative = alternative;
        this.mime = mime;
    }

    /** Such as {@code text/plain}, in lower case. */
    public String type() {
        return type;
    }

    /** Such as {@code attachment}, in lower case; may be empty. */
    public String disposition() {
        return disposition;
    }

    /** The number of the alternatives that it is one of, in the order of the mail; 0 for none. */
    int alternative() {
        return alternative;
    }

    boolean isText() {
        return type.equals("text/plain") || type.equals("text/html");
    }

    /** Whether it came along as a file, to be shown with the text or not. */
    boolean isFile() {
        return disposition.equals("attachment") || !fileName().isEmpty();
    }

    /** Whether the part is attached and not shown. */
    public boolean isAttachment() {
        return isFile() && !disposition.equals("inline");
    }

    /** By what the HTML of the mail calls it, without brackets; may be empty. */
    String contentId() {
        try {
            String[] header = mime.getHeader("Content-ID");
            return header == null ? "" : header[0].strip().replaceAll("^<|>$", "");
        } catch (MessagingException e) {
            return "";
        }
    }

    String parameter(String name) {
        String value = Body.parsedType(mime).map(t -> t.getParameter(name)).orElse("");
        return value == null ? "" : value;
    }

    /** The file's name; may be empty. */
    String fileName() {
        try {
            String name = mime.getFileName();
            String plain = name == null
                    ? ""
                    : Incoming.decoded(name).replaceAll("[\\p{Cntrl}/\\\\\\[\\]]+", " ").strip();
            return plain.length() <= LONGEST_FILE_NAME ? plain : plain.substring(0, LONGEST_FILE_NAME);
        } catch (MessagingException | RuntimeException e) {
            return "";
        }
    }

    /** The text in it, for parts of text. */
    public String text() {
        if (text == null) {
            text = Charsets.text(Body.bytes(mime), parameter("charset"));
        }
        return text;
    }

    /** The text as a reader sees it, 1.5 million characters of its source at most. */
    public String shown() {
        if (shown == null) {
            String source = text().length() <= LONGEST ? text() : text().substring(0, LONGEST);
            shown = type.equals("text/html") ? HtmlText.of(source) : source;
        }
        return shown;
    }
}
