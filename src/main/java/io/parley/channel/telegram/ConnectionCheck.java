package io.parley.channel.telegram;

import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelHealth.State;
import io.parley.channel.telegram.BotApi.Answer;
import java.time.Duration;

/** Finds out whether Telegram can be reached and knows the bot. */
final class ConnectionCheck {
    private static final Duration AT_MOST = Duration.ofSeconds(5);
    private static final int UNAUTHORIZED = 401;
    private static final int UNKNOWN_BOT = 404;

    private ConnectionCheck() {}

    static ChannelHealth of(TelegramSettings settings) {
        try (BotApi api = new BotApi(settings)) {
            return switch (api.call("getMe", BotApi.request(), AT_MOST)) {
                case Answer.Done me -> new ChannelHealth(State.UP,
                        "the bot is @" + me.result().path("username").asString(""));
                case Answer.Refused(ApiError refusal) -> new ChannelHealth(State.DOWN, said(refusal));
                case Answer.Unreachable(String why) -> new ChannelHealth(State.DOWN, why);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ChannelHealth(State.DOWN, "the question was interrupted");
        }
    }

    private static String said(ApiError refusal) {
        return refusal.code() == UNAUTHORIZED || refusal.code() == UNKNOWN_BOT
                ? TelegramHealth.WRONG_TOKEN
                : "Telegram refuses: " + refusal.code() + " " + refusal.description();
    }
}
