package io.parley.channel.slack;

/** The bot's id as a user of the workspace, learned from Slack. Mostly events say it themselves. */
final class BotUser {
    private volatile String id = "";

    void learn(String userId) {
        id = userId;
    }

    /** Empty as long as it is not known. */
    String id() {
        return id;
    }
}
