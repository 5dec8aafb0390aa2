package io.parley.channel.email.message;

import io.parley.channel.text.YamlTexts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds a visitor's message in a mail of a contact form: it stands behind a label such as {@code Message:}, or under one
 * without a colon, and ends at a line of dashes, or at the last fields, which say what was agreed to and where the form was
 * filled in.
 */
final class ContactForm {
    private static final Pattern END = Pattern.compile("(?m)^(-- ?|-{3,}|_{3,}) *$");

    private static final Pattern EMPTY_FIELD = Pattern.compile("[*_ \\t]{0,3}\\p{L}[^:\\n]{0,40}:[*_ \\t]*");
    private static final Pattern LINK = Pattern.compile("https?://|www\\.");

    /** An address where each value stands under its label. */
    private static final Pattern ADDRESS_LINE = Pattern.compile("(?m)^[^\\s@:]+@[^\\s@:]+$");
    private static final Pattern MARK = Pattern.compile("^[*_ \\t]{0,3}");

    private final Pattern label;
    private final Pattern labelAbove;
    private final Pattern after;
    private final Pattern afterAbove;
    private final Pattern order;

    ContactForm(YamlTexts texts) {
        label = labels(texts.list("message-labels"));
        labelAbove = labelsAbove(texts.list("message-labels"));
        after = labels(texts.list("after-labels"));
        afterAbove = labelsAbove(texts.list("after-labels"));
        order = labels(texts.list("order-labels"));
    }

    private static Pattern labels(List<String> labels) {
        return Pattern.compile("(?miu)^[*_ \\t]{0,3}(?:" + any(labels) + ")[*_ \\t]{0,3}:[*_ \\t]{0,3}");
    }

    /** Alone on a line, between dashes or not: "--- Message ---". */
    private static Pattern labelsAbove(List<String> labels) {
        return Pattern.compile("(?miu)^(?:-{3} ?|[*_ \\t]{0,3})(?:" + any(labels) + ")(?: ?-{3}|[*_ \\t]{0,3})$");
    }

    private static String any(List<String> labels) {
        return labels.stream().distinct().sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote).collect(Collectors.joining("|"));
    }

    /** Whether a text holds the fields of a form: a message, and on a line of its own, or behind a label, an address. */
    boolean isFilledIn(String text, String address) {
        Pattern field = Pattern
                .compile("(?mi)^(?:[^\\n:]{1,40}:)?[*_ \\t]{0,3}" + Pattern.quote(address) + "[*_ \\t]{0,3}$");
        return field.matcher(text).find() && (label.matcher(text).find() || above(text).isPresent());
    }

    /** The message of the visitor; the whole text where no label says where it begins, or nothing stands behind it. */
    String messageIn(String text) {
        Optional<MatchResult> above = above(text);
        Matcher before = label.matcher(text);
        boolean found = before.find();
        if (above.isEmpty() && !found) {
            return text;
        }
        boolean isAbove = above.isPresent() && (!found || above.get().start() < before.start());
        MatchResult begin = isAbove ? above.orElseThrow() : before.toMatchResult();
        String rest = text.substring(begin.end());
        Matcher end = END.matcher(rest);
        String message = (end.find() ? rest.substring(0, end.start()) : rest).strip();
        String own = isAbove ? withoutFieldsBelow(message) : withoutLastFields(message, mark(begin.group()));
        return own.isEmpty() ? text : own;
    }

    /** The label above the message in a form that has the value of each field under its label, so an address, too. */
    private Optional<MatchResult> above(String text) {
        Matcher address = ADDRESS_LINE.matcher(text);
        return address.find()
                ? labelAbove.matcher(text).results().filter(found -> address.start() < found.start()).findFirst()
                : Optional.empty();
    }

    /** Without fields at the end whose values, of one line each, stand under their labels. */
    private String withoutFieldsBelow(String message) {
        List<String> lines = message.lines().filter(line -> !line.isBlank()).toList();
        int last = lines.size() - 2;
        if (last < 1 || !afterAbove.matcher(lines.get(last)).matches()) {
            return message;
        }
        return withoutFieldsBelow(message.substring(0, message.lastIndexOf("\n" + lines.get(last) + "\n")).strip());
    }

    private String withoutLastFields(String message, String mark) {
        List<String> lines = message.lines().toList();
        int end = lines.size();
        for (int i = end - 1; i > 0; i--) {
            String line = lines.get(i);
            boolean ofOrder = order.matcher(line).lookingAt()
                    && (end < lines.size() || (!mark.isEmpty() && mark.equals(mark(line))));
            if (isLastField(line) || ofOrder) {
                end = i;
            } else if (!line.isBlank() && !LINK.matcher(line).find()) {
                break;
            }
        }
        return String.join("\n", lines.subList(0, end)).strip();
    }

    /** The stars or the like before a label. */
    private static String mark(String field) {
        return MARK.matcher(field).results().map(found -> found.group().strip()).findFirst().orElse("");
    }

    private boolean isLastField(String line) {
        return after.matcher(line).lookingAt() || EMPTY_FIELD.matcher(line).matches();
    }
}
