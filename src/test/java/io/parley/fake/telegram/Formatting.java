package io.parley.fake.telegram;

import io.parley.fake.telegram.TelegramHtml.Formatted;
import io.parley.fake.telegram.TelegramHtml.Span;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the text of a request with its parse mode or entities, as Telegram stores it. */
final class Formatting {

    /** Most UTF-16 units of a message. */
    static final int LONGEST = 4096;

    private Formatting() {}

    static Formatted read(JsonNode request) throws ApiError {
        Formatted parsed = parsed(request);
        String text = Entities.cleaned(parsed.text());
        String stripped = text.strip();
        int before = text.length() - text.stripLeading().length();
        if (stripped.isEmpty()) {
            throw ApiError.badRequest("message text is empty");
        }
        if (stripped.length() > LONGEST) {
            throw ApiError.badRequest("message is too long");
        }
        return new Formatted(stripped, shifted(parsed.spans(), before, stripped.length()));
    }

    private static Formatted parsed(JsonNode request) throws ApiError {
        String text = request.path("text").asString("");
        String mode = request.path("parse_mode").asString("");
        if (mode.isEmpty()) {
            return new Formatted(text, entities(request.path("entities"), text));
        }
        if (!mode.equalsIgnoreCase("HTML")) {
            throw ApiError.badRequest("unsupported parse_mode");
        }
        try {
            return TelegramHtml.parse(text);
        } catch (TelegramHtml.CannotParse e) {
            throw ApiError.badRequest("can't parse entities: " + e.getMessage());
        }
    }

    private static List<Span> entities(JsonNode entities, String text) throws ApiError {
        var spans = new ArrayList<Span>();
        for (JsonNode entity : entities) {
            int offset = entity.path("offset").asInt(-1);
            int length = entity.path("length").asInt(-1);
            if (offset < 0 || length < 0 || offset + length > text.length()) {
                throw ApiError.badRequest("entity is out of the text");
            }
            spans.add(new Span(entity.path("type").asString(""), offset, length,
                    java.util.Map.of("href", entity.path("url").asString(""))));
        }
        return spans;
    }

    private static List<Span> shifted(List<Span> spans, int by, int length) {
        return spans.stream().map(s -> {
            int from = Math.clamp(s.offset() - by, 0, length);
            int to = Math.clamp(s.offset() + s.length() - by, 0, length);
            return new Span(s.type(), from, to - from, s.attributes());
        }).filter(s -> s.length() > 0).toList();
    }
}
