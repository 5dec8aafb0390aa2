package io.parley.knowledge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ParleyTest
class SearchControllerTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void findsTheStarterFaqFromTheFirstStart() throws Exception {
        HttpResponse<String> response = get("q=" + encoded("how do i resett my pasword") + "&k=3");

        JsonNode hits = JsonMapper.shared().readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(hits.size()).isEqualTo(3);
        assertThat(hits.get(0).propertyNames()).containsExactlyInAnyOrder("id", "question", "answer", "category", "url",
                "score", "confidence");
        assertThat(hits.get(0).path("id").asString()).isEqualTo("reset-password");
    }

    @Test
    void givesFiveHitsWhenNotTold() throws Exception {
        assertThat(JsonMapper.shared().readTree(get("q=order").body()).size()).isEqualTo(5);
    }

    @Test
    void namesTheFieldOfAWrongRequest() throws Exception {
        for (String query : new String[]{"", "q=", "q=%20%20", "q=" + "x".repeat(501), "q=" + "x".repeat(8_001)}) {
            assertProblem(get(query), "q");
        }
        assertThat(get("q=" + "x".repeat(501)).body()).contains("is the question, 1 to 500 characters");
        for (String k : new String[]{"0", "51", "-1", "five", "1.5", "99999999999"}) {
            assertProblem(get("q=order&k=" + k), "k");
        }
    }

    @Test
    void takesAnAddressWithTheLongestQuestionAndNoLongerOne() throws Exception {
        assertThat(get("q=" + encoded("京".repeat(500))).statusCode()).isEqualTo(200);
        assertThat(get("q=" + encoded("京".repeat(2_000))).statusCode()).isEqualTo(400);
    }

    @Test
    void givesTheChatQuestionsOfTheFaqInUseToStartWith() throws Exception {
        HttpResponse<String> response = http.send(HttpRequest
                .newBuilder(URI.create("http://localhost:" + port + "/chat/starters.json")).build(),
                HttpResponse.BodyHandlers.ofString());

        JsonNode questions = JsonMapper.shared().readTree(response.body());
        assertThat(questions.size()).isEqualTo(3);
        assertThat(questions.get(0).asString()).isEqualTo("How do I reset my password?");
    }

    private static void assertProblem(HttpResponse<String> response, String field) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(JsonMapper.shared().readTree(response.body()).path("field").asString()).isEqualTo(field);
    }

    private HttpResponse<String> get(String query) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + port + "/api/search?" + query);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
