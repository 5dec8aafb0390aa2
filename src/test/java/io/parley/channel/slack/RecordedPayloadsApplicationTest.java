package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.slack.FakeSlack;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Every recorded payload, brought to the whole application. */
@ParleyTest(properties = {"parley.slack.bot-token=" + FakeSlack.BOT_TOKEN,
        "parley.slack.signing-secret=" + FakeSlack.SECRET})
@DirtiesContext
class RecordedPayloadsApplicationTest {
    private static final FakeSlack slack = FakeSlack.start();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final JdbcClient jdbc;
    private final URI events;

    @Autowired
    RecordedPayloadsApplicationTest(JdbcClient jdbc, @Value("${local.server.port}") String port) {
        this.jdbc = jdbc;
        this.events = URI.create("http://127.0.0.1:" + port + EventsController.PATH);
    }

    @DynamicPropertySource
    static void slack(DynamicPropertyRegistry properties) {
        properties.add("parley.slack.api-url", slack::url);
    }

    @AfterAll
    static void close() {
        slack.close();
    }

    private int bring(String secret, String file) {
        String body = new String(RecordedPayloads.body(file), StandardCharsets.UTF_8)
                .replace("https://hooks.slack.com", slack.url() + "/hooks");
        String now = Long.toString(InstantSource.system().instant().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(events).header("Content-Type", "application/json")
                .header("X-Slack-Request-Timestamp", now)
                .header("X-Slack-Signature", FakeSlack.signature(secret, now, body))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return CLIENT.sendAsync(request, HttpResponse.BodyHandlers.discarding()).join().statusCode();
    }

    private int inbox(String which) {
        return jdbc.sql("select count(*) from inbox where " + which).query(Integer.class).single();
    }

    @Test
    void takesEachIfItIsSignedAndStoresNoneThatIsForged() {
        Assumptions.assumeTrue(Files.isDirectory(RecordedPayloads.FOLDER),
                "skipped: " + RecordedPayloads.FOLDER + " is absent");
        List<String> files = RecordedPayloads.files();
        assertThat(files).isNotEmpty()
                .allSatisfy(file -> assertThat(bring("forged", file)).as(file).isEqualTo(401));
        assertThat(inbox("true")).isZero();
        assertThat(files).allSatisfy(file -> assertThat(bring(FakeSlack.SECRET, file)).as(file).isEqualTo(200));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> inbox("state in ('queued', 'ready', 'claimed')") == 0);
        assertThat(inbox("state = 'parked'")).isZero();
        assertThat(inbox("true")).isEqualTo(RecordedPayloadsTest.stored().stream()
                .map(file -> Incoming.of(RecordedPayloads.body(file)).orElseThrow().key()).distinct().count());
        assertThat(inbox("outcome = 'answered'")).isPositive();
    }
}
