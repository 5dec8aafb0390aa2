package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.support.Attempts;
import io.parley.support.ParleyTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application with Telegram bringing the updates. */
@ParleyTest(properties = {"parley.telegram.mode=webhook",
        "parley.telegram.webhook-secret=" + WebhookApplicationTest.SECRET,
        "parley.public-url=https://bot.example.org/"})
@DirtiesContext
class WebhookApplicationTest {
    static final String SECRET = "s3cret-s3cret_S3CRET";
    private static final String REGISTERED = "https://bot.example.org/telegram/webhook";
    private static final FakeTelegram telegram = FakeTelegram.start();

    private final JdbcClient jdbc;
    private final String port;
    private final BotApi api;
    private final HttpClient client = HttpClient.newHttpClient();

    @Autowired
    WebhookApplicationTest(JdbcClient jdbc, @Value("${local.server.port}") String port, BotApi api) {
        this.jdbc = jdbc;
        this.port = port;
        this.api = api;
    }

    @DynamicPropertySource
    static void telegram(DynamicPropertyRegistry properties) {
        properties.add("parley.telegram.token", telegram::token);
        properties.add("parley.telegram.api-url", telegram::url);
    }

    @AfterAll
    static void close() {
        telegram.close();
    }

    private int bring(String secret, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(here()).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!secret.isEmpty()) {
            request.header("X-Telegram-Bot-Api-Secret-Token", secret);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding()).join().statusCode();
    }

    private URI here() {
        return URI.create("http://127.0.0.1:" + port + WebhookRegistrar.PATH);
    }

    private int stored(long update) {
        return jdbc.sql("select count(*) from inbox where channel = 'telegram' and key = ?")
                .param(Long.toString(update))
                .query(Integer.class).single();
    }

    @Test
    void takesNothingWithoutTheSecret() {
        Attempts attempts = new Attempts("Telegram's webhook without its secret");
        for (String secret : List.of("", " ", "wrong", SECRET + "x", "x" + SECRET,
                SECRET.substring(0, SECRET.length() - 1), SECRET.toLowerCase(Locale.ROOT), SECRET + "," + SECRET)) {
            attempts.note("secret <" + secret + ">", bring(secret, "{\"update_id\":1}") == 401);
        }
        attempts.wereStopped(7);
        assertThat(stored(1)).isZero();
    }

    @Test
    void refusesAStrangerBeforeTheBodyIsThere() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(("POST " + WebhookRegistrar.PATH + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nContent-Length: 900000000\r\n\r\n{")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 401");
        }
    }

    @Test
    void storesAnUpdateOnceAndRefusesWhatIsNone() {
        assertThat(bring(SECRET, "{\"update_id\":2,\"message\":{\"odd\":true}}")).isEqualTo(200);
        assertThat(bring(SECRET, "{\"update_id\":2,\"message\":{\"odd\":true}}")).isEqualTo(200);
        assertThat(stored(2)).isEqualTo(1);
        assertThat(bring(SECRET, "{\"update_id\":\"three\"}")).isEqualTo(400);
        assertThat(bring(SECRET, "")).isEqualTo(400);
        assertThat(bring(SECRET, " ".repeat(1_000_001))).isEqualTo(400);
    }

    @Test
    void registersItselfAndAnswersWhatIsBrought() throws InterruptedException {
        await().until(() -> telegram.calls("setWebhook").stream()
                .anyMatch(c -> c.request().path("url").asString("").equals(REGISTERED)));
        assertThat(telegram.calls("setWebhook").getFirst().request().path("secret_token").asString()).isEqualTo(SECRET);
        assertThat(telegram.allowedUpdates()).containsAll(UpdateReader.KINDS);
        telegram.webhookRetry(Duration.ofMillis(50));
        api.call("setWebhook", BotApi.request().put("url", here().toString()).put("secret_token", SECRET),
                Duration.ofSeconds(5));
        FakeChat chat = telegram.privateChat("Ann");
        chat.say("What are your opening hours?").awaitAnswer();
        var press = chat.press(chat.botMessages().getFirst(), "👍");
        await().until(press::answered);
        assertThat(List.of(telegram.calls("getUpdates"), telegram.violations())).allMatch(List::isEmpty);
    }
}
