package io.parley.channel.slack;

/** The bot's id as a user of the workspace, and the workspace's own, learned from Slack. Mostly events say the first themselves. */
final class BotUser {
    private volatile String id = "";
    private volatile String team = "";

    void learn(String userId, String teamId) {
        id = userId;
        team = teamId;
    }

    /** Empty as long as it is not known. */
    String id() {
        return id;
    }

    /** The workspace in which the bot is; empty as long as it is not known. */
    String team() {
        return team;
    }
}
