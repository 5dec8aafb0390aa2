package io.parley.channel.slack;

import io.parley.channel.ButtonAction;
import io.parley.channel.Vote;
import io.parley.channel.slack.api.SlackTarget;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a button: the action, the answer that it concerns, and the thread of that answer where the pressed
 * message does not identify it. Written {@code u:ANSWER}, {@code d:ANSWER}, {@code p:ANSWER}, {@code s:ANSWER} or
 * {@code c1:ANSWER}, with {@code :THREAD}.
 *
 * @param press the action
 * @param answerId Parley's id of the answer
 * @param thread the written form of a {@link SlackTarget.Ephemeral}, the {@link SlackTarget.ShortcutReply#mark mark} of a place that was pointed at,
 *     or empty
 */
record ButtonValue(ButtonAction press, String answerId, String thread) {
    private static final Pattern WRITTEN = Pattern
            .compile("(u|d|p|s|c([A-Za-z0-9]{1,8})):([A-Za-z0-9_-]{1,50})(?::((?:ask|at)/.{1,250}))?");

    /** Reads what a press brought; empty if no button of ours can have said so. */
    static Optional<ButtonValue> of(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String thread = matcher.group(4);
        return Optional.of(new ButtonValue(press(matcher.group(1)), matcher.group(3), thread == null ? "" : thread));
    }

    private static ButtonAction press(String word) {
        return switch (word) {
            case "u" -> new ButtonAction.Voted(Vote.UP, null);
            case "d" -> new ButtonAction.Voted(Vote.DOWN, null);
            case "p" -> new ButtonAction.PersonWanted();
            case "s" -> new ButtonAction.Shared();
            default -> new ButtonAction.Chosen(word.substring(1));
        };
    }

    /** A word for the action that differs from button to button; the {@code action_id} ends with it. */
    String word() {
        return switch (press) {
            case ButtonAction.Voted(Vote vote, var comment) -> vote == Vote.UP ? "u" : "d";
            case ButtonAction.PersonWanted() -> "p";
            case ButtonAction.Shared() -> "s";
            case ButtonAction.Chosen(String choice) -> "c" + choice;
        };
    }

    String written() {
        return word() + ":" + answerId + (thread.isEmpty() ? "" : ":" + thread);
    }
}
