package io.parley.fake.telegram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The entities that Telegram finds in what people type, and those that a bot's formatting made. */
final class Entities {

    private static final Map<String, Pattern> TYPED = typed();

    private Entities() {}

    private static Map<String, Pattern> typed() {
        var patterns = new LinkedHashMap<String, Pattern>();
        patterns.put("url", Pattern.compile("\\bhttps?://[^\\s<>\"]+"));
        patterns.put("email", Pattern.compile("\\b[\\w.+-]+@[\\w-]+\\.[\\w.-]*\\w"));
        patterns.put("bot_command", Pattern.compile("(?<![\\w/@<>])/\\w{1,64}(?:@\\w{3,32})?(?![\\w@/])"));
        patterns.put("mention", Pattern.compile("(?<![\\w@/])@\\w{3,32}\\b"));
        patterns.put("hashtag", Pattern.compile("(?<![\\w#&])#\\p{L}[\\p{L}\\p{N}_]{0,255}"));
        return patterns;
    }

    /** Commands, mentions, addresses and tags in a person's text, in order of place; none overlaps another. */
    static ArrayNode in(String text) {
        var found = new ArrayList<TelegramHtml.Span>();
        TYPED.forEach((type, pattern) -> {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                var span = new TelegramHtml.Span(type, matcher.start(), matcher.end() - matcher.start(), Map.of());
                if (found.stream().noneMatch(other -> overlap(other, span))) {
                    found.add(span);
                }
            }
        });
        return json(found);
    }

    private static boolean overlap(TelegramHtml.Span a, TelegramHtml.Span b) {
        return a.offset() < b.offset() + b.length() && b.offset() < a.offset() + a.length();
    }

    static ArrayNode json(List<TelegramHtml.Span> spans) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        spans.stream().sorted(Comparator.comparingInt(TelegramHtml.Span::offset)).map(Entities::json)
                .forEach(array::add);
        return array;
    }

    private static ObjectNode json(TelegramHtml.Span span) {
        ObjectNode entity = JsonMapper.shared().createObjectNode();
        entity.put("offset", span.offset()).put("length", span.length()).put("type", span.type());
        String href = span.attributes().get("href");
        if (href != null && span.type().equals("text_link")) {
            entity.put("url", href);
        }
        return entity;
    }

    /**
     * Cleans a message's text as Telegram does before it stores it: control characters become spaces, carriage returns
     * and direction marks that could reorder a line go, and so do blanks around the whole.
     */
    static String cleaned(String text) {
        return text.replace("\r", "").replaceAll("[\\x00-\\x08\\x0B-\\x1F]", " ").replaceAll("[\\u2028-\\u202E]", "");
    }
}
