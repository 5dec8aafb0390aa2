package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.knowledge.Knowledge;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Agents correct an entry at the desk, see who got the wrong answer, and tell them, on pages without script. */
@ParleyTest(properties = {"parley.limits.tickets-per-address=1000", "parley.learning.enabled=false"})
class CorrectionPagesTest {
    private static final String PAGE = "/desk/corrections";
    private static final String QUESTION = "Can <b>I</b> bring my llama to the pottery class?";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private Knowledge knowledge;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient ann;

    @BeforeEach
    void start() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
        jdbc.sql("delete from correction").update();
    }

    @AfterEach
    void stop() {
        ann.close();
        http.close();
        StoredFaq.retire(jdbc, knowledge, "question like '%llama%'");
    }

    @Test
    void noEntryWasWrong() {
        assertThat(ann.get(PAGE).body()).contains("No entry was wrong so far");
        assertThat(ann.get("/desk/faq").body()).contains("href=\"/desk/corrections\"");
    }

    @Test
    void whoGotTheWrongAnswerIsSeenAndTold() throws Exception {
        String entry = written("Yes, on a lead.");
        String kim = asks(null);
        asks("made-up-by-a-program");
        HttpResponse<String> saved = ann.send(ann.get(entry), "/desk/faq/entry",
                Map.of("question", QUESTION, "answer", "No, llamas stay outside.", "language", "en", "wrong", "true"));

        String page = after(ann.get(DeskClient.location(saved)).body(), "href=\"" + PAGE + "/");
        HttpResponse<String> shown = ann.get(PAGE + "/" + page);
        assertThat(shown.body()).contains("Yes, on a lead.", "No, llamas stay outside.</textarea>",
                "2 conversations got the wrong answer", "We have to correct an answer", "not told yet",
                "nobody comes back to that chat", "Can &lt;b&gt;I&lt;/b&gt; bring")
                .doesNotContain("<b>I</b>").containsOnlyOnce("name=\"conversation\"");
        assertThat(ann.get(PAGE).body()).contains("nobody told");
        assertThat(ann.in("de", PAGE + "/" + page).body()).contains("Wir müssen eine Antwort richtigstellen",
                "noch nicht benachrichtigt");

        assertThat(ann.send(shown, PAGE + "/" + page + "/send", Map.of("text", " ", "to", "all")).body())
                .contains("The text needs 1 to 20,000 characters");
        assertThat(ann.send(shown, PAGE + "/" + page + "/send", Map.of("text", "No.", "to", "chosen")).body())
                .contains("Nobody is ticked");
        assertThat(history(kim)).doesNotContain("We have to correct");

        String conversation = after(shown.body(), "name=\"conversation\" value=\"");
        HttpResponse<String> sent = ann.send(shown, PAGE + "/" + page + "/send",
                Map.of("text", "No, sorry.", "to", "chosen", "conversation", conversation));
        assertThat(DeskClient.location(sent)).isEqualTo(PAGE + "/" + page);
        ann.send(shown, PAGE + "/" + page + "/send", Map.of("text", "No, sorry.", "to", "all"));
        assertThat(ann.get(PAGE + "/" + page).body()).contains("Told: 1. Not reached: 1.");
        assertThat(ann.get(PAGE).body()).contains("told: 1");
        await().until(() -> history(kim).contains("We have to correct"));
        assertThat(history(kim)).containsOnlyOnce("We have to correct").contains("No, sorry.");
    }

    @Test
    void betterWordsLeadToNoCorrection() {
        String entry = written("Yes, on a lead.");
        HttpResponse<String> saved = ann.send(ann.get(entry), "/desk/faq/entry",
                Map.of("question", QUESTION, "answer", "Yes, if it is on a lead.", "language", "en"));

        assertThat(ann.get(DeskClient.location(saved)).body()).doesNotContain(PAGE + "/");
        assertThat(ann.get(PAGE).body()).contains("No entry was wrong so far");
    }

    @Test
    void whatIsBroughtBackFromTheHistoryCanBeACorrectionToo() throws Exception {
        String entry = written("Yes, on a lead.");
        ann.send(ann.get(entry), "/desk/faq/entry",
                Map.of("question", QUESTION, "answer", "Yes, without a lead.", "language", "en"));
        asks(null);
        HttpResponse<String> history = ann.get(entry.replace("/entry?", "/history?").replace("&done=saved", "")
                + "&revision=1");

        HttpResponse<String> restored = ann.send(history, "/desk/faq/restore", Map.of("wrong", "true"));

        String page = after(ann.get(DeskClient.location(restored)).body(), "href=\"" + PAGE + "/");
        assertThat(ann.get(PAGE + "/" + page).body()).contains("Yes, without a lead.", "Yes, on a lead.</textarea>",
                "1 conversation got the wrong answer");
    }

    @Test
    void nobodyGotTheWrongAnswer() {
        String entry = written("Yes, twice a week.");
        HttpResponse<String> saved = ann.send(ann.get(entry), "/desk/faq/entry",
                Map.of("question", QUESTION, "answer", "No.", "language", "en", "wrong", "true"));
        String page = after(ann.get(DeskClient.location(saved)).body(), "href=\"" + PAGE + "/");

        assertThat(ann.get(PAGE + "/" + page).body()).contains("Nobody got the wrong answer.")
                .doesNotContain("name=\"to\"");
    }

    /** Writes the entry; gives the address of its page. */
    private String written(String answer) {
        HttpResponse<String> added = ann.send(ann.get("/desk/faq/new"), "/desk/faq/new",
                Map.of("question", QUESTION, "answer", answer, "language", "en", "publish", "true"));
        assertThat(DeskClient.location(added)).endsWith("done=saved");
        return DeskClient.location(added);
    }

    /** The word of digits that follows a text. */
    private static String after(String page, String text) {
        assertThat(page).contains(text);
        return page.substring(page.indexOf(text) + text.length()).replaceFirst("(?s)\\D.*", "");
    }

    /** A visitor asks; gives their session. */
    private String asks(@Nullable String session) throws Exception {
        Map<String, String> body = session == null
                ? Map.of("message", QUESTION)
                : Map.of("message", QUESTION, "sessionId", session);
        String answer = http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/chat"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))).build(),
                BodyHandlers.ofString()).body();
        assertThat(answer).contains("\"source\":\"faq\"");
        return JsonMapper.shared().readTree(answer).path("sessionId").asString();
    }

    private String history(String session) throws Exception {
        return http.send(HttpRequest
                .newBuilder(URI.create("http://localhost:" + port + "/api/chat/history?sessionId=" + session)).build(),
                BodyHandlers.ofString()).body();
    }
}
