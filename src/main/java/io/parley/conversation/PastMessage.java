package io.parley.conversation;

import org.jspecify.annotations.Nullable;

/**
 * A message as it is remembered.
 *
 * @param author {@code participant}, {@code bot} or {@code agent}
 * @param faq the FAQ entry that it was answered from
 * @param choices what was offered, as stored
 * @param reason why a person takes over, or that the bot did not understand
 */
record PastMessage(String author, String text, @Nullable String faq, @Nullable String choices,
        @Nullable String reason) {}
