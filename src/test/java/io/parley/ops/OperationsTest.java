package io.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.parley.channel.AnswerSource;
import io.parley.channel.ChannelName;
import io.parley.channel.Vote;
import io.parley.conversation.AnswerGiven;
import io.parley.feedback.VerdictGiven;
import io.parley.inbox.EventStored;
import io.parley.outbox.MessageDelivered;
import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ParleyTest(properties = "parley.serving=false")
class OperationsTest {
    private static final ChannelName WEB = new ChannelName("web");

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TestDatabase database;

    @Test
    void saysHowEachPartIs() throws Exception {
        HttpResponse<String> response = get("/health");
        JsonNode health = JsonMapper.shared().readTree(response.body());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(health.path("status").asString()).isEqualTo("up");
        assertThat(Instant.parse(health.path("timestamp").asString())).isNotNull();
        assertThat(health.path("services").propertyNames()).contains("faq", "model", "database", "telegram", "web",
                "inbox",
                "outbox");
        assertThat(health.at("/services/faq/count").asInt()).isPositive();
        assertThat(health.at("/services/model/status").asString()).isEqualTo("off");
        assertThat(health.at("/services/telegram/status").asString()).isEqualTo("off");
        assertThat(health.at("/services/telegram/detail").asString()).contains("PARLEY_TELEGRAM_TOKEN");
        assertThat(health.at("/services/inbox/count").isNumber()).isTrue();
    }

    @Test
    void tellsStrangersOnlyWhetherEachPartWorks() throws Exception {
        HttpResponse<String> response = stranger("/health");
        JsonNode health = JsonMapper.shared().readTree(response.body());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(health.propertyNames()).containsExactlyInAnyOrder("status", "timestamp", "services");
        assertThat(health.path("services").propertyNames()).contains("faq", "model", "database", "telegram", "web");
        assertThat(health.at("/services/faq/count").asInt()).isPositive();
        health.path("services").forEachEntry((name, part) -> assertThat(part.propertyNames()).as(name)
                .isSubsetOf(name.equals("faq") ? Set.of("status", "count") : Set.of("status")));
        assertThat(response.body()).doesNotContain("PARLEY_", "minilm");
    }

    @Test
    void tellsABalancerWhenTheDatabaseIsAwayAndWhenItIsBack() throws Exception {
        try (AutoCloseable outage = database.outage()) {
            await().untilAsserted(() -> {
                HttpResponse<String> response = get("/health");
                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.body()).contains("\"status\":\"down\"").doesNotContain("jdbc", "PSQL");
            });
            assertThat(outage).isNotNull();
        }
        await()
                .untilAsserted(() -> assertThat(get("/health").statusCode()).isEqualTo(200));
    }

    @Test
    void takesTheClocksOfInstancesThatDiffer() {
        Instant received = Instant.parse("2030-01-01T12:00:00Z");

        assertThatCode(() -> events.publishEvent(
                new MessageDelivered(new ChannelName("scripted"), 1, false, received, received.minusMillis(30))))
                .doesNotThrowAnyException();
    }

    @Test
    void countsWhatPassesThrough() throws Exception {
        Instant received = Instant.parse("2030-01-01T12:00:00Z");
        Map<String, Double> before = counters();
        events.publishEvent(new EventStored(WEB));
        events.publishEvent(new AnswerGiven(WEB, AnswerSource.FAQ));
        events.publishEvent(new MessageDelivered(WEB, 1, false, received, received.plusMillis(700)));
        events.publishEvent(new VerdictGiven(1, 1, Vote.UP));

        Map<String, Double> after = counters();
        Map.of("parley_events_received_total{channel=\"web\"}", 1.0,
                "parley_answers_total{channel=\"web\",source=\"faq\"}", 1.0,
                "parley_messages_delivered_total{channel=\"web\"}", 1.0,
                "parley_answer_latency_seconds_sum{channel=\"web\"}", 0.7, "parley_verdicts_total{vote=\"up\"}", 1.0)
                .forEach((counter,
                        more) -> assertThat(after.getOrDefault(counter, 0.0) - before.getOrDefault(counter, 0.0))
                                .as(counter).isCloseTo(more, within(1e-9)));
        assertThat(after).containsEntry("parley_inbox_waiting", 0.0).containsEntry("parley_outbox_waiting", 0.0);
    }

    private Map<String, Double> counters() throws Exception {
        return get("/actuator/prometheus").body().lines().filter(line -> line.startsWith("parley_"))
                .collect(Collectors.toMap(line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
    }

    private HttpResponse<String> stranger(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    BodyHandlers.ofString());
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", ParleyTest.ADMIN)
                    .build(), BodyHandlers.ofString());
        }
    }
}
