package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Parley;
import io.parley.channel.email.Post;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Line;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.search.Search;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ChatVisitor;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import io.parley.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * One customer's question that nobody knew is taught by the agent who answered it; another customer who asks it in other words
 * gets that answer, wherever they are, and from another instance.
 */
@ParleyTest(properties = {"parley.slack.bot-token=" + FakeSlack.BOT_TOKEN,
        "parley.slack.signing-secret=" + FakeSlack.SECRET, "parley.slack.limits.channel-per-second=50",
        "parley.telegram.limits.chat-per-second=100", "parley.telegram.limits.chat-burst=100",
        "parley.email.address=" + Post.SHOP, "parley.email.answer-existing=true", "parley.email.check-every=2s",
        "parley.limits.tickets-per-address=1000"})
@DirtiesContext
@Timeout(300)
class TaughtInChannelsTest {
    private static final FakeSlack slack = FakeSlack.start();
    private static final FakeTelegram telegram = FakeTelegram.start();
    private static final Post post = Post.start();
    private static final String CHARGED = "I was charged twice for my subscription";
    private static final String REFUND = "A second charge for a subscription is refunded within three working days.";
    private static final String OTHER = "My account shows duplicate charges";
    private static int rounds;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Knowledge knowledge;
    @Autowired
    private TestDatabase database;

    @DynamicPropertySource
    static void channels(DynamicPropertyRegistry properties) {
        properties.add("parley.slack.api-url", slack::url);
        properties.add("parley.telegram.token", telegram::token);
        properties.add("parley.telegram.api-url", telegram::url);
        properties.add("parley.email.imap-url", () -> post.imapUrl(Post.SHOP));
        properties.add("parley.email.smtp-url", () -> post.smtpUrl(Post.SHOP));
    }

    @BeforeEach
    void open() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        jdbc.sql("delete from usage_count").update();
        jdbc.sql("delete from suggestion").update();
        slack.bringTo(URI.create("http://127.0.0.1:" + port + "/slack/events"));
    }

    @AfterAll
    static void close() {
        slack.close();
        telegram.close();
        post.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id <> 'charged-twice'",
            "id in (select id from faq_entry where owner is null and id <> 'charged-twice' order by id limit 3)"})
    void anotherCustomerIsAnsweredOnEachChannelAndByAnotherInstance(String faq) {
        rounds++;
        StoredFaq.publishOnly(jdbc, knowledge, faq);
        try (ConfigurableApplicationContext there = new SpringApplicationBuilder(Parley.class).run("--server.port=0",
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword(), "--parley.serving=false",
                "--parley.admin.password=" + ParleyTest.PASSWORD, "--parley.data-dir=" + data.resolve("" + rounds))) {
            Search search = there.getBean(Search.class);
            assertThat(isKnown(search)).isFalse();
            teach();
            await().until(() -> isKnown(search));
        }
        inTheWebChat();
        inTelegram();
        inSlack();
        byMail();
    }

    private static boolean isKnown(Search search) {
        return search.search(OTHER, 1).stream().anyMatch(
                hit -> REFUND.equals(hit.entry().answer()) && hit.confidence().value() >= 0.5);
    }

    private void teach() {
        try (ChatVisitor visitor = new ChatVisitor(port);
                DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD)) {
            visitor.ask(CHARGED);
            visitor.ask("I want to talk to a human please");
            String page = "/desk/t/" + jdbc.sql("select max(id) from ticket").query(Long.class).single();
            ann.send(ann.get(page), page + "/reply", Map.of("text", REFUND, "as", "reply"));
            HttpResponse<String> taught = ann.send(ann.get(page + "/teach"), page + "/teach/publish",
                    Map.of("question", CHARGED, "answer", REFUND, "moreWays",
                            "Why do I see two payments for one subscription?\nYou took the money for my account two times"));
            assertThat(DeskClient.location(taught)).as(taught.body()).endsWith("done=taught");
        }
    }

    private void inTheWebChat() {
        try (ChatVisitor visitor = new ChatVisitor(port)) {
            assertThat(jdbc.sql("select source || ' ' || text from message where id = ?").param(visitor.ask(OTHER))
                    .query(String.class).single()).startsWith("faq " + REFUND);
        }
    }

    private static void inTelegram() {
        FakeChat chat = telegram.privateChat("Tom" + rounds);
        chat.say(OTHER);
        List<Line> said = chat.await(all -> all.stream().anyMatch(one -> one.byBot() && one.text().contains(REFUND)),
                Duration.ofSeconds(60));
        assertThat(said).isNotEmpty();
    }

    private static void inSlack() {
        String root = slack.say("D" + rounds, "U" + rounds, OTHER, null);
        await().until(
                () -> slack.answers("D" + rounds, root).stream().anyMatch(one -> one.seen().contains(REFUND)));
    }

    private static void byMail() {
        String zoe = "zoe" + rounds + "@example.org";
        post.deliver(Post.SHOP, Post.from("Zoe", zoe).saying(OTHER));
        await().until(() -> post.inbox(zoe).stream()
                .anyMatch(mail -> Post.plain(mail).replaceAll("\\s+", " ").contains(REFUND)));
    }

    /** Longer than anything takes, however busy the machine is. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }
}
