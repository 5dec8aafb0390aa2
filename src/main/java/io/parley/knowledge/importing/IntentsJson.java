package io.parley.knowledge.importing;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Entries in one JSON text, as {@link JsonCells} knows them: a list of them, such a list under any name, or keywords and
 * responses by tag, as {@link KeywordIntents} reads them.
 */
final class IntentsJson implements FaqFormat {

    /** Reads values out of the middle of a text. */
    static final JsonMapper PARTS = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public String title() {
        return "JSON";
    }

    @Override
    public Set<String> endings() {
        return Set.of("json", "jsonl", "ndjson");
    }

    @Override
    public boolean fits(FaqFile file) {
        String text = file.text().stripLeading();
        return text.startsWith("{") || text.startsWith("[");
    }

    @Override
    public Contents read(FaqFile file) {
        FaqRows rows = new FaqRows(file);
        try (JsonParser parser = JsonMapper.shared().createParser(file.text())) {
            boolean holdsEntries = true;
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                list(parser, rows);
            } else {
                holdsEntries = fields(parser, rows);
            }
            if (!holdsEntries) {
                throw new UnreadableFaq(file.name(),
                        "It is JSON, but it holds neither intents nor keywords with responses, and no list of questions.",
                        "Give it a list of {\"question\",\"answer\"}, or of {\"tag\",\"patterns\",\"responses\"}.");
            }
            if (parser.nextToken() != null) {
                throw new UnreadableFaq(file.name(), "It goes on after its end in line "
                        + parser.currentTokenLocation().getLineNr() + ".",
                        "Remove what follows, or save it as JSON Lines.");
            }
        } catch (JacksonException e) {
            throw new UnreadableFaq(file.name(), "It is no well-formed JSON" + where(e) + ".",
                    "Look there for a bracket, a comma or a quotation mark that is missing.");
        }
        return rows.contents();
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null || e.getLocation().getLineNr() < 1
                ? ""
                : ", see line " + e.getLocation().getLineNr();
    }

    private static void list(JsonParser parser, FaqRows rows) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            take(parser.currentTokenLocation().getLineNr(), PARTS.readTree(parser), rows);
        }
    }

    private static void take(long line, JsonNode element, FaqRows rows) {
        rows.read();
        try {
            rows.add(new JsonCells(line, element).row());
        } catch (BadRow e) {
            rows.problem(line, e);
        }
    }

    private static boolean fields(JsonParser parser, FaqRows rows) {
        KeywordIntents keywords = new KeywordIntents();
        boolean holdsEntries = false;
        for (String field = parser.nextName(); field != null; field = parser.nextName()) {
            long line = parser.currentTokenLocation().getLineNr();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY && field.equals("intents")) {
                list(parser, rows);
                holdsEntries = true;
            } else if (!keywords.take(field, parser)) {
                holdsEntries |= other(field, line, parser, rows);
            }
        }
        keywords.addTo(rows);
        return holdsEntries || keywords.isComplete();
    }

    private static boolean other(String field, long line, JsonParser parser, FaqRows rows) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            return listIfEntries(field, line, parser, rows);
        }
        skip(field, line, parser, rows);
        return false;
    }

    /** Takes a list under any name when its first element is an entry. */
    private static boolean listIfEntries(String field, long line, JsonParser parser, FaqRows rows) {
        boolean isEmpty = parser.nextToken() == JsonToken.END_ARRAY;
        long first = parser.currentTokenLocation().getLineNr();
        JsonNode element = isEmpty ? MissingNode.getInstance() : PARTS.readTree(parser);
        if (JsonCells.isEntry(element)) {
            take(first, element, rows);
            list(parser, rows);
            return true;
        }
        while (!isEmpty && parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
        }
        unused(field, line, rows);
        return false;
    }

    private static void skip(String field, long line, JsonParser parser, FaqRows rows) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            unused(field, line, rows);
        }
        parser.skipChildren();
    }

    private static void unused(String field, long line, FaqRows rows) {
        rows.read();
        rows.problem(line, new BadRow("has '" + field + "', which is no list of entries and is not used"));
    }
}
