package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.email.Post;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A reply by mail waits for a moment, in which its agent takes it back at the desk, in a browser without script. */
@ParleyTest(properties = "parley.handover.undo=60s")
@DirtiesContext
class UndoneRepliesTest {
    private static final Post post = Post.start();
    private static final AtomicInteger people = new AtomicInteger();
    private static final int ROUNDS = 20;

    private final String customer = "ann" + people.incrementAndGet() + "@example.org";

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient bob;
    private String ticket;

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry properties) {
        properties.add("parley.email.address", () -> Post.SHOP);
        properties.add("parley.email.imap-url", () -> post.imapUrl(Post.SHOP));
        properties.add("parley.email.smtp-url", () -> post.smtpUrl(Post.SHOP));
        properties.add("parley.email.answer-existing", () -> "true");
        properties.add("parley.email.check-every", () -> "1s");
        properties.add("parley.email.limits.domain-per-hour", () -> "1000");
        properties.add("parley.email.limits.domain-per-day", () -> "1000");
    }

    @BeforeEach
    void openATicket() {
        jdbc.sql("delete from usage_count").update();
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        agents.add("eve", "Eve", Role.AGENT, DeskClient.PASSWORD);
        bob = DeskClient.signedIn(port, "bob", DeskClient.PASSWORD);
        post.deliver(Post.SHOP, Post.from("Ann Reed", customer)
                .saying("I want to talk to a human please"));
        await().until(() -> !tickets().isEmpty());
        ticket = "/desk/t/" + tickets().getFirst();
    }

    @AfterEach
    void signOut() {
        bob.close();
    }

    @AfterAll
    static void close() {
        post.close();
    }

    private List<Long> tickets() {
        return jdbc.sql("""
                select t.id from ticket t join conversation c on c.id = t.conversation_id
                where c.address like '%' || ? and t.state <> 'resolved'""").param(customer).query(Long.class).list();
    }

    private HttpResponse<String> reply(String text, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(Map.of("text", text));
        form.putAll(more);
        HttpResponse<String> sent = bob.send(bob.get(ticket), ticket + "/reply", form);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(302);
        return sent;
    }

    /** The last reply of an agent. */
    private String message() {
        return jdbc.sql("select max(id) from message where author = 'agent'").query(String.class).single();
    }

    private String undo(DeskClient agent, String message) {
        String path = ticket + "/replies/" + message + "/undo";
        return DeskClient.location(agent.send(agent.get("/desk"), path, Map.of())).replaceFirst(".*done=", "");
    }

    /** Time goes on: what waits is sent. */
    private void goes() {
        jdbc.sql("update outbox set next_attempt_at = now() where state in ('queued', 'ready')").update();
    }

    private boolean hasMail(String text) {
        return post.sources(customer).stream().anyMatch(mail -> mail.contains(text));
    }

    private String state() {
        return jdbc.sql("select state from ticket where id = ?").param(Long.valueOf(ticket.substring(8)))
                .query(String.class).single();
    }

    private int held() {
        return jdbc.sql("select count(*) from held_reply").query(Integer.class).single();
    }

    @Test
    void whatIsTakenBackIsNeverSentAndStandsInTheComposer() {
        reply("Your lamp is here.", Map.of());
        HttpResponse<String> page = bob.get(ticket);
        assertThat(page.body()).contains("Goes in a moment.", "Take it back", "/replies/" + message() + "/undo");

        assertThat(undo(bob, message())).isEqualTo("undone");
        assertThat(bob.get(ticket).body()).contains(">Your lamp is here.</textarea>").doesNotContain("Take it back",
                "Bob replied");
        assertThat(jdbc.sql("select waits_since is not null and first_reply_at is null from ticket where id = ?")
                .param(Long.valueOf(ticket.substring(8))).query(Boolean.class).single()).isTrue();
        reply("Your lamp is there.", Map.of());
        goes();

        await().until(() -> hasMail("Your lamp is there."));
        await().until(() -> held() == 0);
        assertThat(hasMail("Your lamp is here.")).isFalse();
        assertThat(undo(bob, message())).isEqualTo("gone");
    }

    @Test
    void whatWasWrittenSinceIsKept() {
        reply("One.", Map.of());
        String message = message();
        bob.send(bob.get(ticket), ticket + "/draft", Map.of("text", "Two.", "as", "reply"));

        assertThat(undo(bob, message)).isEqualTo("undone");

        assertThat(bob.get(ticket).body()).contains(">One.\n\nTwo.</textarea>");
    }

    @Test
    void aTicketThatEndsWithItEndsWhenItHasGone() {
        reply("Goodbye.", Map.of("resolve", "true"));
        assertThat(state()).isEqualTo("taken");
        assertThat(bob.get("/desk").body()).contains("goes in a moment", "Take it back");
        assertThat(undo(bob, message())).isEqualTo("undone");
        goes();
        assertThat(state()).isEqualTo("taken");

        reply("Farewell.", Map.of("resolve", "true"));
        goes();

        await().until(() -> state().equals("resolved"));
        assertThat(hasMail("Farewell.")).isTrue();
        assertThat(hasMail("Goodbye.")).isFalse();
    }

    @Test
    void aTicketWhoseCustomerWroteMeanwhileGoesOn() {
        reply("Goodbye, then.", Map.of("resolve", "true"));
        jdbc.sql("update ticket set waits_since = now() where id = ?").param(Long.valueOf(ticket.substring(8)))
                .update();
        goes();

        await().until(() -> held() == 0);
        assertThat(hasMail("Goodbye, then.")).isTrue();
        assertThat(state()).isEqualTo("taken");
    }

    @Test
    void nobodyTakesBackAnotherAgentsReply() {
        reply("It is Bob's.", Map.of());
        try (DeskClient eve = DeskClient.signedIn(port, "eve", DeskClient.PASSWORD)) {
            assertThat(undo(eve, message())).isEqualTo("gone");
        }
        goes();
        await().until(() -> hasMail("It is Bob's."));
    }

    @Test
    void eitherItIsTakenBackOrItIsSentWhenBothHappenAtOnce() {
        int undone = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = "Round " + round + " of them.";
            reply(text, Map.of());
            String message = message();
            CompletableFuture<Void> going = CompletableFuture.runAsync(this::goes);
            boolean isUndone = undo(bob, message).equals("undone");
            going.join();
            await().until(() -> held() == 0);
            undone += isUndone ? 1 : 0;
            assertThat(hasMail(text)).as(text).isEqualTo(!isUndone);
        }
        assertThat(post.sources(customer).stream().filter(mail -> mail.contains("of them."))).hasSize(ROUNDS - undone);
        System.out.printf("%d of %d replies were taken back while they were about to go%n", undone, ROUNDS);
    }
}
