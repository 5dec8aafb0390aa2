package io.parley.fake.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server for tests brings events again as Slack does, and finds what breaks Slack's rules. */
class FakeSlackTest {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String SECTION = "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"%s\"}}";

    private final FakeSlack slack = FakeSlack.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        slack.close();
    }

    /** An application that answers as it is told, and keeps why each event was brought again. */
    private static final class Application implements AutoCloseable {
        private final List<String> reasons = new CopyOnWriteArrayList<>();
        private final HttpServer http;

        /** @param status gives the status for the n-th request, from 1; 0: no answer */
        Application(ToIntFunction<Integer> status) {
            try {
                http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext("/", exchange -> take(exchange, status));
            http.start();
        }

        private void take(HttpExchange exchange, ToIntFunction<Integer> status) throws IOException {
            String retry = exchange.getRequestHeaders().getFirst("X-Slack-Retry-Reason");
            reasons.add(retry == null ? "first" : retry);
            int answer = status.applyAsInt(reasons.size());
            if (answer > 0) {
                exchange.sendResponseHeaders(answer, -1);
                exchange.close();
            }
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }

    private static void wait(Application application, int requests) {
        await().atMost(Duration.ofSeconds(30)).until(() -> application.reasons.size() == requests);
    }

    @Test
    void bringsAgainAtOnceAfterAMinuteAndAfterFiveAndThenGivesUp() {
        try (Application application = new Application(n -> 500)) {
            slack.bringTo(application.url());
            slack.say("D1", "U1", "hello", null);
            wait(application, 2);
            slack.turn(Duration.ofSeconds(59));
            slack.turn(Duration.ofSeconds(1));
            wait(application, 3);
            await().until(() -> turnUntilBrought(application, 4));
            await().until(slack::isIdle);
            assertThat(application.reasons).containsExactly("first", "http_error", "http_error", "http_error");
            assertThat(slack.lost()).hasSize(1);
        }
    }

    private boolean turnUntilBrought(Application application, int requests) {
        slack.turn(Duration.ofMinutes(1));
        return application.reasons.size() == requests;
    }

    @Test
    void takesAnAnswerAfterThreeSecondsForNone() {
        try (Application application = new Application(n -> n == 1 ? 0 : 200)) {
            slack.bringTo(application.url());
            slack.say("D1", "U1", "hello", null);
            wait(application, 2);
            await().until(slack::isIdle);
            assertThat(application.reasons).containsExactly("first", "http_timeout");
            assertThat(slack.lost()).isEmpty();
        }
    }

    private JsonNode call(String method, String type, String token, String body) {
        HttpRequest request = HttpRequest.newBuilder(slack.url().resolve("/api/" + method))
                .header("Content-Type", type).header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return JsonMapper.shared().readTree(
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join().body());
    }

    private JsonNode call(String method, String body) {
        return call(method, JSON, FakeSlack.BOT_TOKEN, body);
    }

    @Test
    void takesWhatKeepsToTheRules() {
        JsonNode posted = call("chat.postMessage",
                "{\"channel\":\"C1\",\"text\":\"hi\",\"blocks\":[" + SECTION.formatted("hi") + "]}");
        assertThat(posted.path("ok").asBoolean()).isTrue();
        JsonNode read = call("conversations.replies", "application/x-www-form-urlencoded", FakeSlack.BOT_TOKEN,
                "channel=C1&ts=" + posted.path("ts").asString());
        assertThat(read.path("messages").size()).isEqualTo(1);
        assertThat(slack.violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "chat.postMessage | {\"channel\":\"C1\",\"text\":\"hi\",\"thread\":\"1.2\"} | chat.postMessage takes no thread",
            "chat.postMessage | {\"text\":\"hi\"} | channel is missing",
            "chat.postMessage | {\"channel\":\"#general\",\"text\":\"hi\"} | channel is wrong",
            "chat.postMessage | {\"channel\":\"C1\",\"text\":\"hi\",\"thread_ts\":1.2} | thread_ts is wrong",
            "chat.postMessage | {\"channel\":\"C1\",\"blocks\":[]} | no text beside the blocks",
            "chat.postMessage | {\"channel\":\"C1\",\"text\":\"<!channel>\"} | a live mention in the text",
            "chat.postMessage | {\"channel\":\"C1\",\"text\":\"hi\",\"blocks\":[{\"type\":\"image\"}]} | a block of the type 'image'",
            "chat.update | {\"channel\":\"C1\",\"text\":\"hi\"} | ts is missing",
            "chat.edit | {} | no method is called chat.edit",
            "assistant.threads.setSuggestedPrompts | {\"channel_id\":\"D1\",\"prompts\":[]} | prompts is wrong",
            "assistant.threads.setSuggestedPrompts | {\"channel_id\":\"D1\",\"thread_ts\":\"1.2\",\"prompts\":[{\"title\":\"a\",\"message\":\"b\"}]} | suggested prompts with a thread",
            "reactions.add | {\"channel\":\"C1\",\"timestamp\":\"1.2\",\"name\":\":eyes:\"} | name is wrong",
            "views.open | {\"trigger_id\":\"1\",\"view\":{\"type\":\"home\"}} | a view that is no modal"})
    void findsWhatBreaksARule(String method, String body, String violation) {
        call(method, body);
        assertThat(slack.violations()).anySatisfy(found -> assertThat(found).contains(violation));
    }

    @Test
    void overlooksJsonWhereOnlyFormsAreRead() {
        call("conversations.replies", "{\"channel\":\"C1\",\"ts\":\"1.2\"}");
        assertThat(slack.violations()).anySatisfy(found -> assertThat(found).contains("channel is missing"));
    }

    @Test
    void countsCharactersOfASectionAndOfItsLabels() {
        call("chat.postMessage", "{\"channel\":\"C1\",\"text\":\"hi\",\"blocks\":["
                + SECTION.formatted("x".repeat(3_001)) + "]}");
        assertThat(slack.violations()).contains("a section of 3001 characters");
    }

    @Test
    void refusesAWrongTokenAndAMissingScope() {
        assertThat(call("auth.test", JSON, "xoxb-other", "{}").path("error").asString()).isEqualTo("invalid_auth");
        slack.grant("commands");
        JsonNode refused = call("chat.postMessage", "{\"channel\":\"C1\",\"text\":\"hi\"}");
        assertThat(refused.path("error").asString()).isEqualTo("missing_scope");
        assertThat(refused.path("needed").asString()).isEqualTo("chat:write");
    }
}
