package io.parley.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.faq.Lesson;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Over HTTP, with a bot that always asks which entry is meant: a typed choice teaches what was asked. */
@ParleyTest(properties = {"parley.confidence.answer=1", "parley.confidence.choices=0"})
class TypedChoiceTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(strings = {"2", "number 2 please", "the second one", "2.", "Option 2",
            "Hello,\n\n2\n\nThanks\nKind regards\nIna"})
    void teachesTheQuestionThatWasAsked(String typed) throws Exception {
        String session = "s-" + typed.hashCode();
        String question = "where has my package " + Integer.toUnsignedString(typed.hashCode()) + " got to";
        String second = choices(ask(session, question)).get(1);

        JsonNode answer = ask(session, typed);

        assertThat(answer.get("source").asString()).isEqualTo("faq");
        assertThat(answer.get("citations").get(0).get("title").asString()).isEqualTo(second);
        up(session, answer);
        assertThat(taught(question)).containsExactly(second);
        assertThat(taught(typed)).isEmpty();
    }

    @Test
    void teachesItAfterANumberThatWasNone() throws Exception {
        String question = "where has my other package got to";
        String second = choices(ask("s-none", question)).get(1);

        assertThat(choices(ask("s-none", "9"))).startsWith(choices(ask("s-none", "8")).getFirst());
        up("s-none", ask("s-none", "2"));

        assertThat(taught(question)).containsExactly(second);
        assertThat(jdbc.sql("select text from lesson where length(text) < 3").query(String.class).list()).isEmpty();
    }

    @Test
    void teachesItByTheWordsOfTheChoice() throws Exception {
        String question = "where has my last package got to";
        String second = choices(ask("s-words", question)).get(1);

        up("s-words", ask("s-words", second.toLowerCase(java.util.Locale.ROOT).replace("?", "")));

        assertThat(taught(question)).containsExactly(second);
    }

    private List<String> taught(String text) {
        return jdbc.sql("""
                select e.question from lesson l join lesson_vote v on v.lesson = l.id join faq_entry e on e.id = l.entry
                where l.hash = ? and v.said = 'helpful'""").param(Lesson.key(text)).query(String.class).list();
    }

    private static List<String> choices(JsonNode answer) {
        assertThat(answer.get("source").asString()).as(answer.toString()).isEqualTo("choices");
        return answer.get("choices").valueStream().map(choice -> choice.get("question").asString()).toList();
    }

    private JsonNode ask(String session, String message) throws Exception {
        return post("/api/chat", Map.of("sessionId", session, "message", message));
    }

    private void up(String session, JsonNode answer) throws Exception {
        post("/api/feedback",
                Map.of("sessionId", session, "messageId", answer.get("messageId").asString(), "vote", 1));
    }

    private JsonNode post(String path, Map<String, ?> body) throws Exception {
        HttpResponse<String> response = http.send(HttpRequest
                .newBuilder(URI.create("http://localhost:" + port + path)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body))).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }
}
