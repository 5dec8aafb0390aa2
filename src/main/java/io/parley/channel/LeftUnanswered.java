package io.parley.channel;

/**
 * No answer of the bot's will come to a message: a person has the conversation, or the message was taken back. Published
 * inside the transaction.
 *
 * @param externalId the message's id on its channel
 */
public record LeftUnanswered(ThreadKey thread, String externalId) {}
