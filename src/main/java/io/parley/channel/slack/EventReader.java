package io.parley.channel.slack;

import static io.parley.channel.slack.SlackPayload.text;

import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.Person;
import io.parley.channel.RawEvent;
import io.parley.channel.slack.api.SlackSettings;
import io.parley.channel.slack.api.SlackTarget;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Says what a delivery means. <a href="https://docs.slack.dev/reference/events">Events</a>. */
final class EventReader {
    private static final Pattern TIME = Pattern.compile("\\d{1,11}\\.\\d{1,9}");

    private final MessageReader messages;
    private final ActionReader actions = new ActionReader();
    private final BotUser bot;
    private final String agentChannel;

    EventReader(BotUser bot, SlackSettings settings) {
        this.bot = bot;
        this.agentChannel = settings.agentsPlace().map(SlackTarget.Agents::channel).orElse("");
        this.messages = new MessageReader(settings.threads(), agentChannel);
    }

    /** The meaning of a delivery. */
    InboundEvent read(RawEvent raw) {
        return SlackPayload.of(raw.payload()).map(payload -> meaning(payload, raw.receivedAt()))
                .orElse(new Ignored("not a delivery of Slack's"));
    }

    private InboundEvent meaning(SlackPayload payload, Instant receivedAt) {
        return switch (payload.kind()) {
            case "event_callback" -> event(payload);
            case "block_actions" -> AgentButton.pressed(payload, agentChannel).<InboundEvent>map(press -> press)
                    .orElseGet(() -> actions.pressed(payload, receivedAt));
            case "command" -> actions.command(payload, receivedAt);
            case "message_action" -> actions.shortcut(payload, bot.id());
            case "view_submission" -> actions.comment(payload, receivedAt);
            case "" -> new Ignored("nothing that is known");
            default -> new Ignored(named(payload.kind()) + ": not used");
        };
    }

    private InboundEvent event(SlackPayload payload) {
        JsonNode event = payload.event();
        String own = payload.botUser().isEmpty() ? bot.id() : payload.botUser();
        String type = text(event, "type");
        return switch (type) {
            case "app_mention" -> messages.received(event, own);
            case "message" -> switch (text(event, "subtype")) {
                case "message_changed" -> messages.changed(event, own);
                case "message_deleted" -> messages.deleted(event, own);
                default -> messages.received(event, own);
            };
            case "reaction_added", "reaction_removed" -> reacted(event, own, type.equals("reaction_added"));
            default -> new Ignored(named(type) + ": not a kind of event that is used");
        };
    }

    private InboundEvent reacted(JsonNode event, String own, boolean added) {
        JsonNode item = event.path("item");
        String user = text(event, "user");
        String author = text(event, "item_user");
        String emoji = text(event, "reaction");
        if (!text(item, "type").equals("message") || !isTime(text(item, "ts")) || user.isEmpty() || emoji.isEmpty()) {
            return new Ignored("a reaction to something other than a message");
        }
        if (text(item, "channel").equals(agentChannel)) {
            return new Ignored("a reaction among agents");
        }
        if (user.equals(own)) {
            return new Ignored("a reaction of the bot's own");
        }
        if (!own.isEmpty() && !author.isEmpty() && !author.equals(own)) {
            return new Ignored("a reaction to somebody else's message");
        }
        return new ReactionChanged(text(item, "channel") + "/" + text(item, "ts"), person(user),
                added ? Set.of(emoji) : Set.of(), added ? Set.of() : Set.of(emoji), time(text(event, "event_ts")));
    }

    private static String named(String kind) {
        return kind.matches("[a-z0-9_.]{1,60}") ? kind : "an event of an odd kind";
    }

    static Person person(String user) {
        return new Person(SlackTarget.SLACK, user, null, null);
    }

    static boolean isTime(String ts) {
        return TIME.matcher(ts).matches();
    }

    /** Slack's seconds with a fraction; the epoch, if it is none. */
    static Instant time(String ts) {
        if (!isTime(ts)) {
            return Instant.EPOCH;
        }
        String[] parts = ts.split("\\.", 2);
        long micros = Long.parseLong((parts[1] + "000000").substring(0, 6));
        return Instant.ofEpochSecond(Long.parseLong(parts[0]), micros * 1_000);
    }
}
