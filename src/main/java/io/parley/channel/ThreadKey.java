package io.parley.channel;

/**
 * Where on a channel a conversation lives: a Telegram chat and topic, a Slack thread, a mail thread, a web session.
 *
 * @param channel the channel
 * @param value the channel's own key of the thread, at most 300 characters, unique on that channel
 */
public record ThreadKey(ChannelName channel, String value) {}
