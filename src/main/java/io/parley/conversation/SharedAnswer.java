package io.parley.conversation;

import org.jspecify.annotations.Nullable;

/**
 * What others see of an answer that its asker shares.
 *
 * @param messageKey the channel's id of the question
 * @param asker the name of who asked
 * @param citations what it rests on, as stored
 */
record SharedAnswer(long conversationId, @Nullable String messageKey, @Nullable String asker, String question,
        String answer,
        String source, @Nullable Double confidence, @Nullable String citations) {}
