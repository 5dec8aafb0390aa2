package io.parley.channel.slack;

/** Concerns of Slack's health, each of which fails for itself. */
enum Concern {
    /** The bot's token. */
    TOKEN,
    /** The socket. */
    SOCKET,
    /** Sending. */
    SENDING
}
