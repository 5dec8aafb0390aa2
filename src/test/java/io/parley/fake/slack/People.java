package io.parley.fake.slack;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** People's actions in a workspace, which an app is notified of. */
public abstract class People {
    private final Workspace workspace;
    private final AtomicLong counter = new AtomicLong();
    private volatile int duplicatedEvery = Integer.MAX_VALUE;

    People(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The kind of a notification to an app. */
    enum Kind {
        EVENT("events_api"), INTERACTION("interactive"), COMMAND("slash_commands");

        private final String envelope;

        Kind(String envelope) {
            this.envelope = envelope;
        }

        /** The type of its envelope in Socket Mode. */
        String envelope() {
            return envelope;
        }
    }

    /** Tells the app. */
    abstract void bring(Kind kind, ObjectNode content);

    /** Where Slack's methods are. */
    abstract URI url();

    /** A person writes; gives the message's {@code ts}. */
    public String say(String channel, String user, String text, @Nullable String thread) {
        return say(channel, user, text, thread, event -> {});
    }

    /** A person writes, with something more in the event. */
    public String say(String channel, String user, String text, @Nullable String thread,
            Consumer<ObjectNode> more) {
        Post post = workspace.add(channel, thread == null ? "" : thread, user, text,
                JsonMapper.shared().createArrayNode(),
                JsonMapper.shared().createObjectNode(), null);
        ObjectNode message = message(post).put("channel", channel).put("event_ts", post.ts()).put("channel_type",
                channel.startsWith("D") ? "im" : "channel");
        more.accept(message);
        event(message);
        if (text.contains("<@" + FakeSlack.BOT + ">") && !channel.startsWith("D")) {
            ObjectNode mention = message.deepCopy().put("type", "app_mention");
            mention.remove("channel_type");
            event(mention);
        }
        return post.ts();
    }

    private ObjectNode message(Post post) {
        ObjectNode message = JsonMapper.shared().createObjectNode().put("type", "message").put("user", post.user())
                .put("text", post.text()).put("ts", post.ts()).put("team", FakeSlack.TEAM);
        if (post.thread() != null) {
            message.put("thread_ts", post.thread());
            workspace.find(post.channel(), post.thread()).ifPresent(root -> message.put("parent_user_id", root.user()));
        }
        return message;
    }

    /** A person changes what they wrote. */
    public void edit(String channel, String ts, String text) {
        Post before = workspace.find(channel, ts).orElseThrow();
        Post after = new Post(channel, ts, before.thread(), before.user(), text, before.blocks(), before.metadata(),
                null, before.edits() + 1);
        workspace.replace(before, after);
        String now = workspace.nextTs();
        ObjectNode event = change(channel, "message_changed", now);
        ObjectNode message = message(after);
        message.putObject("edited").put("user", after.user()).put("ts", now);
        event.set("message", message);
        event.set("previous_message", message(before));
        event(event);
    }

    /** A person deletes their message. */
    public void delete(String channel, String ts) {
        Post before = workspace.find(channel, ts).orElseThrow();
        workspace.remove(before);
        ObjectNode event = change(channel, "message_deleted", workspace.nextTs()).put("deleted_ts", ts);
        event.set("previous_message", message(before));
        event(event);
    }

    private static ObjectNode change(String channel, String subtype, String now) {
        return JsonMapper.shared().createObjectNode().put("type", "message").put("subtype", subtype)
                .put("hidden", true).put("channel", channel).put("ts", now).put("event_ts", now)
                .put("channel_type", channel.startsWith("D") ? "im" : "channel");
    }

    /** A person puts an emoji on a message, or takes it away. */
    public void react(String user, Post post, String emoji, boolean added) {
        ObjectNode event = JsonMapper.shared().createObjectNode()
                .put("type", added ? "reaction_added" : "reaction_removed").put("user", user).put("reaction", emoji)
                .put("item_user", post.user()).put("event_ts", workspace.nextTs());
        event.putObject("item").put("type", "message").put("channel", post.channel()).put("ts", post.ts());
        event(event);
    }

    /** A person presses the button whose value starts so. */
    public void press(String user, Post post, String value) {
        ObjectNode action = JsonMapper.shared().createObjectNode().put("type", "button")
                .put("action_ts", workspace.nextTs())
                .put("value", values(post).stream().filter(v -> v.startsWith(value)).findFirst().orElseThrow());
        ObjectNode content = interaction("block_actions", user).put("response_url",
                responseUrl(post.channel(), user));
        content.putObject("container").put("type", "message").put("message_ts", post.ts()).put("channel_id",
                post.channel()).put("is_ephemeral", post.onlyFor() != null);
        content.putObject("channel").put("id", post.channel());
        if (post.onlyFor() == null) {
            content.set("message", message(post));
        }
        content.putArray("actions").add(action);
        bring(Kind.INTERACTION, content);
    }

    /** The values of the buttons under a message. */
    public static List<String> values(Post post) {
        return post.blocks().findValuesAsString("value");
    }

    /** A person gives the command. */
    public void command(String channel, String user, String text) {
        command(channel, user, "/ask", text);
    }

    /** A person gives a command of a name. */
    public void command(String channel, String user, String name, String text) {
        ObjectNode content = JsonMapper.shared().createObjectNode().put("team_id", FakeSlack.TEAM)
                .put("channel_id", channel)
                .put("user_id", user).put("user_name", "ann").put("command", name).put("text", text)
                .put("api_app_id", "A1").put("response_url", responseUrl(channel, user)).put("trigger_id", trigger());
        bring(Kind.COMMAND, content);
    }

    /** A person wants a message answered. */
    public void shortcut(String user, Post post) {
        ObjectNode content = interaction("message_action", user).put("callback_id", "answer_this").put("action_ts",
                workspace.nextTs()).put("message_ts", post.ts()).put("response_url", responseUrl(post.channel(), user));
        content.putObject("channel").put("id", post.channel());
        content.set("message", message(post));
        bring(Kind.INTERACTION, content);
    }

    /** A person sends a dialog off. */
    public void submit(String user, JsonNode view, String comment) {
        ObjectNode content = interaction("view_submission", user);
        ObjectNode sent = (ObjectNode) view.deepCopy();
        sent.putObject("state").putObject("values").putObject("comment").putObject("comment")
                .put("type", "plain_text_input").put("value", comment);
        content.set("view", sent);
        bring(Kind.INTERACTION, content);
    }

    private ObjectNode interaction(String type, String user) {
        ObjectNode content = JsonMapper.shared().createObjectNode().put("type", type).put("trigger_id", trigger());
        content.putObject("user").put("id", user);
        content.putObject("team").put("id", FakeSlack.TEAM);
        return content;
    }

    /** Something else happens. */
    public void event(ObjectNode event) {
        ObjectNode content = JsonMapper.shared().createObjectNode().put("type", "event_callback")
                .put("team_id", FakeSlack.TEAM).put("api_app_id", "A1")
                .put("event_id", "Ev" + counter.incrementAndGet())
                .put("event_time", Instant.now().getEpochSecond());
        content.set("event", event);
        content.putArray("authorizations").addObject().put("team_id", FakeSlack.TEAM).put("user_id", FakeSlack.BOT)
                .put("is_bot", true);
        bring(Kind.EVENT, content);
        if (counter.get() % duplicatedEvery == 0) {
            bring(Kind.EVENT, content);
        }
    }

    /** Delivers one event in this many twice. */
    public void duplicateOneIn(int events) {
        duplicatedEvery = events;
    }

    private String responseUrl(String channel, String user) {
        return url() + "/hooks/" + channel + "/" + user + "/" + counter.incrementAndGet();
    }

    private String trigger() {
        return counter.incrementAndGet() + ".2.abc";
    }
}
