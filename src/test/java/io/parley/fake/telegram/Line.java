package io.parley.fake.telegram;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message as a person sees it in a chat now.
 *
 * @param messageId its id, unique in its chat only
 * @param from its author
 * @param source the text as it was sent, with its tags if it had any
 * @param text the text as it is read
 * @param formatted whether it was sent with a parse mode
 * @param links the addresses behind its formatted links, in order
 * @param buttons rows of buttons
 * @param replyTo the message that it answers, or 0
 * @param thread the topic, or 0
 * @param edits how often it was changed since
 * @param sent when it was sent
 * @param reactions the reactions that each person gave to it
 */
public record Line(int messageId, TelegramUser from, String source, String text, boolean formatted, List<String> links,
        List<List<Button>> buttons, int replyTo, int thread, int edits, Instant sent,
        Map<Long, List<String>> reactions) {

    /** A button under a message; {@code data} is what a press tells the bot, or null if it opens something else. */
    public record Button(String label, @Nullable String data) {}

    public boolean byBot() {
        return from.bot();
    }

    /** The labels of all buttons, row by row. */
    public List<String> labels() {
        return buttons.stream().flatMap(List::stream).map(Button::label).toList();
    }
}
