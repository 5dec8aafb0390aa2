package io.parley.conversation;

import java.time.Instant;

/** A customer reset a conversation, and with that sent the person away who had taken it. Published inside the transaction. */
public record ConversationStartedOver(long conversationId, Instant at) {}
