package io.parley.answering.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model's reply, parsed from the form that {@code prompts/instructions.md} asks for. Some models write prose in spite
 * of it; prose is taken for an answer, and has to cite like any other.
 *
 * @param outcome whether it answers
 * @param answer  the text; empty unless answered
 * @param sources the numbers of the entries that it names as its sources, without those that stand in the text only
 */
record ModelReply(Outcome outcome, String answer, List<Integer> sources) {

    /** Most characters of what a model wrote that are looked at: far more than are sent, so that nothing takes long. */
    static final int LONGEST = 8_000;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern FENCED = Pattern.compile("```(?:json)?\\s*(\\{.*})\\s*```", Pattern.DOTALL);

    /** Whether the model answers, and if not, why. */
    enum Outcome {
        ANSWERED, UNKNOWN, UNSUPPORTED, PERSON, REFUSED
    }

    ModelReply {
        answer = cut(answer);
        sources = List.copyOf(sources);
    }

    /** The reply that a text stands for; empty when it stands for none. */
    static Optional<ModelReply> read(String written) {
        String text = cut(written).strip();
        Matcher fenced = FENCED.matcher(text);
        if (fenced.find()) {
            return fromJson(fenced.group(1));
        }
        int start = text.indexOf('{');
        int end = text.lastIndexOf('}');
        if (start >= 0 && text.contains("\"outcome\"")) {
            return end > start ? fromJson(text.substring(start, end + 1)) : Optional.empty();
        }
        return text.isEmpty() || start == 0
                ? Optional.empty()
                : Optional.of(new ModelReply(Outcome.ANSWERED, text, List.of()));
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    private static Optional<ModelReply> fromJson(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            return outcome(node.path("outcome").asString(""))
                    .map(outcome -> new ModelReply(outcome, node.path("answer").asString(""), numbers(node)));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static Optional<Outcome> outcome(String word) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.name().equalsIgnoreCase(word)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    private static List<Integer> numbers(JsonNode reply) {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode source : reply.path("sources")) {
            numbers.add(source.asInt(-1));
        }
        return numbers;
    }
}
