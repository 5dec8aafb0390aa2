package io.parley.channel.slack.api;

/** Concerns of Slack's health, each of which fails for itself. */
public enum Concern {
    /** The bot's token. */
    TOKEN,
    /** The socket. */
    SOCKET,
    /** Sending. */
    SENDING
}
