package io.parley.channel.web;

import io.parley.channel.Vote;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The fields of a JSON object that came from outside. Each is checked as it is read; what is wrong is {@link InvalidRequest} with
 * the field's name.
 */
record JsonFields(JsonNode object) {
    /** Longest text, in UTF-16 units, as browsers count them. */
    static final int LONGEST_TEXT = 8_000;
    private static final int LONGEST_ID = 128;
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static JsonFields parse(String json) {
        try {
            return of(STRICT.readTree(json));
        } catch (JacksonException e) {
            throw notJson();
        }
    }

    static JsonFields parse(byte[] json) {
        try {
            return of(STRICT.readTree(json));
        } catch (JacksonException e) {
            throw notJson();
        }
    }

    /** One field with a text as it was typed. */
    static JsonFields ofText(String name, String text) {
        return new JsonFields(JsonNodeFactory.instance.objectNode().put(name, text));
    }

    private static JsonFields of(JsonNode node) {
        if (!node.isObject()) {
            throw new InvalidRequest(null, "A JSON object is expected: {…}");
        }
        return new JsonFields(node);
    }

    private static InvalidRequest notJson() {
        return new InvalidRequest(null,
                "This is not well-formed JSON: look for a quotation mark or a bracket that is missing, and use each name once");
    }

    /** A person's text: 1 to 8,000 characters, at least one of them visible. */
    String text(String name) {
        String text = string(name).orElseThrow(() -> new InvalidRequest(name, name + " is missing"));
        if (text.codePoints().noneMatch(JsonFields::isVisible)) {
            throw new InvalidRequest(name, name + " is empty");
        }
        if (text.length() > LONGEST_TEXT) {
            throw new InvalidRequest(name,
                    "%s holds %,d characters; at most %,d are taken".formatted(name, text.length(),
                            LONGEST_TEXT));
        }
        if (text.codePoints().anyMatch(JsonFields::isUnstorable)) {
            throw new InvalidRequest(name, name + " holds a NUL character or half a surrogate pair");
        }
        return text;
    }

    /** An id: 1 to 128 printable characters. */
    String id(String name) {
        return optionalId(name).orElseThrow(() -> new InvalidRequest(name, name + " is missing"));
    }

    /** An id, if the field is there. */
    Optional<String> optionalId(String name) {
        Optional<String> id = string(name);
        id.ifPresent(value -> {
            if (value.isBlank() || value.length() > LONGEST_ID
                    || !value.codePoints().allMatch(JsonFields::isPrintable)) {
                throw new InvalidRequest(name, name + " must have 1 to 128 printable characters");
            }
        });
        return id;
    }

    /** 1, -1 or 0. */
    Vote vote(String name) {
        JsonNode node = object.path(name);
        int number = node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : Integer.MAX_VALUE;
        return Vote.of(number).orElseThrow(() -> new InvalidRequest(name, name + " must be 1, -1 or 0"));
    }

    private Optional<String> string(String name) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isString()) {
            throw new InvalidRequest(name, name + " must be a string");
        }
        return Optional.of(node.stringValue());
    }

    private static boolean isVisible(int character) {
        return !Character.isWhitespace(character) && !Character.isSpaceChar(character)
                && !Character.isISOControl(character) && Character.getType(character) != Character.FORMAT;
    }

    private static boolean isUnstorable(int character) {
        return character == 0 || isLoneSurrogate(character);
    }

    private static boolean isPrintable(int character) {
        return !Character.isISOControl(character) && !isLoneSurrogate(character)
                && Character.getType(character) != Character.LINE_SEPARATOR
                && Character.getType(character) != Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean isLoneSurrogate(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}
