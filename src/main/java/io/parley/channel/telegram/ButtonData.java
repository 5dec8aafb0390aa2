package io.parley.channel.telegram;

import io.parley.channel.ButtonAction;
import io.parley.channel.Vote;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The callback data of a button: the action, and the answer that it concerns. Written {@code u:ANSWER},
 * {@code d:ANSWER}, {@code p:ANSWER} or {@code c1:ANSWER}.
 *
 * @param press the action
 * @param answerId Parley's id of the answer
 */
record ButtonData(ButtonAction press, String answerId) {
    private static final int MOST_BYTES = 64;
    private static final Pattern WRITTEN = Pattern.compile("(u|d|p|c([A-Za-z0-9]{1,8})):([A-Za-z0-9_-]{1,50})");

    /** Reads what a press brought; empty if no button of ours can have said so. */
    static Optional<ButtonData> of(@Nullable String written) {
        Matcher matcher = WRITTEN.matcher(written == null ? "" : written);
        return matcher.matches()
                ? Optional.of(new ButtonData(press(matcher.group(1), matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    private static ButtonAction press(String word, @Nullable String choice) {
        return switch (word) {
            case "u" -> new ButtonAction.Voted(Vote.UP, null);
            case "d" -> new ButtonAction.Voted(Vote.DOWN, null);
            case "p" -> new ButtonAction.PersonWanted();
            default -> new ButtonAction.Chosen(choice == null ? "" : choice);
        };
    }

    /** The written form, which fits Telegram's 64 bytes. */
    String written() {
        String word = switch (press) {
            case ButtonAction.Voted(Vote vote, var comment) -> vote == Vote.UP ? "u" : "d";
            case ButtonAction.PersonWanted() -> "p";
            case ButtonAction.Shared() -> throw new IllegalArgumentException("In Telegram all in a chat see an answer");
            case ButtonAction.Chosen(String choice) -> "c" + choice;
        };
        String written = word + ":" + answerId;
        if (written.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES || of(written).isEmpty()) {
            throw new IllegalArgumentException("A button cannot carry '" + written + "'");
        }
        return written;
    }
}
