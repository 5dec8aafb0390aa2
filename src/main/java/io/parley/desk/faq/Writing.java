package io.parley.desk.faq;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A form of an entry while its agent writes in it.
 *
 * @param key tells the form from others
 * @param began the entry's revision on which it was begun; 0 for an entry that is not there yet
 */
record Writing(String key, int began) {
    private static final Pattern A_KEY = Pattern.compile("[0-9a-zA-Z-]{1,100}");

    static Writing begun(int revision) {
        return new Writing(UUID.randomUUID().toString(), revision);
    }

    /** The one of a form that was sent; empty when that does not say. */
    static Optional<Writing> of(Map<String, String> sent) {
        String began = sent.getOrDefault("began", "");
        return Optional.ofNullable(sent.get("key")).filter(key -> A_KEY.matcher(key).matches())
                .map(key -> new Writing(key, began.matches("\\d{1,9}") ? Integer.parseInt(began) : 0));
    }
}
