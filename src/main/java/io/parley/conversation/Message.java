package io.parley.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message in a conversation.
 *
 * @param participant the number of its author; null for the bot and for agents
 * @param attachments the names of its attachments, separated by commas; empty when there are none
 * @param externalId the channel's id of the message
 * @param command what they asked for by a command, a button or as one would, in a word
 * @param chosenFaq the FAQ entry that they chose, if they pressed or typed a choice
 * @param revision counts the edits, from 0
 */
record Message(long id, long conversationId, @Nullable Long participant, String text, String attachments,
        @Nullable String externalId, @Nullable String command,
        @Nullable String chosenFaq, int revision, Instant saidAt, @Nullable Instant editedAt,
        @Nullable Instant deletedAt) {}
