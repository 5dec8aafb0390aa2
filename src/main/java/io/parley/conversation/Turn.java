package io.parley.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a participant said.
 *
 * @param attachments what came along, by name, with commas between; empty when nothing did
 * @param messageKey the channel's id of the message
 * @param wish a command's word, if it was one
 * @param chosenFaq the FAQ entry that they chose, if they pressed a choice
 * @param revision counts the edits, from 0
 */
record Turn(long id, long conversationId, String text, String attachments,
        @Nullable String messageKey, @Nullable String wish,
        @Nullable String chosenFaq, int revision, Instant saidAt, @Nullable Instant editedAt,
        @Nullable Instant deletedAt) {}
