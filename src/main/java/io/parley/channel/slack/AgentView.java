package io.parley.channel.slack;

import static io.parley.channel.slack.SlackPayload.text;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.Methods;
import com.slack.api.model.assistant.SuggestedPrompt;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.slack.api.CallResult;
import io.parley.channel.slack.api.SlackApi;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Sets what Slack shows around a conversation with the bot: suggested questions, and a title in the list of earlier
 * conversations. In the agent view each message that is no reply begins a conversation; in the older assistant view a
 * thread is begun first.
 * <a href="https://docs.slack.dev/ai/migrating-to-agent-messaging">Migrating to the Agent messaging experience</a>.
 */
final class AgentView {
    private static final int MAX_PROMPTS = 4;
    private static final Duration BEGUN_FOR = Duration.ofHours(24);
    private static final Duration NOT_TAKEN_FOR = Duration.ofMinutes(10);

    private final SlackApi api;
    private final SlackTexts texts;
    /** The question that a thread of the assistant view is entitled by; empty as long as nothing was asked there. */
    private final Cache<String, String> begun;
    /** Channels that took no title. */
    private final Cache<String, Boolean> refused;

    AgentView(SlackApi api, SlackTexts texts, MonotonicClock time) {
        this.api = api;
        this.texts = texts;
        this.begun = Caffeine.newBuilder().ticker(time).expireAfterWrite(BEGUN_FOR).build();
        this.refused = Caffeine.newBuilder().ticker(time).expireAfterWrite(NOT_TAKEN_FOR).build();
    }

    /** Suggests questions, or sets a title, where an event asks for that. */
    void notice(JsonNode event) {
        switch (text(event, "type")) {
            case "assistant_thread_started" -> threadStarted(event.path("assistant_thread"));
            case "app_home_opened" -> {
                if (text(event, "tab").equals("messages")) {
                    suggest(text(event, "channel"), null);
                }
            }
            case "message" -> said(event);
            default -> {
            }
        }
    }

    private void threadStarted(JsonNode thread) {
        String channel = text(thread, "channel_id");
        String root = text(thread, "thread_ts");
        begun.put(channel + "/" + root, "");
        suggest(channel, root);
    }

    private void suggest(String channel, @Nullable String thread) {
        List<SuggestedPrompt> prompts = texts.prompts().entrySet().stream().limit(MAX_PROMPTS)
                .map(prompt -> new SuggestedPrompt(prompt.getKey(), prompt.getValue())).toList();
        api.callAsync(Methods.ASSISTANT_THREADS_SET_SUGGESTED_PROMPTS,
                methods -> methods.assistantThreadsSetSuggestedPrompts(
                        request -> request.channelId(channel).threadTs(thread).prompts(prompts)));
    }

    private void said(JsonNode event) {
        if (!text(event, "channel_type").equals("im")) {
            return;
        }
        String channel = text(event, "channel");
        JsonNode before = event.path("previous_message");
        switch (text(event, "subtype")) {
            case "" -> asked(channel, event);
            case "message_deleted" -> changed(channel, before, "");
            case "message_changed" -> changed(channel, before, question(event.path("message")));
            default -> {
            }
        }
    }

    /** The first question of a conversation is its title. */
    private void asked(String channel, JsonNode message) {
        String question = question(message);
        if (isByPerson(message) && !question.isEmpty() && (isRoot(message) || isFirst(channel, message))) {
            entitle(channel, message, question);
        }
    }

    private boolean isFirst(String channel, JsonNode message) {
        return begun.asMap().replace(channel + "/" + text(message, "thread_ts"), "", text(message, "ts"));
    }

    /** A title goes with the words that it was made of. */
    private void changed(String channel, JsonNode before, String question) {
        String known = begun.getIfPresent(channel + "/" + text(before, "thread_ts"));
        boolean first = known == null ? mayBeFirst(before) : known.equals(text(before, "ts"));
        boolean taken = question.isEmpty();
        boolean entitled = isByPerson(before) && (isRoot(before) || (first && (taken || known != null)));
        if (entitled && !question.equals(question(before))) {
            entitle(channel, before, taken ? texts.get("title-of-nothing") : question);
        }
    }

    /** A thread of the assistant view hangs on words of the bot's; which question came first there may be forgotten. */
    private static boolean mayBeFirst(JsonNode message) {
        String above = text(message, "parent_user_id");
        return !above.isEmpty() && !above.equals(text(message, "user"));
    }

    private static boolean isByPerson(JsonNode message) {
        return text(message, "bot_id").isEmpty() && !text(message, "user").isEmpty();
    }

    private static boolean isRoot(JsonNode message) {
        String root = text(message, "thread_ts");
        return root.isEmpty() || root.equals(text(message, "ts"));
    }

    private static String question(JsonNode message) {
        return text(message, "subtype").equals("tombstone") ? "" : SlackText.plain(text(message, "text")).strip();
    }

    private void entitle(String channel, JsonNode message, String title) {
        if (refused.getIfPresent(channel) != null) {
            return;
        }
        String thread = text(message, "thread_ts");
        String root = thread.isEmpty() ? text(message, "ts") : thread;
        String line = BlockKit.label(title.lines().findFirst().orElse(title));
        api.callAsync(Methods.ASSISTANT_THREADS_SET_TITLE,
                methods -> methods.assistantThreadsSetTitle(
                        request -> request.channelId(channel).threadTs(root).title(line)),
                result -> {
                    if (result instanceof CallResult.Rejected) {
                        refused.put(channel, true);
                    }
                });
    }
}
