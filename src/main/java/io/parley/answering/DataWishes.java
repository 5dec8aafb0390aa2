package io.parley.answering;

import io.parley.answering.words.DataWords;
import io.parley.answering.words.Phrases;
import java.util.Optional;

/** Tells what people want with what is kept of them; the words are in {@code channels/phrases.yaml}. */
public final class DataWishes {
    private final DataWords words;

    DataWishes(Phrases phrases) {
        this.words = new DataWords(phrases);
    }

    /** A wish. */
    public enum Wish {
        /** They want to be forgotten. */
        FORGET,
        /** They want to have what is known of them. */
        EXPORT
    }

    /** The wish of a text that says nothing else; empty otherwise. */
    public Optional<Wish> in(String text) {
        if (words.wantsToBeForgotten(text)) {
            return Optional.of(Wish.FORGET);
        }
        return words.wantsTheirData(text) ? Optional.of(Wish.EXPORT) : Optional.empty();
    }

    /** Whether a text is a yes, and nothing else. */
    public boolean isConfirmation(String text) {
        return words.isConfirmation(text);
    }
}
