package io.parley.channel.email;

import java.util.List;
import java.util.function.UnaryOperator;

/** The text of a mail: its plain part, or its HTML as text where there is no plain part worth reading. */
final class MailText {
    private static final int LONGEST_REPLY = 20_000;

    private final ReplyText reply;

    MailText(ReplyText reply) {
        this.reply = reply;
    }

    /** What the person wrote newly; may be empty. */
    String newIn(List<Part> parts) {
        return read(parts, reply::of);
    }

    /** What is new in it, with its signature. */
    String unquotedIn(List<Part> parts) {
        return read(parts, reply::withSignature);
    }

    /** All that stands in it, quotes too. */
    String all(List<Part> parts) {
        return read(parts, UnaryOperator.identity());
    }

    private static String read(List<Part> parts, UnaryOperator<String> understood) {
        String plain = parts.stream().filter(p -> p.type().equals("text/plain") && !p.isAttachment()).map(Part::shown)
                .filter(t -> !t.isBlank()).map(understood).findFirst().orElse("");
        String text = plain.isBlank() ? html(parts, understood) : plain;
        String whole = text.strip();
        return whole.length() <= LONGEST_REPLY ? whole : whole.substring(0, LONGEST_REPLY);
    }

    private static String html(List<Part> parts, UnaryOperator<String> understood) {
        return parts.stream().filter(p -> p.type().equals("text/html") && !p.isAttachment()).map(Part::shown)
                .filter(t -> !t.isBlank()).map(understood).findFirst()
                .orElse("");
    }
}
