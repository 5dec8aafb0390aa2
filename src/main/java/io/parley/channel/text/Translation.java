package io.parley.channel.text;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;

/** Compares a file of texts with the one that it translates. */
public final class Translation {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+}");

    private Translation() {}

    /**
     * Checks that each key of a translation exists in the file that it translates, with the same {placeholders}. A
     * translation may lack keys.
     *
     * @throws IllegalStateException when one does not, or a file cannot be read; the message names the file and the key
     */
    public static void check(Resource translation, Resource original) {
        check(translation, YamlTexts.read(translation), YamlTexts.read(original));
    }

    /** The same, where both have been read. */
    static void check(Resource translation, Map<String, Object> translated, Map<String, Object> original) {
        Map<String, Object> expected = texts(original);
        texts(translated).forEach((key, text) -> {
            Object source = expected.get(key);
            if (source == null) {
                throw fault(translation, key, "is unknown");
            }
            if (!(text instanceof String)) {
                throw fault(translation, key, "is no text; write it in quotation marks");
            }
            if (!placeholders(text).equals(placeholders(source))) {
                throw fault(translation, key, "needs " + placeholders(source) + " and has " + placeholders(text));
            }
        });
    }

    /** The texts of a file by key, those of a group by {@code group.key}. */
    static Map<String, Object> texts(Map<String, Object> read) {
        Map<String, Object> texts = new TreeMap<>();
        read.forEach((key, value) -> add(texts, key, value));
        return texts;
    }

    private static void add(Map<String, Object> texts, String key, Object value) {
        if (value instanceof Map<?, ?> group) {
            group.forEach((name, text) -> add(texts, key + "." + name, Objects.requireNonNullElse(text, Map.of())));
        } else {
            texts.put(key, value);
        }
    }

    /** The placeholders of a text, each once, in the order of their names. */
    static String placeholders(Object text) {
        return PLACEHOLDER.matcher(text.toString()).results().map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new)).toString();
    }

    private static IllegalStateException fault(Resource file, String key, String what) {
        return new IllegalStateException(file.getDescription() + ": '" + key + "' " + what);
    }
}
