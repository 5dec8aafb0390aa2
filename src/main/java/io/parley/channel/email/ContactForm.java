package io.parley.channel.email;

import io.parley.channel.YamlTexts;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds a visitor's message in a mail of a contact form: it stands behind a label such as {@code Message:} and ends at a line
 * of dashes, behind which the form says where it was filled in.
 */
final class ContactForm {
    private static final Pattern END = Pattern.compile("(?m)^(-- ?|-{3,}|_{3,}) *$");

    private final Pattern label;

    ContactForm(YamlTexts texts) {
        label = Pattern.compile(texts.list("message-labels").stream()
                .sorted(Comparator.comparingInt(String::length).reversed()).map(Pattern::quote)
                .collect(Collectors.joining("|", "(?miu)^[*_ \\t]{0,3}(?:", ")[*_ \\t]{0,3}:[*_ \\t]{0,3}")));
    }

    /** The message of the visitor; the whole text where no label says where it begins, or nothing stands behind it. */
    String messageIn(String text) {
        Matcher found = label.matcher(text);
        if (!found.find()) {
            return text;
        }
        String rest = text.substring(found.end());
        Matcher end = END.matcher(rest);
        String message = (end.find() ? rest.substring(0, end.start()) : rest).strip();
        return message.isEmpty() ? text : message;
    }
}
