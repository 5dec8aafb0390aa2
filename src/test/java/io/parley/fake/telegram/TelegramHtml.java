package io.parley.fake.telegram;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads Telegram's HTML as its server does: only its own tags, each closed in turn; everything else is refused.
 * <a href="https://core.telegram.org/bots/api#html-style">Formatting options</a>.
 */
final class TelegramHtml {

    /** The visible text and its formatted spans; offsets and lengths in UTF-16 units. */
    record Formatted(String text, List<Span> spans) {}

    /** One formatted stretch. */
    record Span(String type, int offset, int length, Map<String, String> attributes) {}

    /** The text cannot be read; the message is Telegram's. */
    static final class CannotParse extends Exception {
        CannotParse(String message) {
            super(message);
        }
    }

    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("b", "bold"), Map.entry("strong", "bold"),
            Map.entry("i", "italic"), Map.entry("em", "italic"), Map.entry("u", "underline"),
            Map.entry("ins", "underline"), Map.entry("s", "strikethrough"), Map.entry("strike", "strikethrough"),
            Map.entry("del", "strikethrough"), Map.entry("tg-spoiler", "spoiler"), Map.entry("span", "spoiler"),
            Map.entry("a", "text_link"), Map.entry("code", "code"), Map.entry("pre", "pre"),
            Map.entry("blockquote", "blockquote"), Map.entry("tg-emoji", "custom_emoji"),
            Map.entry("tg-time", "date_time"));
    private static final Map<String, String> NAMED = Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"");
    private static final Set<Character> BLANK = Set.of(' ', '\t', '\r', '\n');

    private record Open(String tag, int offset, Map<String, String> attributes) {}

    private final String source;
    private final StringBuilder text = new StringBuilder();
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Span> spans = new ArrayList<>();
    private int at;

    private TelegramHtml(String source) {
        this.source = source;
    }

    static Formatted parse(String source) throws CannotParse {
        var html = new TelegramHtml(source);
        html.read();
        return new Formatted(html.text.toString(), List.copyOf(html.spans));
    }

    private void read() throws CannotParse {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '&') {
                text.append(reference());
            } else if (c == '<') {
                readTag();
            } else {
                text.append(c);
                at++;
            }
        }
        if (!open.isEmpty()) {
            throw new CannotParse("Can't find end tag corresponding to start tag \"" + open.peek().tag + "\"");
        }
    }

    private void readTag() throws CannotParse {
        int start = at++;
        if (at < source.length() && source.charAt(at) == '/') {
            at++;
            readEnd(start);
        } else {
            readStart(start);
        }
    }

    private void readStart(int start) throws CannotParse {
        String tag = name(start).toLowerCase(Locale.ROOT);
        if (!TYPES.containsKey(tag)) {
            throw new CannotParse("Unsupported start tag \"" + tag + "\" at byte offset " + bytes(start));
        }
        var attributes = new LinkedHashMap<String, String>();
        for (skipBlanks(start); source.charAt(at) != '>'; skipBlanks(start)) {
            readAttribute(tag, start, attributes);
        }
        at++;
        if (tag.equals("span") && !"tg-spoiler".equals(attributes.get("class"))) {
            throw new CannotParse("Tag \"span\" must have class \"tg-spoiler\" at byte offset " + bytes(start));
        }
        open.push(new Open(tag, text.length(), attributes));
    }

    private String name(int start) throws CannotParse {
        int from = at;
        while (at < source.length() && source.charAt(at) != '>' && !BLANK.contains(source.charAt(at))) {
            at++;
        }
        needMore(start);
        return source.substring(from, at);
    }

    private void skipBlanks(int start) throws CannotParse {
        while (at < source.length() && BLANK.contains(source.charAt(at))) {
            at++;
        }
        needMore(start);
    }

    private void needMore(int start) throws CannotParse {
        if (at >= source.length()) {
            throw new CannotParse("Unclosed start tag at byte offset " + bytes(start));
        }
    }

    private void readAttribute(String tag, int start, Map<String, String> attributes) throws CannotParse {
        int from = at;
        while (at < source.length() && !BLANK.contains(source.charAt(at)) && "=>/\"'".indexOf(source.charAt(at)) < 0) {
            at++;
        }
        String name = source.substring(from, at).toLowerCase(Locale.ROOT);
        skipBlanks(start);
        if (name.isEmpty()) {
            throw new CannotParse("Empty attribute name in the tag \"" + tag + "\" at byte offset " + bytes(start));
        }
        if (source.charAt(at) != '=') {
            if (!tag.equals("blockquote")) {
                throw new CannotParse("Expected equal sign in declaration of an attribute of the tag \"" + tag
                        + "\" at byte offset " + bytes(start));
            }
            attributes.put(name, "");
            return;
        }
        at++;
        skipBlanks(start);
        attributes.put(name, value(start));
    }

    private String value(int start) throws CannotParse {
        char quote = source.charAt(at);
        if (quote != '"' && quote != '\'') {
            int from = at;
            while (at < source.length()
                    && (Character.isLetterOrDigit(source.charAt(at)) || ".-".indexOf(source.charAt(at)) >= 0)) {
                at++;
            }
            needMore(start);
            return source.substring(from, at);
        }
        var value = new StringBuilder();
        for (at++; at < source.length() && source.charAt(at) != quote;) {
            if (source.charAt(at) == '&') {
                value.append(reference());
            } else {
                value.append(source.charAt(at++));
            }
        }
        needMore(start);
        at++;
        return value.toString();
    }

    private void readEnd(int start) throws CannotParse {
        if (open.isEmpty()) {
            throw new CannotParse("Unexpected end tag at byte offset " + bytes(start));
        }
        int from = at;
        while (at < source.length() && source.charAt(at) != '>' && !BLANK.contains(source.charAt(at))) {
            at++;
        }
        String tag = source.substring(from, at).toLowerCase(Locale.ROOT);
        while (at < source.length() && BLANK.contains(source.charAt(at))) {
            at++;
        }
        if (at >= source.length() || source.charAt(at) != '>') {
            throw new CannotParse("Unclosed end tag at byte offset " + bytes(start));
        }
        at++;
        close(open.pop(), tag, start);
    }

    private void close(Open begun, String tag, int start) throws CannotParse {
        if (!tag.isEmpty() && !tag.equals(begun.tag)) {
            throw new CannotParse("Unmatched end tag at byte offset " + bytes(start) + ", expected \"</" + begun.tag
                    + ">\", found \"</" + tag + ">\"");
        }
        int length = text.length() - begun.offset;
        String type = TYPES.getOrDefault(begun.tag, "bold");
        if (length > 0 && (!type.equals("text_link") || begun.attributes.containsKey("href"))) {
            spans.add(new Span(type, begun.offset, length, begun.attributes));
        }
    }

    /** A character reference, or the ampersand itself where none is known by that name. */
    private String reference() {
        int end = source.indexOf(';', at);
        String name = end < 0 || end - at > 10 ? "" : source.substring(at + 1, end);
        String decoded = name.startsWith("#") ? numbered(name.substring(1)) : NAMED.getOrDefault(name, "");
        if (decoded.isEmpty()) {
            at++;
            return "&";
        }
        at = end + 1;
        return decoded;
    }

    private static String numbered(String digits) {
        try {
            boolean hex = digits.startsWith("x");
            int code = Integer.parseInt(hex ? digits.substring(1) : digits, hex ? 16 : 10);
            boolean sound = Character.isValidCodePoint(code) && code != 0
                    && !(code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE);
            return sound ? Character.toString(code) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }

    private int bytes(int index) {
        return source.substring(0, index).getBytes(StandardCharsets.UTF_8).length;
    }
}
