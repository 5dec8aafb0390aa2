package io.parley.answering;

import io.parley.knowledge.ranking.Confidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bot's reply to a question. */
public sealed interface Answer permits FaqAnswer, Choices, ModelAnswer, Handover, Notice {

    /** Plain text, never blank, without markup. */
    String text();

    /** How likely it is that the answer is right; null where none was computed. */
    default @Nullable Confidence confidence() {
        return null;
    }

    /** The sources of the answer; empty where it cites none. */
    default List<Reference> references() {
        return List.of();
    }

    /** The entries that the person can choose from, likeliest first. */
    default List<Suggestion> suggestions() {
        return List.of();
    }
}
