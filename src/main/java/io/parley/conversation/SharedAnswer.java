package io.parley.conversation;

import org.jspecify.annotations.Nullable;

/**
 * The parts of an answer that are shown once more, to others or again.
 *
 * @param externalId the channel's id of the question
 * @param asker the name of the person who asked
 * @param citations its sources, as stored
 * @param choices the choices that it offers, as stored
 */
record SharedAnswer(long conversationId, @Nullable String externalId, @Nullable String asker, String question,
        String answer,
        String source, @Nullable Double confidence, @Nullable String citations, @Nullable String choices) {
    /** Whether it says something that others may want to know. */
    boolean isSubstantial() {
        return source.equals("faq") || source.equals("model");
    }
}
