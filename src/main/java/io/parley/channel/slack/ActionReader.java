package io.parley.channel.slack;

import static io.parley.channel.slack.SlackPayload.text;

import com.slack.api.app_backend.interactive_components.payload.MessageShortcutPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.model.view.View;
import io.parley.channel.Address;
import io.parley.channel.ButtonAction;
import io.parley.channel.Command;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.Person;
import io.parley.channel.Vote;
import io.parley.channel.slack.api.SlackTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Says what a button, a command, a shortcut or a dialog means.
 * <a href="https://docs.slack.dev/interactivity/handling-user-interaction">Handling user interaction</a>.
 */
final class ActionReader {
    /** The message shortcut's {@code callback_id} in the app's manifest. */
    static final String ANSWER_THIS = "answer_this";
    /** Commands that say all by their names; an app may have them besides the one by which the FAQ is asked. */
    private static final Set<String> WISHES = Set.of("/forget", "/export");

    InboundEvent pressed(SlackPayload payload, Instant receivedAt) {
        return PressedButton.of(payload).filter(button -> !button.user().isEmpty())
                .<InboundEvent>map(button -> pressed(button, receivedAt))
                .orElse(new Ignored("a button that is not of this bot's making"));
    }

    private static InboundEvent pressed(PressedButton button, Instant receivedAt) {
        Address address = button.value().press() instanceof ButtonAction.Shared
                ? new SlackTarget.InChannel(button.channel(), button.user(), button.responseUrl()).address()
                : button.target().address();
        String at = button.at();
        return new ButtonPressed(button.target().thread(), address, EventReader.person(button.user()), button.id(),
                button.value().answerId(), button.value().press(),
                EventReader.isTime(at) ? EventReader.time(at) : receivedAt);
    }

    InboundEvent command(SlackPayload payload, Instant receivedAt) {
        return payload.as(SlashCommandPayload.class)
                .<InboundEvent>flatMap(command -> command(command, payload.key(), receivedAt))
                .orElse(new Ignored("a command without a place"));
    }

    private static Optional<InboundEvent> command(SlashCommandPayload command, String key, Instant receivedAt) {
        String user = text(command.getUserId());
        String said = SlackText.plain(text(command.getText())).strip();
        String name = text(command.getCommand());
        String question = said.isEmpty() && WISHES.contains(name) ? name : said;
        Command help = question.isEmpty() || question.equalsIgnoreCase("help") ? Command.HELP : null;
        String called = text(command.getUserName());
        Person person = new Person(SlackTarget.SLACK, user, called.isEmpty() ? null : called, null);
        return SlackTarget
                .forOne("ask/" + text(command.getChannelId()) + "/" + user + "/" + key, text(command.getResponseUrl()))
                .filter(asker -> !asker.responseUrl().isEmpty())
                .map(asker -> new MessageReceived(asker.thread(), asker.address(), person, asker.thread().value(),
                        question, help, List.of(), receivedAt));
    }

    /**
     * Somebody wants a message answered for all to see.
     *
     * @param own the bot's own id as a user, whose words are no question; empty as long as it is not known
     */
    InboundEvent shortcut(SlackPayload payload, String own) {
        return payload.as(MessageShortcutPayload.class, "message")
                .filter(shortcut -> text(shortcut.getCallbackId()).equals(ANSWER_THIS) && shortcut.getUser() != null
                        && shortcut.getChannel() != null)
                .map(shortcut -> shortcut(shortcut, payload.content().path("message"), own))
                .orElse(new Ignored("a shortcut that is not of this bot's making"));
    }

    private static InboundEvent shortcut(MessageShortcutPayload shortcut, JsonNode message, String own) {
        String user = text(shortcut.getUser().getId());
        String channel = text(shortcut.getChannel().getId());
        String ts = text(message, "ts");
        String root = text(message, "thread_ts");
        Optional<SlackTarget> target = SlackTarget.inThread(channel + "/" + (root.isEmpty() ? ts : root))
                .map(thread -> SlackTarget.pointed(thread, user, text(shortcut.getResponseUrl())));
        if (target.isEmpty() || user.isEmpty()) {
            return new Ignored("a shortcut that is not of this bot's making");
        }
        if (!own.isEmpty() && text(message, "user").equals(own)) {
            return new Ignored("a shortcut on the bot's own words");
        }
        String question = SlackText.plain(text(message, "text").replaceFirst("^\\s*<@[A-Z0-9]+>", "")).strip();
        List<String> attachments = MessageReader.attachments(message);
        if (question.isEmpty() && attachments.isEmpty()) {
            return new Ignored("a message without words");
        }
        return new InboundEvent.AnswerRequested(new MessageReceived(target.get().thread(), target.get().address(),
                EventReader.person(user), channel + "/" + ts, question, null, attachments,
                EventReader.time(text(shortcut.getActionTs()))));
    }

    /** Somebody said in a dialog why an answer was no good. */
    InboundEvent comment(SlackPayload payload, Instant receivedAt) {
        Optional<ViewSubmissionPayload> submission = payload.as(ViewSubmissionPayload.class);
        String user = submission.map(ViewSubmissionPayload::getUser).map(who -> text(who.getId())).orElse("");
        Optional<View> view = submission.map(ViewSubmissionPayload::getView);
        Optional<CommentDialog.About> about = view.flatMap(CommentDialog::about);
        String comment = view.map(CommentDialog::comment).orElse("").strip();
        if (about.isEmpty() || comment.isEmpty() || user.isEmpty()) {
            return new Ignored(about.isEmpty() ? "a dialog that is not of this bot's making" : "no comment");
        }
        return new ButtonPressed(about.get().thread(), about.get().address(), EventReader.person(user),
                payload.key(), about.get().answerId(), new ButtonAction.Voted(Vote.DOWN, comment), receivedAt);
    }
}
