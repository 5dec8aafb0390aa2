package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.security.Accounts;
import io.parley.security.Agents;
import io.parley.security.ApiKeys;
import io.parley.security.Role;
import io.parley.security.Scope;
import io.parley.support.ChatVisitor;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A name opens nothing: what is another's stays theirs, however the one is called who comes. */
@ParleyTest
class BorrowedNamesTest {
    private static final String LOCKS = "update agent set locked_at = now() where login = ";
    private static final String WORD = "It costs 20 pounds.";
    private static final Set<Scope> WRITES = Set.of(Scope.TICKETS_READ, Scope.TICKETS_WRITE);
    private static final Set<Scope> FOR_OTHERS = Set.of(Scope.TICKETS_READ, Scope.TICKETS_WRITE,
            Scope.TICKETS_FOR_OTHERS);

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private Accounts accounts;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    private DeskClient ann;
    private DeskClient bob;
    private long ticket;

    @BeforeEach
    void open() {
        jdbc.sql("update ticket set state = 'resolved', resolved_at = now(), resolved_by = 'a test'").update();
        jdbc.sql("delete from usage_count").update();
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        called("ann", "Ann");
        called("bob", "Bob");
        ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
        bob = DeskClient.signedIn(port, "bob", DeskClient.PASSWORD);
        try (ChatVisitor visitor = new ChatVisitor(port)) {
            visitor.ask("I want to talk to a human please");
        }
        ticket = jdbc.sql("select max(id) from ticket").query(Long.class).single();
    }

    @AfterEach
    void close() {
        ann.close();
        bob.close();
        http.close();
    }

    private void called(String login, String name) {
        accounts.rename(agents.find(login).orElseThrow(), name);
    }

    private String page() {
        return "/desk/t/" + ticket;
    }

    /** Ann answers, and is called Anna from then on; Bob takes her name. Gives her message. */
    private long borrowed() {
        ann.send(ann.get(page()), page() + "/reply", Map.of("text", WORD));
        called("ann", "Anna");
        called("bob", "Ann");
        return jdbc.sql("select max(id) from message where author = 'agent'").query(Long.class).single();
    }

    private String said(long message) {
        return jdbc.sql("select text from message where id = ?").param(message).query(String.class).single();
    }

    @Test
    void whoeverTakesANameCanChangeNothingOfWhatItsFormerOwnerSaid() {
        long message = borrowed();
        String reply = page() + "/replies/" + message;
        assertThat(ann.get(page()).body()).contains("change=" + message);
        assertThat(bob.get(page()).body()).contains(WORD).doesNotContain("change=" + message);

        assertThat(DeskClient.location(bob.send(bob.get(page()), reply + "/change", Map.of("text", "Nothing."))))
                .endsWith("done=others");
        assertThat(DeskClient.location(bob.send(bob.get(page()), reply + "/take-back", Map.of())))
                .endsWith("done=others");
        assertThat(call(key("Ann", WRITES), "/replies/" + message + "/take-back", "").statusCode()).isEqualTo(409);
        assertThat(DeskClient.location(ann.send(ann.get(page()), reply + "/change", Map.of("text", "It costs 30."))))
                .endsWith("done=changed");

        assertThat(said(message)).isEqualTo("It costs 30.");
        assertThat(audit()).containsExactly("ann reply_changed " + ticket);
    }

    @Test
    void whoeverTakesANameHasNoneOfItsFormerOwnersTickets() {
        borrowed();
        assertThat(bob.get(page()).body()).contains("Anna has this ticket");
        assertThat(bob.send(bob.get(page()), page() + "/reply", Map.of("text", "Me again.", "takeOver", "false"))
                .statusCode())
                .isEqualTo(409);
        assertThat(call(key("Ann", WRITES), "/reply", "{\"text\":\"Me again.\"}").statusCode()).isEqualTo(409);
        assertThat(ann.send(ann.get(page()), page() + "/reply", Map.of("text", "Me again.")).statusCode())
                .isEqualTo(302);
    }

    @Test
    void nobodyActsInTheNameOfAnotherWhoMayNot() {
        String key = key("shop", WRITES);
        for (String name : List.of("Ann", "ANN", "ann", "nobody", "admin")) {
            String body = "{\"text\":\"Hello.\",\"agent\":\"" + name + "\"}";
            assertThat(call(key, "/reply", body).statusCode()).as(name).isEqualTo(403);
        }
        assertThat(call(key, "/take", "{\"agent\":\"shop\"}").statusCode()).as("its own").isEqualTo(200);
        assertThat(audit()).isEmpty();
    }

    @Test
    void aProgramActsAsItselfAndIsNoAgentOfItsName() {
        String key = key("Ann", WRITES);
        assertThat(call(key, "/reply", "{\"text\":\"Hello.\"}").body()).contains("\"assignee\":\"Ann\"");
        assertThat(ann.send(ann.get(page()), page() + "/reply", Map.of("text", "Me, too.", "takeOver", "false"))
                .statusCode())
                .as("the agent Ann").isEqualTo(409);
        assertThat(call(key("Bob", WRITES), "/reply", "{\"text\":\"Hello.\"}").statusCode())
                .as("another program").isEqualTo(409);
        assertThat(call(key, "/reply", "{\"text\":\"Hello again.\"}").statusCode()).isEqualTo(200);

        long message = jdbc.sql("select max(id) from message where author = 'agent'").query(Long.class).single();
        String change = "/replies/" + message + "/change";
        assertThat(DeskClient.location(ann.send(ann.get(page()), page() + change, Map.of("text", "Never."))))
                .endsWith("done=others");
        assertThat(call(key, change, "{\"text\":\"Hello, you.\"}").statusCode()).isEqualTo(204);
        assertThat(said(message)).isEqualTo("Hello, you.");
        assertThat(audit()).containsExactly("key:Ann reply_changed " + ticket);
    }

    @Test
    void aProgramThatMayActsInTheNameOfAnAgentAndTheAuditHasBoth() {
        String key = key("shop", FOR_OTHERS);
        assertThat(call(key, "/reply", "{\"text\":\"Hello.\",\"agent\":\"ANN\"}").body())
                .contains("\"assignee\":\"Ann\"");
        assertThat(ann.get(page()).body()).contains("?change=");
        assertThat(call("admin", "/resolve", "{\"agent\":\"bob\"}").statusCode()).isEqualTo(200);
        assertThat(call(key, "/replies/1/change", "{\"text\":\"Bye.\",\"agent\":\"bob\"}").statusCode()).isEqualTo(404);
        called("ann", "Anna");
        for (String nobody : List.of("Nobody", "Anna", "shop", "a\\u0000")) {
            assertThat(call(key, "/take", "{\"agent\":\"" + nobody + "\"}").statusCode()).as(nobody).isEqualTo(400);
        }
        jdbc.sql("update agent set locked_at = now() where login = 'ann'").update();
        HttpResponse<String> locked = call(key, "/take", "{\"agent\":\"Ann\"}");
        jdbc.sql("update agent set locked_at = null where login = 'ann'").update();
        assertThat(locked.statusCode()).isEqualTo(400);
        assertThat(locked.body()).contains("agent is the login of nobody who works here", "\"field\":\"agent\"");

        assertThat(jdbc.sql("select actor || ' ' || deed || ' ' || object || ' ' || detail from audit "
                + "where deed = 'acted_for' and detail = ? order by id").param(Long.toString(ticket))
                .query(String.class).list()).containsExactly("key:shop acted_for ann " + ticket,
                        "admin acted_for bob " + ticket);
    }

    /** An account can be locked, and a key revoked, while its request waits until others are done with the ticket. */
    @Test
    void nothingIsDoneByOneWhoWorksHereNoMoreWhenTheirTurnComes() {
        String shop = key("shop", FOR_OTHERS);
        String forAnn = "{\"text\":\"Hello.\",\"agent\":\"ann\"}";
        assertThat(late(() -> call(shop, "/reply", "{\"text\":\"Hello.\"}"), "update api_key set revoked_at = now()"))
                .isEqualTo(403);
        assertThat(late(() -> call(key("shop", FOR_OTHERS), "/reply", forAnn), "update api_key set revoked_at = now()"))
                .isEqualTo(403);
        assertThat(late(() -> call(key("shop", FOR_OTHERS), "/reply", forAnn), LOCKS + "'ann'")).isEqualTo(403);
        HttpResponse<String> form = bob.get(page());
        assertThat(late(() -> bob.send(form, page() + "/reply", Map.of("text", "Hello.")), LOCKS + "'bob'"))
                .isEqualTo(403);
        HttpResponse<String> again = bob.get(page());
        assertThat(late(() -> bob.send(again, page() + "/note", Map.of("text", "Hello.")), LOCKS + "'bob'"))
                .isEqualTo(403);

        assertThat(jdbc.sql("""
                select (select count(*) from ticket_event where ticket_id = :ticket and kind <> 'opened')
                    + (select count(*) from audit where :ticket::text in (object, detail))""").param("ticket", ticket)
                .query(Long.class).single()).isZero();
    }

    /** Does something whose author loses their account while it waits for the ticket; gives the status. */
    private int late(Supplier<HttpResponse<String>> does, String loses) {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            CompletableFuture<HttpResponse<String>> late = transaction.execute(status -> {
                jdbc.sql(
                        "select from conversation where id = (select conversation_id from ticket where id = ?) for update")
                        .param(ticket).query().listOfRows();
                CompletableFuture<HttpResponse<String>> waits = CompletableFuture.supplyAsync(does, other);
                await().until(() -> jdbc.sql("""
                        select exists (select from pg_stat_activity where wait_event_type = 'Lock'
                            and query like '%from conversation where id =%' and datname = current_database())""")
                        .query(Boolean.class).single());
                CompletableFuture.runAsync(() -> jdbc.sql(loses).update()).join();
                return waits;
            });
            return late.join().statusCode();
        } finally {
            jdbc.sql("update agent set locked_at = null where login in ('ann', 'bob')").update();
        }
    }

    @Test
    void aKeyOfAReplyIsItsCallersOwn() {
        String shop = key("shop", WRITES);
        String same = "slack:1700000000.000100";
        assertThat(call(shop, "/reply", "{\"text\":\"Hello.\"}", same).statusCode()).isEqualTo(200);
        assertThat(call("admin", "/reply", "{\"text\":\"Something else.\",\"takeOver\":true}", same).statusCode())
                .as("another caller's").isEqualTo(200);
        assertThat(call("admin", "/reply", "{\"text\":\"Something else.\"}", same).statusCode()).isEqualTo(200);
        assertThat(call("admin", "/reply", "{\"text\":\"No.\"}", same).statusCode()).as("for another text")
                .isEqualTo(422);

        assertThat(jdbc.sql("""
                select m.text from message m join ticket t on t.conversation_id = m.conversation_id
                where t.id = ? and m.author = 'agent' order by m.id""").param(ticket).query(String.class).list())
                .containsExactly("Hello.", "Something else.");
    }

    @Test
    void whatWasDoneBeforeIsNotAuditedAgain() {
        String shop = key("shop", FOR_OTHERS);
        String body = "{\"text\":\"Hello.\",\"agent\":\"ann\"}";
        call(shop, "/reply", body, "once");
        call(shop, "/reply", body, "once");
        long message = jdbc.sql("select max(id) from message where author = 'agent'").query(Long.class).single();
        call(shop, "/replies/" + message + "/change", "{\"text\":\"Good day.\",\"agent\":\"ann\"}");
        call(shop, "/replies/" + message + "/change", "{\"text\":\"Good day.\",\"agent\":\"ann\"}");
        call(shop, "/resolve", "{\"agent\":\"ann\"}");
        call(shop, "/resolve", "{\"agent\":\"ann\"}");

        assertThat(jdbc
                .sql("""
                        select actor || ' ' || deed || ' ' || object from audit where :ticket in (object, detail) order by id""")
                .param("ticket", Long.toString(ticket)).query(String.class).list())
                .containsExactly("key:shop acted_for ann", "key:shop reply_changed " + ticket,
                        "key:shop acted_for ann", "key:shop acted_for ann");
    }

    /** An agent may be called as what else ends a ticket. */
    @ParameterizedTest
    @ValueSource(strings = {"customer", "merged", "nobody", "silence", "time", "erased"})
    void anAgentIsTakenForNothingElseByTheirName(String name) {
        called("ann", name);
        ann.send(ann.get(page()), page() + "/note", Map.of("text", "I do it."));
        ann.send(ann.get(page()), page() + "/resolve", Map.of());

        assertThat(ann.get(page()).body())
                .contains("resolved by " + name, name + " wrote a note", "Resolved by " + name)
                .doesNotContain("the bot, ", "its time had come", "esolved by the customer");
        assertThat(jdbc.sql("select resolver || ' ' || resolved_by from ticket where id = ?").param(ticket)
                .query(String.class).single())
                .isEqualTo("agent:" + agents.find("ann").orElseThrow().id() + " " + name);
    }

    private String key(String name, Set<Scope> scopes) {
        jdbc.sql("update api_key set revoked_at = now() where name = ?").param(name).update();
        return keys.make(name, scopes, agents.find("admin").orElseThrow()).orElseThrow();
    }

    /** What the audit says of the ticket. */
    private List<String> audit() {
        return jdbc.sql("select actor || ' ' || deed || ' ' || object from audit where object = ? order by id")
                .param(Long.toString(ticket)).query(String.class).list();
    }

    /** @param who a key, or {@code admin} */
    private HttpResponse<String> call(String who, String path, String body) {
        return call(who, path, body, UUID.randomUUID().toString());
    }

    private HttpResponse<String> call(String who, String path, String body, String idempotencyKey) {
        String authorization = who.equals("admin")
                ? "Basic " + Base64.getEncoder()
                        .encodeToString(("admin:" + ParleyTest.PASSWORD).getBytes(StandardCharsets.UTF_8))
                : "Bearer " + who;
        return http.sendAsync(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/tickets/" + ticket
                + path)).header("Authorization", authorization).header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString()).join();
    }
}
