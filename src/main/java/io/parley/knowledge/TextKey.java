package io.parley.knowledge;

import java.util.Arrays;

/** The hash of a normalised text, comparable. */
public record TextKey(byte[] hash) {

    /** Hashes a text; texts that a reader takes for the same have the same key. */
    public static TextKey of(String text) {
        return new TextKey(NormalText.hash(text));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextKey(byte[] otherHash) && Arrays.equals(hash, otherHash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }
}
