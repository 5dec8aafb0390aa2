package io.parley.channel.email;

import io.parley.channel.YamlTexts;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The text of a mail, of all its parts that are to be read. */
final class MailText {
    private static final int LONGEST_REPLY = 20_000;

    private final ReplyText reply;
    private final ContactForm form = new ContactForm(new YamlTexts("email/forms.yaml"));

    MailText(ReplyText reply) {
        this.reply = reply;
    }

    /** The new text that the person wrote; may be empty. */
    String newIn(List<Part> parts) {
        return read(parts, reply::of);
    }

    /** The message in a contact form; all new text where the form does not mark it. */
    String messageIn(List<Part> parts) {
        return form.messageIn(newIn(parts));
    }

    /** The new text with its signature. */
    String unquotedIn(List<Part> parts) {
        return read(parts, reply::withSignature);
    }

    /** All that stands in it, quotes too. */
    String all(List<Part> parts) {
        return read(parts, UnaryOperator.identity());
    }

    private static String read(List<Part> parts, UnaryOperator<String> understood) {
        String text = TextParts.in(parts).stream().map(Part::shown).collect(Collectors.joining("\n\n"));
        String whole = understood.apply(text).strip();
        return whole.length() <= LONGEST_REPLY ? whole : whole.substring(0, LONGEST_REPLY);
    }
}
