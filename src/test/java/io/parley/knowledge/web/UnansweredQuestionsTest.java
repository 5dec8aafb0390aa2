package io.parley.knowledge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.answering.Answering;
import io.parley.answering.FaqAnswer;
import io.parley.answering.Question;
import io.parley.knowledge.Drafts;
import io.parley.knowledge.FaqEditing;
import io.parley.knowledge.ImportListener;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.importing.KnowledgeImport;
import io.parley.support.ParleyTest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Questions of question pairs, which have no answers: a search finds them, and the bot answers as if they did not
 * exist.
 */
@ParleyTest(properties = "parley.learning.refit-after=21")
class UnansweredQuestionsTest {

    private static final String PAIRS = """
            id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate
            1\t1\t2\tHow do I learn Python?\tWhat is the best way to learn Python?\t1
            2\t3\t4\tHow can I learn Python programming in a month?\tWhich book teaches Python to beginners?\t0
            3\t5\t6\tIs Python easy to learn?\tShould I learn Java or Python first?\t0
            4\t7\t8\tHow do I cook rice?\tWhat is the capital of France?\t0
            5\t9\t10\tWhere is my order?\tWhere has my order got to?\t0
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private KnowledgeImport knowledgeImport;
    @Autowired
    private Knowledge knowledge;
    @Autowired
    private Drafts drafts;
    @Autowired
    private FaqEditing editing;
    @Autowired
    private Answering answering;

    @BeforeEach
    void importPairs() throws IOException {
        knowledgeImport.importFile(Files.writeString(folder.resolve("pairs.tsv"), PAIRS), ImportListener.SILENT);
        knowledge.refresh();
    }

    @Test
    void areFoundByTheSearchAndMarkedAsUnanswered() throws Exception {
        JsonNode hits = search("How to learn Python");

        assertThat(hits.size()).isEqualTo(5);
        assertThat(hits.get(0).path("question").asString()).isEqualTo("How do I learn Python?");
        for (JsonNode hit : hits) {
            assertThat(hit.path("question").asString()).contains("Python");
            assertThat(hit.get("answer").isNull()).isTrue();
        }
        double score = Double.POSITIVE_INFINITY;
        for (JsonNode hit : hits) {
            assertThat(hit.path("score").asDouble()).isLessThanOrEqualTo(score);
            score = hit.path("score").asDouble();
        }
    }

    @Test
    void doNotKeepTheBotFromAnswering() {
        assertThat(answering.answer(Question.of("Where is my order?"))).isInstanceOfSatisfying(FaqAnswer.class,
                answer -> assertThat(answer.text()).contains("tracking link"));
    }

    @Test
    void areNotWhatAgentsSuggest() throws Exception {
        editing.suggest("Which glaze is safe for a Python terrarium?", "The clear one.", "", "en");
        knowledge.refresh();

        assertThat(search("Which glaze is safe for a Python terrarium?").toString()).doesNotContain("terrarium");
        assertThat(drafts.page(new Drafts.Wanted(Drafts.Origin.AGENTS, "terrarium"), 0, 1))
                .extracting(entry -> entry.question())
                .containsExactly("Which glaze is safe for a Python terrarium?");
    }

    private JsonNode search(String question) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + port + "/api/search?q="
                + URLEncoder.encode(question, StandardCharsets.UTF_8));
        return JsonMapper.shared()
                .readTree(http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body());
    }
}
