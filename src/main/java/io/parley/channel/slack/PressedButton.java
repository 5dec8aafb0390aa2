package io.parley.channel.slack;

import static io.parley.channel.slack.SlackPayload.text;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload.Action;
import io.parley.channel.slack.api.SlackTarget;
import java.util.List;
import java.util.Optional;

/**
 * A press of one of the bot's own buttons.
 *
 * @param payload Slack's payload, without the message
 * @param action the button
 * @param value what the button says
 * @param target where the button stands
 */
record PressedButton(BlockActionPayload payload, Action action, ButtonValue value, SlackTarget target) {
    /** The press in a payload; empty if the payload is of another kind. */
    static Optional<PressedButton> of(SlackPayload payload) {
        return payload.as(BlockActionPayload.class, "message", "state", "view", "app_unfurl")
                .filter(press -> press.getUser() != null && press.getContainer() != null && press.getActions() != null)
                .flatMap(press -> of(press, text(payload.content().path("message"), "thread_ts")));
    }

    private static Optional<PressedButton> of(BlockActionPayload press, String threadOfMessage) {
        for (Action action : press.getActions()) {
            Optional<ButtonValue> value = ButtonValue.of(text(action.getValue()));
            if (value.isPresent()) {
                return target(press, value.get(), threadOfMessage)
                        .map(target -> new PressedButton(press, action, value.get(), target));
            }
        }
        return Optional.empty();
    }

    private static Optional<? extends SlackTarget> target(BlockActionPayload press, ButtonValue value,
            String threadOfMessage) {
        if (!value.thread().isEmpty()) {
            return SlackTarget.ofButton(value.thread(), text(press.getUser().getId()), text(press.getResponseUrl()));
        }
        BlockActionPayload.Container container = press.getContainer();
        String root = List.of(threadOfMessage, text(container.getThreadTs()), text(container.getMessageTs())).stream()
                .filter(ts -> !ts.isEmpty()).findFirst().orElse("");
        return SlackTarget.inThread(text(container.getChannelId()) + "/" + root);
    }

    /** The id of the person who pressed it; empty if Slack does not say. */
    String user() {
        return text(payload.getUser().getId());
    }

    /** The id of the channel in which it was pressed. */
    String channel() {
        return text(payload.getContainer().getChannelId());
    }

    /** Slack's seconds of the press; empty if Slack does not say. */
    String at() {
        return text(action.getActionTs());
    }

    /** This press, told apart from others. */
    String id() {
        return "press/" + channel() + "/" + text(payload.getContainer().getMessageTs()) + "/" + user() + "/"
                + value.word() + "/" + at();
    }

    /** Where Slack takes answers to the press. */
    String responseUrl() {
        return text(payload.getResponseUrl());
    }

    /** The trigger id with which a dialog can be opened; empty if there is none. */
    String triggerId() {
        return text(payload.getTriggerId());
    }
}
