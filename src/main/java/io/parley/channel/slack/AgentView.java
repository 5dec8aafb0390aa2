package io.parley.channel.slack;

import static io.parley.channel.slack.Incoming.text;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.channel.ClockTime;
import io.parley.channel.slack.WebApi.Answer;
import java.time.Duration;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Slack shows around a conversation with the bot: questions to begin with, and a title in the list of former ones. In the
 * agent view each message that is no reply begins a conversation; in the older assistant view a thread is begun first.
 * <a href="https://docs.slack.dev/ai/migrating-to-agent-messaging">Migrating to the Agent messaging experience</a>.
 */
final class AgentView {
    private static final int MOST_PROMPTS = 4;
    private static final Duration BEGUN_FOR = Duration.ofHours(24);
    private static final Duration NOT_TAKEN_FOR = Duration.ofMinutes(10);

    private final WebApi api;
    private final SlackTexts texts;
    /** Threads of the assistant view in which nothing was asked yet. */
    private final Cache<String, Boolean> begun;
    /** Channels that took no title. */
    private final Cache<String, Boolean> refused;

    AgentView(WebApi api, SlackTexts texts, InstantSource clock) {
        this.api = api;
        this.texts = texts;
        ClockTime time = new ClockTime(clock);
        this.begun = Caffeine.newBuilder().ticker(time).expireAfterWrite(BEGUN_FOR).build();
        this.refused = Caffeine.newBuilder().ticker(time).expireAfterWrite(NOT_TAKEN_FOR).build();
    }

    /** Suggests questions, or sets a title, where an event asks for that. */
    void notice(JsonNode event) {
        switch (text(event, "type")) {
            case "assistant_thread_started" -> threadStarted(event.path("assistant_thread"));
            case "app_home_opened" -> {
                if (text(event, "tab").equals("messages")) {
                    suggest(WebApi.request().put("channel_id", text(event, "channel")));
                }
            }
            case "message" -> entitle(event);
            default -> {
            }
        }
    }

    private void threadStarted(JsonNode thread) {
        String channel = text(thread, "channel_id");
        String root = text(thread, "thread_ts");
        begun.put(channel + "/" + root, true);
        suggest(WebApi.request().put("channel_id", channel).put("thread_ts", root));
    }

    private void suggest(ObjectNode request) {
        ArrayNode prompts = request.putArray("prompts");
        texts.prompts().entrySet().stream().limit(MOST_PROMPTS)
                .forEach(prompt -> prompts.addObject().put("title", prompt.getKey()).put("message", prompt.getValue()));
        api.aside("assistant.threads.setSuggestedPrompts", request);
    }

    /** The first question of a conversation is its title. */
    private void entitle(JsonNode event) {
        String channel = text(event, "channel");
        String ts = text(event, "ts");
        String root = text(event, "thread_ts").isEmpty() ? ts : text(event, "thread_ts");
        String question = SlackText.plain(text(event, "text")).strip();
        boolean asked = text(event, "channel_type").equals("im") && text(event, "subtype").isEmpty()
                && text(event, "bot_id").isEmpty() && !text(event, "user").isEmpty() && !question.isEmpty();
        boolean first = root.equals(ts) || begun.asMap().remove(channel + "/" + root) != null;
        if (asked && first && refused.getIfPresent(channel) == null) {
            api.aside("assistant.threads.setTitle", WebApi.request().put("channel_id", channel)
                    .put("thread_ts", root).put("title", Blocks.label(question.lines().findFirst().orElse(question))),
                    answer -> {
                        if (answer instanceof Answer.Refused) {
                            refused.put(channel, true);
                        }
                    });
        }
    }
}
