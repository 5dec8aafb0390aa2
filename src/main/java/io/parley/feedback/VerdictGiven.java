package io.parley.feedback;

import io.parley.channel.Vote;

/** A person's verdict on an answer is another than before. Published inside the transaction. */
public record VerdictGiven(long messageId, long participantId, Vote vote) {}
