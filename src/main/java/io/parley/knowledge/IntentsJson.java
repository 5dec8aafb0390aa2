package io.parley.knowledge;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Intents with their patterns and responses in one JSON text: a list of them, a list under {@code intents}, or keywords
 * and responses by tag, as {@link KeywordIntents} reads them.
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
            boolean holdsIntents = parser.nextToken() == JsonToken.START_ARRAY
                    ? list(parser, rows)
                    : fields(parser, rows);
            if (!holdsIntents) {
                throw new UnreadableFaq(file.name(),
                        "It is JSON, but it holds neither intents nor keywords with responses.",
                        "Give it a list of {\"tag\",\"patterns\",\"responses\"} under \"intents\".");
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

    private static boolean list(JsonParser parser, FaqRows rows) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            long line = parser.currentTokenLocation().getLineNr();
            JsonNode element = PARTS.readTree(parser);
            try {
                rows.add(new JsonCells(line, element).row());
            } catch (BadRow e) {
                rows.problem(line, e);
            }
        }
        return true;
    }

    private static boolean fields(JsonParser parser, FaqRows rows) {
        KeywordIntents keywords = new KeywordIntents();
        boolean holdsIntents = false;
        for (String field = parser.nextName(); field != null; field = parser.nextName()) {
            JsonToken token = parser.nextToken();
            if (field.equals("intents") && token == JsonToken.START_ARRAY) {
                holdsIntents |= list(parser, rows);
            } else if (!keywords.take(field, parser)) {
                parser.skipChildren();
            }
        }
        keywords.addTo(rows);
        return holdsIntents || keywords.isComplete();
    }
}
