package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.ChatSessions;
import io.parley.channel.InboundEvent;
import io.parley.support.StandingTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WebChatTest(properties = {"parley.web.wait-for-answer=60s", "parley.web.messages-per-minute=40",
        "parley.web.allowed-origins=https://shop.example"})
@Import(StandingTime.class)
class ChatApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;
    @Autowired
    private ScriptedBot bot;
    @Autowired
    private ChatSessions sessions;

    @BeforeEach
    void reset() {
        bot.reset();
    }

    @Test
    void answersInTheSameRequest() throws Exception {
        HttpResponse<String> response = ask(Map.of("sessionId", "shop-1", "message", "Where is my order?"));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode reply = JSON.readTree(response.body());
        assertThat(reply.path("reply").asString()).isEqualTo("You said: Where is my order?");
        assertThat(reply.path("source").asString()).isEqualTo("faq");
        assertThat(reply.path("confidence").asDouble()).isEqualTo(0.93);
        assertThat(reply.path("needsHuman").asBoolean()).isFalse();
        assertThat(reply.propertyNames()).containsExactlyInAnyOrder("sessionId", "conversationId", "messageId", "reply",
                "source",
                "confidence", "needsHuman", "choices", "citations");
    }

    @Test
    void givesTheSameAnswerToTheSameQuestionAgain() throws Exception {
        Map<String, String> question = Map.of("sessionId", "shop-2", "message", "hello", "clientMessageId", "q1");
        String first = ask(question).body();

        assertThat(ask(question).body()).isEqualTo(first);
        assertThat(bot.events()).hasSize(1);
    }

    @Test
    void answersAllWhoAskTheSameAtTheSameTimeOnceEach() {
        Map<String, String> question = Map.of("sessionId", "shop-3", "message", "hello", "clientMessageId", "q1");
        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 10)
                .mapToObj(
                        i -> HTTP.sendAsync(request("/api/chat", json(question)), HttpResponse.BodyHandlers.ofString()))
                .toList();

        assertThat(calls.stream().map(call -> call.join().body()).distinct()).hasSize(1);
        assertThat(bot.events()).hasSize(1);
    }

    @Test
    void keepsMadeUpSessionsApartFromIssuedOnes() throws Exception {
        try (ChatClient visitor = ChatClient.visits(port)) {
            String issued = visitor.session();
            for (String madeUp : List.of("made:" + issued, issued.substring(1), issued + "x", " " + issued)) {
                assertThat(sessions.isIssued(madeUp)).isFalse();
                assertThat(sessions.thread(madeUp)).isNotEqualTo(sessions.thread(issued));
            }
            assertThat(sessions.isIssued(issued)).isTrue();

            HttpResponse<String> answered = ask(Map.of("sessionId", issued, "message", "from the API"));
            assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
            assertThat(visitor.nextAnswer().path("text").asString()).isEqualTo("You said: from the API");
        }
    }

    @Test
    void startsOver() throws Exception {
        HttpResponse<String> response = post("/api/chat/reset", json(Map.of("sessionId", "shop-5")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(bot.events()).singleElement().isInstanceOf(InboundEvent.ConversationReset.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            {} ~ message
            {"sessionId":"s"} ~ message
            {"sessionId":5,"message":"m"} ~ sessionId
            {"sessionId":"","message":"m"} ~ sessionId
            {"sessionId":"a\\nb","message":"m"} ~ sessionId
            {"sessionId":"s","message":""} ~ message
            {"sessionId":"s","message":"   "} ~ message
            {"sessionId":"s","message":null} ~ message
            {"sessionId":"s","message":{"a":1}} ~ message
            {"sessionId":"s","message":"a\\u0000"} ~ message
            {"sessionId":"s","message":"\\udc00"} ~ message
            {"sessionId":"s","message":"m","clientMessageId":1} ~ clientMessageId
            {"sessionId":"s","message":"m" ~ ``
            [1] ~ ``
            ``~ ``
            """)
    void namesTheFieldThatIsWrong(String body, String field) throws Exception {
        HttpResponse<String> response = post("/api/chat", body == null ? "" : body);

        isAProblem(response, 400);
        assertThat(JSON.readTree(response.body()).path("field").asString("")).isEqualTo(field);
        assertThat(bot.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_001, 100_000})
    void refusesWhatIsTooLong(int length) throws Exception {
        HttpResponse<String> response = ask(Map.of("sessionId", "s", "message", "x".repeat(length)));

        isAProblem(response, 400);
        assertThat(JSON.readTree(response.body()).path("field").asString()).isEqualTo("message");
        isAProblem(ask(Map.of("sessionId", "s".repeat(129), "message", "m")), 400);
    }

    @Test
    void refusesBodiesThatNobodyReadsAndOtherTypes() throws Exception {
        isAProblem(ask(Map.of("sessionId", "s", "message", "x".repeat(1_500_000))), 413);
        isAProblem(send(HttpRequest.newBuilder(uri("/api/chat")).header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))), 415);
        isAProblem(send(HttpRequest.newBuilder(uri("/api/chat")).header("Content-Type", "nonsense")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))), 415);
        isAProblem(send(HttpRequest.newBuilder(uri("/api/chat")).GET()), 405);
        isAProblem(send(HttpRequest.newBuilder(uri("/api/chat")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        "{\"sessionId\":\"s\",\"message\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1)))),
                400);
    }

    @Test
    void slowsDownASessionThatSendsTooMuch() throws Exception {
        List<HttpResponse<String>> responses = Stream.generate(() -> Map.of("sessionId", "fast", "message", "m"))
                .limit(60)
                .map(question -> HTTP.sendAsync(request("/api/chat", json(question)),
                        HttpResponse.BodyHandlers.ofString()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        List<HttpResponse<String>> refused = responses.stream().filter(r -> r.statusCode() == 429).toList();
        assertThat(refused).hasSize(20);
        isAProblem(refused.getFirst(), 429);
        assertThat(refused.getFirst().headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
        assertThat(ask(Map.of("sessionId", "slow", "message", "m")).statusCode()).isEqualTo(200);
    }

    @Test
    void countsALongMessageAsSeveral() throws Exception {
        String longest = "m".repeat(8_000);

        assertThat(ask(Map.of("sessionId", "long", "message", longest)).statusCode()).isEqualTo(200);
        assertThat(ask(Map.of("sessionId", "long", "message", longest)).statusCode()).isEqualTo(200);
        isAProblem(ask(Map.of("sessionId", "long", "message", longest)), 429);
        assertThat(ask(Map.of("sessionId", "long", "message", "m")).statusCode()).isEqualTo(200);
    }

    @Test
    void letsPagesOfAllowedSitesCallItAndNoOthers() throws Exception {
        HttpResponse<String> allowed = preflight("https://shop.example");
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example");

        assertThat(preflight("https://evil.example").statusCode()).isEqualTo(403);
        HttpRequest.Builder own = HttpRequest.newBuilder(uri("/api/chat"))
                .header("Origin", "https://localhost:" + port)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json(Map.of("sessionId", "own", "message", "m"))));
        assertThat(send(own).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> preflight(String origin) throws Exception {
        return send(HttpRequest.newBuilder(uri("/api/chat")).header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    private static void isAProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(response.body()).doesNotContain("Exception", "\tat ");
    }

    private HttpResponse<String> ask(Map<String, String> question) throws Exception {
        return post("/api/chat", json(question));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return HTTP.send(request(path, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static String json(Object value) {
        return JSON.writeValueAsString(value);
    }
}
