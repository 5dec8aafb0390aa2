package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.email.message.Incoming;
import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole application with three mailboxes, one of which cannot be reached, while things go wrong. */
@ParleyTest(properties = {"parley.inbox.max-attempts=2", "parley.inbox.backoff=10ms"})
@DirtiesContext
class EmailTroubleTest {
    private static final Post post = Post.start();
    private static final Wire smtp = Wire.to(post.smtpPort());
    private static final String SALES = "sales@shop.example";
    private static final String HOURS = "What are your opening hours?";
    private static final String OPEN = "Our shop in Bristol is open";

    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TestDatabase database;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry properties) {
        post.user(SALES);
        mailbox(properties, "parley.email.", Post.SHOP, post.imapUrl(Post.SHOP));
        mailbox(properties, "parley.email.mailboxes.sales.", SALES, post.imapUrl(SALES));
        mailbox(properties, "parley.email.mailboxes.broken.", "broken@shop.example", "imap://a:b@127.0.0.1:1/INBOX");
        properties.add("parley.email.answer-existing", () -> "true");
        properties.add("parley.email.check-every", () -> "1s");
    }

    private static void mailbox(DynamicPropertyRegistry properties, String prefix, String address, String imap) {
        properties.add(prefix + "address", () -> address);
        properties.add(prefix + "imap-url", () -> imap);
        properties.add(prefix + "smtp-url",
                () -> "smtp://" + address.replace("@", "%40") + ":secret@127.0.0.1:" + smtp.port());
    }

    @AfterEach
    void mend() {
        smtp.refuse(false);
    }

    @AfterAll
    static void close() {
        smtp.close();
        post.close();
    }

    @Test
    void answersEachMailFromTheMailboxThatItWasWrittenTo() {
        String ann = "ann@example.org";
        Post.Letterhead toShop = Post.from("Ann", ann).with("Subject", "Hours");
        post.deliver(Post.SHOP, toShop.saying(HOURS));
        await().until(() -> post.inbox(ann).size() == 1);
        Incoming shops = post.inbox(ann).getFirst();
        post.deliver(SALES, Post.from("Ann", ann).answering(shops).with("To", SALES).saying(HOURS));
        await().until(() -> post.inbox(ann).size() == 2);
        Incoming sales = post.inbox(ann).getLast();
        assertThat(shops.author()).contains(Post.SHOP);
        assertThat(sales.author()).contains(SALES);
        assertThat(sales.addresses("Reply-To")).containsExactly(SALES);
        assertThat(sales.messageId()).endsWith("@shop.example>");
        post.deliver(Post.SHOP, Post.from("Ann", ann).answering(shops).saying("And how do I return an item?"));
        await().until(() -> post.inbox(ann).size() == 3);
        assertThat(post.inbox(ann).getLast().author()).contains(Post.SHOP);
        assertThat(jdbc.sql("select mailbox from mail_thread where person = ? order by mailbox").param(ann)
                .query(String.class).list()).containsExactly("main", "sales");
        assertThat(jdbc.sql("select count(*) from conversation where address like ?").param("%|" + ann)
                .query(Integer.class).single()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deliversEachMailOnceAfterAMinuteInWhichTheServerTookNone(boolean busy) {
        if (busy) {
            smtp.beBusy();
        } else {
            smtp.refuse(true);
        }
        List<String> people = IntStream.range(0, 4).mapToObj(i -> (busy ? "bea" : "ben") + i + "@example.org").toList();
        people.forEach(person -> post.deliver(Post.SHOP, Post.from("Ben", person).saying(HOURS)));
        await().until(() -> triedAtLeast(1, people.size()));
        await().until(() -> {
            makeDue();
            return triedAtLeast(5, people.size());
        });
        assertThat(people).allMatch(person -> post.inbox(person).isEmpty());
        smtp.refuse(false);
        await().until(() -> {
            makeDue();
            return people.stream().noneMatch(person -> post.inbox(person).isEmpty()) && waiting() == 0;
        });
        assertThat(people).allSatisfy(person -> assertThat(post.inbox(person)).singleElement()
                .satisfies(mail -> assertThat(Post.plain(mail)).contains(OPEN)));
    }

    /**
     * Makes every row that waits for its next attempt due, the least tried first: during an outage one is tried in a second.
     */
    private void makeDue() {
        jdbc.sql(
                "update outbox set next_attempt_at = now() - make_interval(secs => 100 - attempts) where state = 'ready' and next_attempt_at > now()")
                .update();
    }

    private boolean triedAtLeast(int tries, int mails) {
        return jdbc.sql("select count(*) from outbox where state = 'ready' and attempts >= ?").param(tries)
                .query(Integer.class).single() >= mails;
    }

    private int waiting() {
        return jdbc.sql("select count(*) from outbox where state not in ('sent', 'dead_letter', 'superseded')")
                .query(Integer.class).single();
    }

    @Test
    void showsOperatorsWhichMailsAreNotAnsweredAndWhy() throws Exception {
        post.deliver(SALES, Post.from("Robot", "noreply@robot.example").with("To", SALES).saying("Beep."));
        post.deliver(SALES, "no mail at all\r\n\r\n");
        await().until(() -> shown("").body().contains("it has no header"));
        JsonNode mails = JsonMapper.shared().readTree(shown("").body());
        assertThat(mails.get(0).path("unreadable").asBoolean()).isTrue();
        JsonNode robot = JsonMapper.shared()
                .readTree(shown("?limit=1&before=" + mails.get(0).path("id").asLong()).body())
                .get(0);
        assertThat(robot.path("sender").asString()).isEqualTo("noreply@robot.example");
        assertThat(robot.path("mailbox").asString()).isEqualTo("sales");
        assertThat(robot.path("reason").asString()).isEqualTo("its sender is no person");
        assertThat(shown("?limit=0").statusCode()).isEqualTo(400);
        assertThat(get("/api/mails/unanswered", "admin:wrong").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> shown(String query) throws IOException, InterruptedException {
        return get("/api/mails/unanswered" + query, "admin:" + ParleyTest.PASSWORD);
    }

    private HttpResponse<String> get(String path, String account) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + basic).build(), BodyHandlers.ofString());
    }

    @Test
    void sendsWhatIsAnsweredAndCallsAPersonWhenOneOfSeveralQuestionsIsNotAnsweredInTime() {
        database.jdbc().sql("""
                create function breaks() returns trigger language plpgsql as $$ begin
                    if new.text like '%return an item%' then raise exception 'broken'; end if; return new; end $$""")
                .update();
        database.jdbc().sql("create trigger breaks before insert on message for each row execute function breaks()")
                .update();
        String cleo = "cleo@example.org";
        post.deliver(Post.SHOP, Post.from("Cleo", cleo).saying(HOURS + " And how do I return an item?"));
        await().until(() -> jdbc.sql("select count(*) from inbox where state = 'dead_letter'").query(Integer.class)
                .single() == 1);
        await().until(() -> jdbc.sql("select count(*) from mail_question where answer is not null")
                .query(Integer.class).single() == 1);
        assertThat(post.inbox(cleo)).isEmpty();
        jdbc.sql("update mail_question set created_at = created_at - interval '11 minutes'").update();
        await().until(() -> post.inbox(cleo).size() == 1);
        assertThat(Post.plain(post.inbox(cleo).getFirst())).containsSubsequence(HOURS, OPEN, "Somebody from our team");
        database.jdbc().sql("drop trigger breaks on message").update();
        assertThat(jdbc.sql("select count(*) from ticket").query(Integer.class).single()).isEqualTo(1);
    }
}
