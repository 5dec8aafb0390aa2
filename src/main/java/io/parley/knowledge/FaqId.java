package io.parley.knowledge;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * Names one FAQ entry for good: an id from the imported file, or one derived from the entry's question.
 *
 * @param value 1 to 200 characters, not blank
 */
public record FaqId(String value) {

    /** The most characters that an id has. */
    public static final int MAX_LENGTH = 200;

    public FaqId {
        Objects.requireNonNull(value, "A FAQ id needs a value.");
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A FAQ id has 1 to " + MAX_LENGTH + " characters.");
        }
    }

    /** The id of an entry that came without one: the same question always gives the same id. */
    public static FaqId derivedFrom(String question) {
        byte[] name = NormalText.of(question).getBytes(StandardCharsets.UTF_8);
        return new FaqId("q-" + UUID.nameUUIDFromBytes(name));
    }

    @Override
    public String toString() {
        return value;
    }
}
