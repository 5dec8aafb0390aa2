package io.parley.handover.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundSink;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.channel.scripted.ScriptedChannel.Line;
import io.parley.fake.telegram.SettableClock;
import io.parley.support.ParleyTest;
import io.parley.support.Team;
import io.parley.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Customers write on the scripted channel, agents work over HTTP and are called in a thread; the clock can be put forward. */
@ParleyTest
@Import({ScriptedChannel.class, AgentsAtWork.Clock.class})
abstract class AgentsAtWork {
    static final String HUMAN = "I want to talk to a human please";
    static final String PASSWORD_QUESTION = "How do I reset my password?";
    private static final String AGENTS = "the agents";
    private static final AtomicInteger number = new AtomicInteger();
    private static final HttpClient http = HttpClient.newHttpClient();
    private static final JsonMapper json = JsonMapper.shared();

    @Autowired
    ScriptedChannel channel;

    @Autowired
    InboundSink sink;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TestDatabase database;

    @Autowired
    SettableClock clock;

    @LocalServerPort
    int port;

    final String customer = "customer-" + number.incrementAndGet();

    @TestConfiguration(proxyBeanMethods = false)
    static class Clock {
        @Bean
        @Primary
        SettableClock settableClock() {
            return new SettableClock();
        }
    }

    @BeforeEach
    void agentsHaveAPlace() {
        channel.tellAgentsIn(AGENTS);
        // All tests' customers are one person, who may open a few tickets an hour only.
        jdbc.sql("delete from usage_count").update();
        Team.works(jdbc, "Marta", "Bob");
    }

    /** The customer writes; gives the message's id. */
    String writes(String text) {
        String id = "m-" + number.incrementAndGet();
        play("message", id, text);
        return id;
    }

    void play(String kind, String id, String text) {
        sink.store(List.of(channel.raw(new Line(kind, customer, "Ann", id, null, text, clock.instant()))));
        await().until(() -> jdbc
                .sql("select count(*) from inbox where ordering_key = ? and state <> 'done'")
                .param("scripted:" + customer).query(Integer.class).single() == 0);
    }

    /** The messages that the customer sees, once there are this many. */
    List<String> reads(int messages) {
        await().until(() -> channel.transcript(customer).size() >= messages);
        assertThat(channel.transcript(customer)).hasSize(messages);
        return channel.transcript(customer);
    }

    /** The calls to agents about a ticket, once all that is sent because of its conversation is delivered. */
    List<String> calls(JsonNode ticket) {
        await().until(() -> jdbc.sql("""
                select count(*) from outbox o join message m on m.id = o.message_id
                where m.conversation_id = ? and o.state in ('queued', 'ready', 'claimed', 'sending')""")
                .param(ticket.path("conversationId").asLong()).query(Integer.class).single() == 0);
        return channel.transcript(AGENTS).stream()
                .filter(call -> call.startsWith("Ticket " + ticket.path("id").asLong() + ":")).toList();
    }

    /** The customer asks for a person; gives the ticket. */
    JsonNode opened() {
        writes(HUMAN);
        return ticket();
    }

    /** The customer's newest ticket. */
    JsonNode ticket() {
        long id = jdbc.sql("""
                select max(t.id) from ticket t join conversation c on c.id = t.conversation_id where c.thread = ?""")
                .param(customer).query(Long.class).single();
        return view(id).path("ticket");
    }

    JsonNode view(long ticket) {
        return body(get("/api/tickets/" + ticket));
    }

    /** An agent does something about a ticket. */
    HttpResponse<String> act(JsonNode ticket, String verb, String body) {
        return act(ticket, verb, body, null);
    }

    HttpResponse<String> act(JsonNode ticket, String verb, String body, @Nullable String key) {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(uri("/api/tickets/" + ticket.path("id").asLong() + "/" + verb))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        return send(key == null ? request : request.header("Idempotency-Key", key));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    static JsonNode body(HttpResponse<String> response) {
        return json.readTree(response.body());
    }

    static JsonNode ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return body(response);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return http.sendAsync(request.header("Authorization", ParleyTest.ADMIN).build(), BodyHandlers.ofString())
                .join();
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
