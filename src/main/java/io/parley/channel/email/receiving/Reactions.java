package io.parley.channel.email.receiving;

import io.parley.channel.email.message.Part;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Mails that are reactions: <a href="https://www.rfc-editor.org/rfc/rfc9078">RFC 9078</a>,
 * <a href="https://developers.google.com/workspace/gmail/reactions/format">Gmail's</a>, and what Outlook tells those who are
 * not on Exchange.
 */
final class Reactions {
    private static final String GMAIL = "text/vnd.google.email-reaction+json";
    private static final Pattern OUTLOOK = Pattern.compile(
            "(?is)^\\s*\\[?([a-z]{2,20}|\\X{1,4}?)\\]?\\s+.{0,200}?\\breacted to your (message|post|e-?mail)\\b.*");
    private static final int LONGEST_FIRST_LINE = 400;

    private Reactions() {}

    /** The reaction, as an emoji or Outlook's word for it; empty if the mail is none. */
    static Optional<String> in(List<Part> parts, String text) {
        return parts.stream().filter(part -> part.disposition().equals("reaction")).findFirst()
                .map(part -> firstSign(part.text()))
                .or(() -> parts.stream().filter(p -> p.type().equals(GMAIL) && !p.disposition().equals("attachment"))
                        .findFirst().flatMap(part -> gmail(part.text())))
                .or(() -> outlook(text));
    }

    /** Version 1, one emoji; anything else makes it an ordinary mail. */
    private static Optional<String> gmail(String json) {
        try {
            JsonNode read = JsonMapper.shared().readTree(json);
            JsonNode version = read.path("version");
            String emoji = read.path("emoji").asString("").strip();
            boolean sound = version.isIntegralNumber() && version.asInt() == 1 && !emoji.isEmpty()
                    && firstSign(emoji).equals(emoji) && !Character.isLetterOrDigit(emoji.codePointAt(0));
            return sound ? Optional.of(emoji) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> outlook(String text) {
        String start = text.substring(0, Math.min(text.length(), LONGEST_FIRST_LINE)).strip();
        String line = start.lines().findFirst().orElse("");
        boolean marked = line.startsWith("[") || !Character.isLetterOrDigit(line.isEmpty() ? 'a' : line.codePointAt(0));
        Matcher matcher = OUTLOOK.matcher(line);
        return marked && matcher.matches() ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** The first character as people see it. */
    private static String firstSign(String text) {
        String stripped = text.strip();
        BreakIterator signs = BreakIterator.getCharacterInstance(Locale.ROOT);
        signs.setText(stripped);
        int end = signs.next();
        return end == BreakIterator.DONE ? "" : stripped.substring(0, end);
    }
}
