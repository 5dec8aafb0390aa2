package io.parley.fake.telegram;

import java.time.Duration;
import java.util.List;

/**
 * A message that a person sent.
 *
 * @param chat where
 * @param messageId its id there
 * @param updateId the update that tells the bot, or 0 if Telegram does not show it to the bot
 */
public record Said(FakeChat chat, int messageId, long updateId) {

    /** The bot's messages that came after this one, so far. */
    public List<Line> answers() {
        return chat.botMessages().stream().filter(line -> line.messageId() > messageId).toList();
    }

    /** The first message of the bot after this one; waits 10 seconds at most. */
    public Line awaitAnswer() {
        return awaitAnswers(1).getFirst();
    }

    /** Waits until the bot has this many messages after this one, 10 seconds at most. */
    public List<Line> awaitAnswers(int count) {
        return awaitAnswers(count, Duration.ofSeconds(10));
    }

    /** Waits until the bot has this many messages after this one. */
    public List<Line> awaitAnswers(int count, Duration atMost) {
        chat.await(lines -> lines.stream().filter(l -> l.byBot() && l.messageId() > messageId).count() >= count,
                atMost);
        return answers();
    }
}
