package io.parley.secrets;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The parts of a text that several finders find one after another: none sees what one before it found. */
final class Parts {
    /** Stands in the place of each sign that is found: no letter, no digit and no space. */
    private static final char TAKEN = '\uFFFC';

    private final String text;
    private final StringBuilder rest;
    private final NavigableMap<Integer, Part> parts = new TreeMap<>();

    Parts(String text) {
        this.text = text;
        this.rest = new StringBuilder(text.replace(TAKEN, '\uFFFD'));
    }

    /**
     * Something that was found.
     *
     * @param end the place of the first sign behind it
     */
    record Part(String kind, int start, int end) {}

    /** The text as the next finder sees it, as long as the whole one. */
    String rest() {
        return rest.toString();
    }

    /** Adds what stands there, without the spaces at its ends; nothing where some of it was found already. */
    void add(String kind, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (start < end && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        Map.Entry<Integer, Part> before = parts.lowerEntry(end);
        if (start < end && (before == null || before.getValue().end() <= start)) {
            parts.put(start, new Part(kind, start, end));
            rest.replace(start, end, String.valueOf(TAKEN).repeat(end - start));
        }
    }

    /** Adds the own part of each match, or the whole one where the pattern names none. */
    void add(String kind, Pattern pattern) {
        for (MatchResult found : pattern.matcher(rest()).results().toList()) {
            boolean isNamed = found.namedGroups().containsKey("own");
            add(kind, isNamed ? found.start("own") : found.start(), isNamed ? found.end("own") : found.end());
        }
    }

    /** The part within which a place lies, if one does. */
    Optional<Part> around(int place) {
        Map.Entry<Integer, Part> before = parts.lowerEntry(place);
        return before == null || before.getValue().end() <= place
                ? Optional.empty()
                : Optional.of(before.getValue());
    }

    /**
     * The text with something else in the place of each part.
     *
     * @param other gives it for a kind and the words of a part
     */
    String replaced(BiFunction<String, String, String> other) {
        StringBuilder replaced = new StringBuilder(text.length());
        int done = 0;
        for (Part part : parts.values()) {
            replaced.append(text, done, part.start())
                    .append(other.apply(part.kind(), text.substring(part.start(), part.end())));
            done = part.end();
        }
        return replaced.append(text, done, text.length()).toString();
    }
}
