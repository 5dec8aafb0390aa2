package io.parley.channel.email.message;

import io.parley.channel.text.YamlTexts;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The text of a mail, of all its parts that are to be read. */
public final class MailText {
    private static final int LONGEST_REPLY = 20_000;

    private final ReplyText reply;
    private final ContactForm form = new ContactForm(YamlTexts.of("email/forms.yaml"));

    /** Reads texts without what is quoted in them. */
    public MailText(ReplyText reply) {
        this.reply = reply;
    }

    /** The new text that the person wrote; may be empty. */
    public String newIn(List<Part> parts) {
        return read(parts, reply::of);
    }

    /** The same, with the forwarded text that its writer points to where only the subject says that it is forwarded. */
    public String newIn(List<Part> parts, String subject) {
        boolean forwards = Subject.isForward(subject);
        return read(parts, text -> reply.of(text, forwards));
    }

    /** The message in a contact form; all new text where the form does not mark it. */
    public String messageIn(List<Part> parts) {
        return form.messageIn(newIn(parts));
    }

    /** Whether a mail holds the fields that somebody of that address filled in. */
    public boolean isFormOf(String address, List<Part> parts) {
        return form.isFilledIn(newIn(parts), address);
    }

    /** The new text with its signature. */
    public String unquotedIn(List<Part> parts) {
        return read(parts, reply::withSignature);
    }

    /** All that stands in it, quotes too. */
    public String all(List<Part> parts) {
        return read(parts, UnaryOperator.identity());
    }

    private static String read(List<Part> parts, UnaryOperator<String> understood) {
        String text = TextParts.in(parts).stream().map(Part::shown).collect(Collectors.joining("\n\n"));
        String whole = understood.apply(text).strip();
        return whole.length() <= LONGEST_REPLY ? whole : whole.substring(0, LONGEST_REPLY);
    }
}
