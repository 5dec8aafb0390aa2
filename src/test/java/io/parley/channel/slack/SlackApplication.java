package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Post;
import io.parley.support.ParleyTest;
import io.parley.support.Patience;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application with Slack bringing events over HTTP. The classes of such tests share one, and one workspace. */
@ParleyTest(properties = {"parley.slack.bot-token=" + FakeSlack.BOT_TOKEN,
        "parley.slack.signing-secret=" + FakeSlack.SECRET, "parley.slack.limits.channel-per-second=50",
        "parley.slack.answer-timeout=3s", "parley.slack.agent-channel=C0AGENTS", "parley.slack.staff=true"})
abstract class SlackApplication {
    static final FakeSlack slack = FakeSlack.start().waitingFor(Patience.LIMIT);
    static final String AGENTS = "C0AGENTS";
    static final String QUESTION = "What are your opening hours?";
    static final String ANSWER = "Our shop in Bristol is open";
    static final String MENTION = "<@" + FakeSlack.BOT + "> ";
    static final String OTHER = "How long does delivery take?";
    private static final AtomicInteger channels = new AtomicInteger();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Autowired
    JdbcClient jdbc;

    @Value("${local.server.port}")
    int port;

    final String channel = "C" + channels.incrementAndGet();
    final String direct = "D" + channels.incrementAndGet();

    @DynamicPropertySource
    static void slack(DynamicPropertyRegistry properties) {
        properties.add("parley.slack.api-url", slack::url);
    }

    /** Nothing that a test before this one has begun is still to come. */
    @BeforeEach
    void bringAndSettle() {
        slack.bringTo(url(EventsController.PATH));
        everythingIsUnderstood();
    }

    @AfterEach
    void tookEverythingAndSentOnlyWhatSlackTakes() {
        await().until(slack::isIdle);
        assertThat(slack.violations()).isEmpty();
        assertThat(slack.lost()).isEmpty();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    static Post answer(String place, String root, Predicate<Post> which) {
        await().until(() -> slack.answers(place, root).stream().anyMatch(which));
        return slack.answers(place, root).stream().filter(which).toList().getLast();
    }

    static Post answer(String place, String root) {
        return answer(place, root, post -> true);
    }

    int inbox(@Nullable String outcome) {
        return jdbc.sql("select count(*) from inbox where channel = 'slack' and (:o::text is null or outcome = :o)")
                .param("o", outcome).query(Integer.class).single();
    }

    void everythingIsUnderstood() {
        await().until(slack::isIdle);
        await().until(() -> jdbc.sql("select count(*) from inbox where state in ('queued', 'ready', 'claimed')")
                .query(Integer.class).single() == 0);
        await().until(() -> jdbc
                .sql("select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending')")
                .query(Integer.class).single() == 0);
    }

    /** The verdicts of a kind on what the bot said in this test's channel. */
    int votes(int vote) {
        return jdbc.sql("""
                select count(*) from verdict v join message m on m.id = v.message_id
                    join conversation c on c.id = m.conversation_id
                where v.vote = ? and c.thread like '%' || ? || '/%'""").param(vote).param(channel)
                .query(Integer.class).single();
    }

    /** The message that tells agents of a customer who waits, as soon as it is there. */
    static Post call(String words) {
        Predicate<Post> tells = post -> post.seen().contains("waits for a person") && post.seen().contains(words);
        await().until(() -> slack.posts(AGENTS).stream().anyMatch(tells));
        return slack.posts(AGENTS).stream().filter(tells).toList().getLast();
    }

    String health() {
        return CLIENT.sendAsync(
                HttpRequest.newBuilder(url("/health")).header("Authorization", ParleyTest.ADMIN).build(),
                HttpResponse.BodyHandlers.ofString()).join().body();
    }

    /** A request as Slack makes it, signed at a time with a secret. */
    HttpRequest.Builder signed(String secret, Instant at, String body) {
        String time = Long.toString(at.getEpochSecond());
        return HttpRequest.newBuilder(url(EventsController.PATH)).header("Content-Type", "application/json")
                .header("X-Slack-Request-Timestamp", time)
                .header("X-Slack-Signature", FakeSlack.signature(secret, time, body));
    }

    static HttpResponse<String> send(HttpRequest.Builder request, String body) {
        return CLIENT.sendAsync(request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString()).join();
    }

    /** The status that a signed request gets. */
    int bring(String secret, Instant at, String body) {
        return send(signed(secret, at, body), body).statusCode();
    }
}
