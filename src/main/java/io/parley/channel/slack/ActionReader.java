package io.parley.channel.slack;

import static io.parley.channel.slack.SlackPayload.text;

import io.parley.channel.Address;
import io.parley.channel.Command;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.PointedAt;
import io.parley.channel.Person;
import io.parley.channel.Press;
import io.parley.channel.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Says what a button, a command, a shortcut or a dialog means.
 * <a href="https://docs.slack.dev/interactivity/handling-user-interaction">Handling user interaction</a>.
 */
final class ActionReader {
    /** The message shortcut's {@code callback_id} in the app's manifest. */
    static final String ANSWER_THIS = "answer_this";

    InboundEvent pressed(JsonNode content, Instant receivedAt) {
        Optional<? extends SlackTarget> place = place(content);
        String user = text(content.path("user"), "id");
        for (JsonNode action : content.path("actions")) {
            Optional<ButtonValue> value = ButtonValue.of(text(action, "value"));
            if (value.isPresent() && place.isPresent() && !user.isEmpty()) {
                return pressed(content, action, value.get(), place.get(), receivedAt);
            }
        }
        return new Ignored("a button that is not of this bot's making");
    }

    private static InboundEvent pressed(JsonNode content, JsonNode action, ButtonValue value, SlackTarget place,
            Instant receivedAt) {
        String at = text(action, "action_ts");
        String user = text(content.path("user"), "id");
        String id = "press/" + text(content.path("container"), "channel_id") + "/"
                + text(content.path("container"), "message_ts") + "/" + user + "/" + value.word() + "/" + at;
        Address address = value.press() instanceof Press.Shared
                ? new SlackTarget.InChannel(text(content.path("container"), "channel_id"), user,
                        text(content, "response_url"))
                        .address()
                : place.address();
        return new ButtonPressed(place.thread(), address, EventReader.person(user), id, value.answerId(),
                value.press(), EventReader.isTime(at) ? EventReader.time(at) : receivedAt);
    }

    /** Where the pressed button stands. */
    static Optional<? extends SlackTarget> place(JsonNode content) {
        JsonNode container = content.path("container");
        for (JsonNode action : content.path("actions")) {
            String thread = ButtonValue.of(text(action, "value")).map(ButtonValue::thread).orElse("");
            if (!thread.isEmpty()) {
                return SlackTarget.ofButton(thread, text(content.path("user"), "id"), text(content, "response_url"));
            }
        }
        String ts = text(container, "message_ts");
        String root = text(content.path("message"), "thread_ts");
        String inContainer = root.isEmpty() ? text(container, "thread_ts") : root;
        return SlackTarget.inThread(text(container, "channel_id") + "/" + (inContainer.isEmpty() ? ts : inContainer));
    }

    InboundEvent command(SlackPayload incoming, Instant receivedAt) {
        JsonNode content = incoming.content();
        String user = text(content, "user_id");
        String question = SlackText.plain(text(content, "text")).strip();
        Optional<SlackTarget.Ephemeral> place = SlackTarget.forOne(
                "ask/" + text(content, "channel_id") + "/" + user + "/" + incoming.key(),
                text(content, "response_url"));
        if (place.isEmpty() || text(content, "response_url").isEmpty()) {
            return new Ignored("a command without a place");
        }
        Command help = question.isEmpty() || question.equalsIgnoreCase("help") ? Command.HELP : null;
        String name = text(content, "user_name");
        Person person = new Person(SlackTarget.SLACK, user, name.isEmpty() ? null : name, null);
        return new MessageReceived(place.get().thread(), place.get().address(), person,
                place.get().thread().value(), question, help, List.of(), receivedAt);
    }

    /**
     * Somebody wants a message answered for all to see.
     *
     * @param own the bot's own id as a user, whose words are no question; empty as long as it is not known
     */
    InboundEvent shortcut(JsonNode content, String own) {
        JsonNode message = content.path("message");
        String user = text(content.path("user"), "id");
        String channel = text(content.path("channel"), "id");
        String ts = text(message, "ts");
        String root = text(message, "thread_ts");
        String url = text(content, "response_url");
        Optional<SlackTarget> place = SlackTarget.inThread(channel + "/" + (root.isEmpty() ? ts : root))
                .map(thread -> SlackTarget.pointed(thread, user, url));
        String question = SlackText.plain(text(message, "text").replaceFirst("^\\s*<@[A-Z0-9]+>", "")).strip();
        if (!text(content, "callback_id").equals(ANSWER_THIS) || place.isEmpty() || user.isEmpty()) {
            return new Ignored("a shortcut that is not of this bot's making");
        }
        if (!own.isEmpty() && text(message, "user").equals(own)) {
            return new Ignored("a shortcut on the bot's own words");
        }
        List<String> attachments = MessageReader.attachments(message);
        if (question.isEmpty() && attachments.isEmpty()) {
            return new Ignored("a message without words");
        }
        return new PointedAt(new MessageReceived(place.get().thread(), place.get().address(), EventReader.person(user),
                channel + "/" + ts, question, null, attachments, EventReader.time(text(content, "action_ts"))));
    }

    /** Somebody said in a dialog why an answer was no good. */
    InboundEvent comment(SlackPayload incoming, Instant receivedAt) {
        JsonNode view = incoming.content().path("view");
        Optional<CommentDialog.About> about = CommentDialog.about(view);
        String comment = CommentDialog.comment(view).strip();
        String user = text(incoming.content().path("user"), "id");
        if (about.isEmpty() || comment.isEmpty() || user.isEmpty()) {
            return new Ignored(about.isEmpty() ? "a dialog that is not of this bot's making" : "no comment");
        }
        return new ButtonPressed(about.get().thread(), about.get().address(), EventReader.person(user),
                incoming.key(), about.get().answerId(), new Press.Voted(Vote.DOWN, comment), receivedAt);
    }
}
