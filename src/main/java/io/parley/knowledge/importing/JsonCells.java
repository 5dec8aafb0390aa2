package io.parley.knowledge.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One entry of a JSON file: an intent with its patterns and responses, or the columns of a FAQ CSV as fields. */
final class JsonCells {

    /** Fields whose lists hold one phrasing an element. */
    private static final Set<String> LINES = Set.of("alternatives", "negatives");

    private final long line;
    private final JsonNode fields;

    JsonCells(long line, JsonNode fields) {
        this.line = line;
        this.fields = fields;
    }

    /** Whether it is meant as an entry, be it right or not. */
    static boolean isEntry(JsonNode fields) {
        return fields.has("question") || fields.has("tag") || fields.has("patterns");
    }

    FaqRow row() throws BadRow {
        if (!fields.isObject()) {
            throw new BadRow("is no JSON object");
        }
        if (fields.has("tag") || fields.has("patterns")) {
            return intent();
        }
        if (!fields.has("question")) {
            throw new BadRow("has neither a question nor a tag with patterns");
        }
        for (String field : fields.propertyNames()) {
            texts(field);
        }
        return new FaqCells(line, this::cell).row();
    }

    /** Of several responses the first is the answer: the bot says the same to everybody. */
    private FaqRow intent() throws BadRow {
        String tag = fields.path("tag").asString("");
        List<String> responses = texts("responses");
        Topic topic = new Topic(line, Topic.id(tag), "", Topic.words(tag), answer(responses));
        for (String pattern : texts("patterns")) {
            if (!pattern.isBlank()) {
                topic.add(pattern.strip());
            }
        }
        if (topic.isEmpty()) {
            throw new BadRow("has no patterns, so nothing asks for it");
        }
        return topic.row();
    }

    private static @Nullable String answer(List<String> responses) throws BadRow {
        for (String response : responses) {
            if (!response.isBlank()) {
                FaqCells.checkLength("responses", response, FaqCells.MAX_ANSWER);
                return response.strip();
            }
        }
        return null;
    }

    private String cell(String column) {
        try {
            List<String> texts = texts(column);
            return String.join(LINES.contains(column) ? "\n" : " ", texts);
        } catch (BadRow e) {
            throw new IllegalStateException("All fields were looked at before.", e);
        }
    }

    /** A field's text, or its texts when it is a list; in a list of phrasings each is one line. */
    private List<String> texts(String field) throws BadRow {
        JsonNode value = fields.path(field);
        List<String> texts = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (one.isContainer()) {
                throw new BadRow("has something else than text in '" + field + "'");
            }
            if (!one.isNull() && !one.isMissingNode()) {
                String text = one.asString();
                texts.add(value.isArray() ? text.replaceAll("\\R", " ") : text);
            }
        }
        return texts;
    }
}
