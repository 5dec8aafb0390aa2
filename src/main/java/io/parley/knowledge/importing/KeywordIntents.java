package io.parley.knowledge.importing;

import io.parley.knowledge.Manners;
import io.parley.knowledge.NamedThing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Intents as two objects, {@code responses} with one text a tag and {@code keywords} with a list of words a tag.
 * {@code {}} in a response is filled with the thing that a question names, and with {@code blank_spot} when it names none.
 * The response {@code greeting} is what is said to a greeting, {@code default} where nothing is known; with the words of
 * {@code exit_commands} people take their leave.
 */
final class KeywordIntents {

    private static final String UNNAMED_THING = "device";
    private static final String GREETING = "greeting";
    private static final String FALLBACK = "default";
    private static final int MOST_EXITS = 100;
    private static final int LONGEST_EXIT = 60;
    /** Characters of what is said to a greeting, and where nothing is known: a key in the database holds some 2,700 bytes. */
    private static final int LONGEST_SAYING = 800;

    private final Map<String, Value> responses = new LinkedHashMap<>();
    private final Map<String, Value> keywords = new LinkedHashMap<>();
    private String thing = UNNAMED_THING;
    private List<String> exits = List.of();

    /** What stands under a tag, and where. */
    private record Value(long line, JsonNode node) {

        List<String> texts() {
            return (node.isArray() ? node.valueStream() : java.util.stream.Stream.of(node))
                    .filter(JsonNode::isString).map(text -> text.stringValue().strip()).filter(text -> !text.isEmpty())
                    .toList();
        }
    }

    /** Takes a field at whose value the parser stands; false when it is none of this form. */
    boolean take(String field, JsonParser parser) {
        JsonToken token = parser.currentToken();
        switch (field) {
            case "responses" -> {
                return token == JsonToken.START_OBJECT && readInto(responses, parser);
            }
            case "keywords" -> {
                return token == JsonToken.START_OBJECT && readInto(keywords, parser);
            }
            case "blank_spot" -> {
                thing = token == JsonToken.VALUE_STRING && !parser.getString().isBlank()
                        ? parser.getString().strip()
                        : thing;
                return token == JsonToken.VALUE_STRING;
            }
            case "exit_commands" -> {
                exits = new Value(0, IntentsJson.PARTS.readTree(parser)).texts().stream()
                        .filter(exit -> exit.length() <= LONGEST_EXIT).limit(MOST_EXITS).toList();
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    private static boolean readInto(Map<String, Value> values, JsonParser parser) {
        for (String tag = parser.nextName(); tag != null; tag = parser.nextName()) {
            long line = parser.currentTokenLocation().getLineNr();
            parser.nextToken();
            values.put(tag, new Value(line, IntentsJson.PARTS.readTree(parser)));
        }
        return true;
    }

    /** Whether both halves were there. */
    boolean isComplete() {
        return !responses.isEmpty() && !keywords.isEmpty();
    }

    void addTo(FaqRows rows) {
        rows.manners(new Manners(said(GREETING, rows), said(FALLBACK, rows), exits));
        keywords.forEach((tag, words) -> {
            rows.read();
            try {
                rows.add(row(tag, words, responses.get(tag)));
            } catch (BadRow e) {
                rows.problem(words.line, e);
            }
        });
        responses.forEach((tag, response) -> {
            if (!keywords.isEmpty() && !keywords.containsKey(tag) && !tag.equals(GREETING) && !tag.equals(FALLBACK)) {
                rows.read();
                rows.problem(response.line,
                        new BadRow("has the response '" + tag + "' without keywords, so nothing asks for it"));
            }
        });
    }

    /** What stands under the tag, with the thing that nobody names filled in. */
    private @Nullable String said(String tag, FaqRows rows) {
        Value response = responses.get(tag);
        try {
            String answer = answer(response);
            String said = answer == null ? null : NamedThing.usual(answer);
            FaqCells.checkLength(tag, Objects.requireNonNullElse(said, ""), LONGEST_SAYING);
            return said;
        } catch (BadRow e) {
            rows.read();
            rows.problem(response == null ? 0 : response.line, e);
            return null;
        }
    }

    private FaqRow row(String tag, Value words, @Nullable Value response) throws BadRow {
        String name = Topic.words(tag);
        List<String> keys = words.texts();
        Topic topic = new Topic(words.line, Topic.id(tag), "", String.join(", ", keys), answer(response));
        for (String key : keys) {
            topic.add(key);
        }
        if (topic.isEmpty()) {
            throw new BadRow("has no keywords for '" + name + "', so nothing asks for it");
        }
        return topic.row();
    }

    private @Nullable String answer(@Nullable Value response) throws BadRow {
        if (response == null || response.texts().isEmpty()) {
            return null;
        }
        String answer = NamedThing.markedIn(response.texts().getFirst(), thing);
        FaqCells.checkLength("responses", answer, FaqCells.MAX_ANSWER);
        return answer;
    }
}
