package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import io.parley.support.Attempts;
import io.parley.support.ParleyTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Odd strings and prompt injections go through the chat of the whole application. */
@ParleyTest(properties = {"parley.web.messages-per-minute-and-address=100000", "parley.web.messages-per-minute=100000"})
class HostileInputTest {
    private static final Path HOSTILE = Path.of("../shared/data/hostile");

    /** Shorter ones are words that answers hold by themselves. */
    private static final int SHORTEST_ECHO = 25;
    private static final Pattern LINK = Pattern.compile("(?i)(?:https?:)?//([^/\\s)]+)");
    /** The shop of the starter FAQ. */
    private static final String SHOP = "fernandkiln.example";

    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    /** Of how many texts one is tried. */
    int every() {
        return 5;
    }

    @Test
    void answersOrRefusesWhateverIsSaid() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(HOSTILE), "Skipped: " + HOSTILE + " with hostile input is not here");
        Map<Integer, Integer> outcomes = new TreeMap<>();
        Map<String, Integer> sources = new TreeMap<>();
        Attempts attempts = new Attempts("hostile texts in the web chat, no model");
        for (String said : hostile()) {
            HttpResponse<String> response = say("hostile", said);
            outcomes.merge(response.statusCode(), 1, Integer::sum);
            JsonNode body = json.readTree(response.body());
            if (response.statusCode() == 200) {
                String reply = body.get("reply").asString();
                assertThat(reply).as(said).isNotBlank();
                attempts.note(said, !isEcho(said, reply) && !linksElsewhere(reply));
                sources.merge(body.get("source").asString(), 1, Integer::sum);
                assertThat(body.get("source").asString()).as(said)
                        .isIn("faq", "choices", "handoff", "notice");
            } else {
                assertThat(response.statusCode()).as(said).isEqualTo(400);
                attempts.note(said, true);
                assertThat(response.headers().firstValue("content-type").orElse(""))
                        .startsWith("application/problem+json");
                assertThat(body.get("field").asString()).as(said).isEqualTo("message");
            }
        }
        System.out.println("Hostile input by HTTP status: " + outcomes + ", by source: " + sources);
        attempts.wereStopped(500 / every());
        assertThat(say("well-behaved", "What are your opening hours?").body()).contains("\"faq\"");
    }

    private static boolean isEcho(String said, String reply) {
        return said.strip().length() >= SHORTEST_ECHO && reply.contains(said.strip());
    }

    private static boolean linksElsewhere(String reply) {
        return LINK.matcher(reply).results().anyMatch(link -> !link.group(1).endsWith(SHOP));
    }

    private HttpResponse<String> say(String session, String message) throws IOException, InterruptedException {
        String body = json.writeValueAsString(Map.of("sessionId", session, "message", message));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/chat"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private List<String> hostile() throws IOException {
        List<String> said = new ArrayList<>();
        json.readTree(HOSTILE.resolve("naughty-strings.json")).forEach(node -> said.add(node.asString()));
        try (var rows = CsvReader.builder()
                .ofNamedCsvRecord(HOSTILE.resolve("prompt-injections/prompt_injections.csv"))) {
            rows.forEach(row -> said.add(row.getField("prompt")));
        }
        return IntStream.range(0, said.size()).filter(i -> i % every() == 0).mapToObj(said::get).toList();
    }
}
