package io.parley.conversation;

import io.parley.channel.ChannelName;
import io.parley.channel.Source;

/** The bot answers a question. Published inside the transaction in which the answer is written. */
public record AnswerGiven(ChannelName channel, Source source) {}
