package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.model.FakeEmbeddings;
import io.parley.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running FAQ moves from the built-in embedding model to a provider's, and its process is killed with -9 in the middle. */
@Tag("kills")
class EmbeddingMoveTest {

    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final String MODEL = "openai:" + FakeEmbeddings.MODEL;
    private static final int CALLS = 10;
    private static final String QUESTION = "Do you ship to other countries?";

    private final FakeEmbeddings provider = FakeEmbeddings.start();
    private final Operator operator = new Operator();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void servesByTheOldVectorsAndGoesOnAfterAKill() {
        try (TestDatabase database = TestDatabase.migrated()) {
            String before;
            try (ParleyProcess _ = start(database, Map.of())) {
                before = answer();
                assertThat(before).startsWith("faq: ");
            }
            provider.failsAfter(CALLS);
            Map<String, String> moved = Map.of("PARLEY_EMBEDDING_PROVIDER", "openai", "PARLEY_EMBEDDING_MODEL",
                    FakeEmbeddings.MODEL, "PARLEY_EMBEDDING_API_KEY", FakeEmbeddings.KEY, "PARLEY_EMBEDDING_BASE_URL",
                    provider.baseUrl("openai"), "PARLEY_EMBEDDING_BATCH", "4");
            int stored;
            try (ParleyProcess process = start(database, moved)) {
                await().atMost(LIFE).untilAsserted(() -> assertThat(faq()).contains("vectors of minilm-q",
                        "those of " + MODEL + " are not in use", "texts have none yet",
                        "last error server_error"));
                assertThat(answer()).isEqualTo(before);
                process.kill();
                stored = count(database, "chosen_vector is not null");
            }
            assertThat(stored).isBetween(1, count(database, "true") - 1);
            int embedded = provider.works().embedded().size();
            try (ParleyProcess _ = start(database, moved)) {
                await().atMost(LIFE).until(() -> faq().contains("vectors of " + MODEL));
                assertThat(provider.embedded().size() - embedded).isEqualTo(count(database, "true") - stored);
                assertThat(answer()).contains(": ");
                assertThat(provider.embedded()).contains(QUESTION);

                provider.mood(FakeEmbeddings.Mood.HANGS);
                assertThat(answer()).isEqualTo(before);
                assertThat(faq()).contains("vectors of minilm-q", "last error timeout");
            }
        }
    }

    private ParleyProcess start(TestDatabase database, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(operator.settings());
        environment.putAll(Map.of("SPRING_DATASOURCE_URL", database.getJdbcUrl(), "SPRING_DATASOURCE_USERNAME",
                database.getUsername(), "SPRING_DATASOURCE_PASSWORD", database.getPassword(), "PARLEY_DATA_DIR",
                folder.resolve("data").toString()));
        environment.putAll(settings);
        ParleyProcess process = ParleyProcess.start(folder.resolve("parley.log"), environment);
        await().atMost(LIFE).until(() -> process.isServing() || !process.isAlive());
        assertThat(process.isAlive()).as(process.lastWords()).isTrue();
        return process;
    }

    /** What a customer hears. */
    private String answer() {
        URI chat = URI.create("http://127.0.0.1:" + operator.settings().get("SERVER_PORT") + "/api/chat");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(chat).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"message\":\"%s\"}".formatted(QUESTION))).build();
            JsonNode answer = JsonMapper.shared()
                    .readTree(http.sendAsync(request, BodyHandlers.ofString()).join().body());
            return answer.path("source").asString("") + ": " + answer.path("reply").asString("");
        }
    }

    private String faq() {
        return operator.get("/health").at("/services/faq/detail").asString("");
    }

    private static int count(TestDatabase database, String which) {
        return database.jdbc().sql("select count(*) from faq_phrasing where " + which).query(Integer.class).single();
    }
}
