package io.parley.channel.slack;

import static io.parley.channel.slack.SlackPayload.text;

import io.parley.channel.Command;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageDeleted;
import io.parley.channel.InboundEvent.MessageEdited;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.slack.api.SlackSettings;
import io.parley.channel.slack.api.SlackTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says what a message, or a change of one, means: who may be answered, and what was asked. */
final class MessageReader {
    private static final Set<String> WRITTEN_BY_PEOPLE = Set.of("", "file_share", "thread_broadcast", "me_message");
    private static final Pattern SOMEBODY = Pattern.compile("<(@[A-Z0-9]+|!subteam|!here|!channel|!everyone)");
    private static final Pattern FIRST_MENTION = Pattern.compile("^\\s*<@[A-Z0-9]+(\\|[^>]*)?>");

    private final SlackSettings.Threads threads;
    private final String agentChannel;

    MessageReader(SlackSettings.Threads threads, String agentChannel) {
        this.threads = threads;
        this.agentChannel = agentChannel;
    }

    /** Reads a message, or a mention, which is a second event for the same message. */
    InboundEvent received(JsonNode event, String own) {
        String subtype = text(event, "subtype");
        if (!WRITTEN_BY_PEOPLE.contains(subtype)) {
            return new Ignored("not written by a person");
        }
        return unanswerable(event, text(event, "channel"), own).orElseGet(() -> said(event, own));
    }

    /**
     * The event of a message. An agent's message under a message of the bot may be meant for the customer whom that
     * message concerns.
     */
    private InboundEvent said(JsonNode event, String own) {
        InboundEvent said = addressed(event, own);
        String thread = text(event, "thread_ts");
        String written = text(event, "text");
        boolean underMessage = !thread.isEmpty() && !thread.equals(text(event, "ts"));
        return underMessage && text(event, "channel").equals(agentChannel)
                ? new InboundEvent.AgentMessage(EventReader.person(text(event, "user")), agentChannel + "/" + thread,
                        key(agentChannel, event), SlackText.plain(written).strip(), SOMEBODY.matcher(written).find(),
                        attachments(event), EventReader.time(text(event, "ts")), said)
                : said;
    }

    private InboundEvent addressed(JsonNode event, String own) {
        boolean told = text(event, "type").equals("app_mention");
        String written = text(event, "text");
        String thread = text(event, "thread_ts");
        if (told || isDirect(event) || mentions(written, own)) {
            return message(event, told ? withoutMention(written, own) : without(written, own));
        }
        if (thread.isEmpty() || thread.equals(text(event, "ts")) || threads == SlackSettings.Threads.MENTIONS) {
            return new Ignored("not addressed to the bot");
        }
        return SOMEBODY.matcher(written).find()
                ? new Ignored("addressed to somebody else")
                : new InboundEvent.AmbientMessage(message(event, written));
    }

    private static MessageReceived message(JsonNode event, String written) {
        SlackTarget place = place(text(event, "channel"), event);
        String text = SlackText.plain(written).strip();
        List<String> attachments = attachments(event);
        return new MessageReceived(place.thread(), place.address(), EventReader.person(text(event, "user")),
                key(text(event, "channel"), event), text, command(text, attachments), attachments,
                EventReader.time(text(event, "ts")));
    }

    /** Somebody who only calls the bot by its name wants to know what it is good for. */
    private static @Nullable Command command(String text, List<String> attachments) {
        return text.isEmpty() && attachments.isEmpty() ? Command.HELP : null;
    }

    /** Reads an edit; Slack reports the deletion of a message with replies as an edit, too. */
    InboundEvent changed(JsonNode event, String own) {
        JsonNode after = event.path("message");
        String channel = text(event, "channel");
        InboundEvent otherwise = changedElsewhere(event, own);
        boolean words = !text(after, "subtype").equals("tombstone")
                && !text(after, "text").equals(text(event.path("previous_message"), "text"));
        return words && channel.equals(agentChannel) && unanswerable(after, channel, own).isEmpty()
                ? new InboundEvent.AgentMessageEdited(SlackTarget.SLACK, key(channel, after),
                        SlackText.plain(text(after, "text")).strip(), SOMEBODY.matcher(text(after, "text")).find(),
                        otherwise)
                : otherwise;
    }

    private InboundEvent changedElsewhere(JsonNode event, String own) {
        JsonNode after = event.path("message");
        JsonNode before = event.path("previous_message");
        String channel = text(event, "channel");
        if (text(after, "subtype").equals("tombstone")) {
            return gone(event, before, own);
        }
        if (text(after, "text").equals(text(before, "text"))) {
            return new Ignored("not a change of the words");
        }
        return unanswerable(after, channel, own).or(() -> called(event, own)).or(() -> unanswered(event, before, own))
                .orElseGet(() -> edited(event, own));
    }

    /**
     * The event of an edit that adds the bot's name, which counts as if the name had been there from the start; empty
     * for other edits.
     */
    private static Optional<InboundEvent> called(JsonNode event, String own) {
        boolean called = !isDirect(event) && mentions(text(event.path("message"), "text"), own)
                && !mentions(text(event.path("previous_message"), "text"), own);
        return called ? Optional.of(new InboundEvent.MentionAdded(edited(event, own))) : Optional.empty();
    }

    private static MessageEdited edited(JsonNode event, String own) {
        JsonNode after = event.path("message");
        String channel = text(event, "channel");
        SlackTarget place = place(channel, after);
        String editedAt = text(after.path("edited"), "ts");
        Instant at = EventReader.time(editedAt.isEmpty() ? text(event, "ts") : editedAt);
        String text = SlackText.plain(without(text(after, "text"), own)).strip();
        List<String> attachments = attachments(after);
        return new MessageEdited(place.thread(), place.address(), EventReader.person(text(after, "user")),
                key(channel, after), text, command(text, attachments), attachments, at);
    }

    InboundEvent deleted(JsonNode event, String own) {
        return gone(event, event.path("previous_message"), own);
    }

    private InboundEvent gone(JsonNode event, JsonNode before, String own) {
        String channel = text(event, "channel");
        InboundEvent otherwise = goneElsewhere(event, before, own);
        return channel.equals(agentChannel) && unanswerable(before, channel, own).isEmpty()
                ? new InboundEvent.AgentMessageDeleted(SlackTarget.SLACK, key(channel, before), otherwise)
                : otherwise;
    }

    private static InboundEvent goneElsewhere(JsonNode event, JsonNode before, String own) {
        String channel = text(event, "channel");
        return unanswerable(before, channel, own).or(() -> unanswered(event, before, own))
                .orElseGet(() -> new MessageDeleted(place(channel, before).thread(), key(channel, before),
                        EventReader.time(text(event, "ts"))));
    }

    /**
     * The reason why nobody can be answered: a bot wrote the message, the bot itself, or it has no author or channel.
     * Empty if it can be answered.
     */
    private static Optional<InboundEvent> unanswerable(JsonNode message, String channel, String own) {
        String user = text(message, "user");
        if (!text(message, "bot_id").isEmpty() || text(message, "subtype").equals("bot_message")) {
            return Optional.of(new Ignored("written by a bot"));
        }
        if (user.isEmpty() || user.equals("USLACKBOT") || user.equals(own)) {
            return Optional.of(new Ignored(user.equals(own) && !user.isEmpty()
                    ? "written by the bot itself"
                    : "written by nobody"));
        }
        return SlackTarget.inThread(channel + "/" + text(message, "ts")).isPresent()
                ? Optional.empty()
                : Optional.of(new Ignored("a message without a place"));
    }

    /** Changes of what the bot cannot have been asked. */
    private static Optional<InboundEvent> unanswered(JsonNode event, JsonNode before, String own) {
        boolean answerable = isDirect(event) || !text(before, "thread_ts").isEmpty()
                || !text(event.path("message"), "thread_ts").isEmpty() || own.isEmpty()
                || mentions(text(before, "text"), own);
        return answerable ? Optional.empty() : Optional.of(new Ignored("a change of what is not for the bot"));
    }

    private static boolean isDirect(JsonNode event) {
        return text(event, "channel_type").equals("im") || text(event, "channel").startsWith("D");
    }

    private static boolean mentions(String written, String own) {
        return !own.isEmpty() && (written.contains("<@" + own + ">") || written.contains("<@" + own + "|"));
    }

    /** A mention event concerns the bot, even if nothing says what the bot is called. */
    private static String withoutMention(String written, String own) {
        return own.isEmpty() || !mentions(written, own)
                ? FIRST_MENTION.matcher(written).replaceFirst("")
                : without(written, own);
    }

    private static String without(String written, String own) {
        return own.isEmpty()
                ? written
                : written.replaceFirst("\\s*<@" + Pattern.quote(own) + "(\\|[^>]*)?>[,:]?", "");
    }

    /** The names of the files that came along. */
    static List<String> attachments(JsonNode event) {
        var names = new ArrayList<String>();
        for (JsonNode file : event.path("files")) {
            String name = text(file, "name").isBlank() ? text(file, "title") : text(file, "name");
            names.add(name.isBlank() ? "file" : name.strip());
        }
        return List.copyOf(names);
    }

    private static SlackTarget.InThread place(String channel, JsonNode message) {
        String thread = text(message, "thread_ts");
        return new SlackTarget.InThread(channel, thread.isEmpty() ? text(message, "ts") : thread);
    }

    private static String key(String channel, JsonNode message) {
        return channel + "/" + text(message, "ts");
    }
}
