package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.calls.CircuitBreaker;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.slack.api.SlackApi;
import io.parley.fake.slack.FakeSlack;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The questions and titles that Slack shows around a conversation in the bot's own messages, in the agent view and in
 * the older assistant view.
 */
class AgentViewTest {
    private static final String SUGGEST = "assistant.threads.setSuggestedPrompts";
    private static final String ENTITLE = "assistant.threads.setTitle";

    private final FakeSlack slack = FakeSlack.start();
    private final MonotonicClock clock = MonotonicClock.system();
    private final AgentView view = new AgentView(new SlackApi(Given.settings(slack), new CircuitBreaker(clock), clock),
            new SlackTexts(), clock);

    @AfterEach
    void close() {
        slack.close();
        assertThat(slack.violations()).isEmpty();
    }

    private void happens(String event) {
        view.notice(JsonMapper.shared().readTree(event));
    }

    private JsonNode call(String method) {
        await().until(() -> !slack.calls(method).isEmpty());
        assertThat(slack.calls(method)).hasSize(1);
        return slack.calls(method).getFirst();
    }

    private static void said(AgentView view, String text, String ts, String more) {
        view.notice(JsonMapper.shared().readTree("""
                {"type":"message","channel":"D1","channel_type":"im","user":"U1","ts":"%s","text":"%s"%s}"""
                .formatted(ts, text, more)));
    }

    @Test
    void suggestsQuestionsWhenTheMessagesAreOpened() {
        happens("{\"type\":\"app_home_opened\",\"tab\":\"home\",\"user\":\"U1\",\"channel\":\"D1\"}");
        happens("{\"type\":\"app_home_opened\",\"tab\":\"messages\",\"user\":\"U1\",\"channel\":\"D1\"}");
        JsonNode call = call(SUGGEST);
        assertThat(call.path("channel_id").asString()).isEqualTo("D1");
        assertThat(call.has("thread_ts")).isFalse();
        assertThat(call.path("prompts").size()).isBetween(1, 4);
    }

    @Test
    void suggestsQuestionsInAThreadOfTheAssistantViewAndEntitlesItByItsFirstQuestion() {
        slack.workspace().withAssistantView();
        happens("""
                {"type":"assistant_thread_started","assistant_thread":{"user_id":"U1","channel_id":"D1",
                 "thread_ts":"1700000000.000001"}}""");
        assertThat(call(SUGGEST).path("thread_ts").asString()).isEqualTo("1700000000.000001");
        said(view, "Where is my order?", "1700000000.000002", ",\"thread_ts\":\"1700000000.000001\"");
        said(view, "And the other one?", "1700000000.000003", ",\"thread_ts\":\"1700000000.000001\"");
        assertThat(call(ENTITLE).path("title").asString()).isEqualTo("Where is my order?");
        assertThat(call(ENTITLE).path("thread_ts").asString()).isEqualTo("1700000000.000001");
    }

    @Test
    void entitlesAConversationOfTheAgentViewByItsFirstQuestion() {
        said(view, "Where is &lt;my&gt; order?\\nIt is late", "1700000000.000001", "");
        said(view, "And the other one?", "1700000000.000003", ",\"thread_ts\":\"1700000000.000001\"");
        JsonNode call = call(ENTITLE);
        assertThat(call.path("title").asString()).isEqualTo("Where is <my> order?");
        assertThat(call.path("thread_ts").asString()).isEqualTo("1700000000.000001");
    }

    @Test
    void entitlesNothingElse() {
        said(view, "I answer", "1700000000.000001", ",\"bot_id\":\"B1\"");
        said(view, "joined", "1700000000.000002", ",\"subtype\":\"channel_join\"");
        happens("""
                {"type":"message","channel":"C1","channel_type":"channel","user":"U1","ts":"1700000000.000003",
                 "text":"hello all"}""");
        said(view, "A question", "1700000000.000004", "");
        said(view, "Another", "1700000000.000005", "");
        await().until(() -> titles().containsAll(List.of("A question", "Another")));
        assertThat(titles()).hasSize(2);
    }

    private void changes(String subtype, String more, String message) {
        happens("""
                {"type":"message","subtype":"%s","channel":"D1","channel_type":"im","ts":"1700000001.000001"%s,
                 "previous_message":%s}""".formatted(subtype, more, message));
    }

    private List<String> titles() {
        return slack.calls(ENTITLE).stream().map(call -> call.path("title").asString()).toList();
    }

    private String lastTitle(int calls) {
        await().until(() -> slack.calls(ENTITLE).size() == calls);
        return slack.calls(ENTITLE).getLast().path("title").asString();
    }

    private static String message(String text, String ts, String more) {
        return "{\"type\":\"message\",\"user\":\"U1\",\"ts\":\"%s\",\"text\":\"%s\"%s}".formatted(ts, text, more);
    }

    @Test
    void keepsNoTitleOfAQuestionThatIsChangedOrTakenBack() {
        String asked = message("My card 4111", "1700000000.000001", "");
        said(view, "My card 4111", "1700000000.000001", "");
        assertThat(lastTitle(1)).isEqualTo("My card 4111");
        changes("message_changed", ",\"message\":" + message("My card", "1700000000.000001", ""), asked);
        assertThat(lastTitle(2)).isEqualTo("My card");
        changes("message_deleted", "", asked);
        assertThat(lastTitle(3)).isEqualTo("…");
        changes("message_deleted", "", message("Later", "1700000000.000009",
                ",\"thread_ts\":\"1700000000.000001\",\"parent_user_id\":\"U1\""));
        changes("message_deleted", "", message("The bot's", "1700000000.000008",
                ",\"bot_id\":\"B1\",\"thread_ts\":\"1700000000.000001\",\"parent_user_id\":\"U1\""));
        changes("message_changed", ",\"message\":{\"subtype\":\"tombstone\",\"text\":\"This message was deleted.\"}",
                asked);
        assertThat(lastTitle(4)).isEqualTo("…");
    }

    @Test
    void keepsNoTitleOfAQuestionTakenBackInAThreadOfTheAssistantView() {
        slack.workspace().withAssistantView();
        String thread = ",\"thread_ts\":\"1700000000.000001\",\"parent_user_id\":\"U0BOT\"";
        happens("""
                {"type":"assistant_thread_started","assistant_thread":{"user_id":"U1","channel_id":"D1",
                 "thread_ts":"1700000000.000001"}}""");
        said(view, "My card 4111", "1700000000.000002", thread);
        said(view, "And the other one?", "1700000000.000003", thread);
        assertThat(lastTitle(1)).isEqualTo("My card 4111");
        changes("message_deleted", "", message("And the other one?", "1700000000.000003", thread));
        changes("message_deleted", "", message("My card 4111", "1700000000.000002", thread));
        assertThat(lastTitle(2)).isEqualTo("…");
        AgentView another = new AgentView(new SlackApi(Given.settings(slack), new CircuitBreaker(clock), clock),
                new SlackTexts(), clock);
        another.notice(JsonMapper.shared().readTree("""
                {"type":"message","subtype":"message_deleted","channel":"D1","channel_type":"im",
                 "ts":"1700000001.000001","previous_message":%s}""".formatted(
                message("My card 4111", "1700000000.000002", thread))));
        assertThat(lastTitle(3)).isEqualTo("…");
    }
}
