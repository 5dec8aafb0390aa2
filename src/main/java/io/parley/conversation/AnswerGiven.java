package io.parley.conversation;

import io.parley.channel.AnswerSource;
import io.parley.channel.ChannelName;

/** The bot answers a question. Published inside the transaction in which the answer is written. */
public record AnswerGiven(ChannelName channel, AnswerSource source) {}
