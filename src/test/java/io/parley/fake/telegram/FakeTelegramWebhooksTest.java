package io.parley.fake.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How it brings updates. */
class FakeTelegramWebhooksTest extends FakeTelegramCalls {
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final Queue<String> secrets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failures = new AtomicInteger();

    @Test
    void bringsUpdatesInOrderWithTheSecretAndTriesAgain() throws IOException {
        HttpServer hook = hook();
        try {
            telegram.webhookRetry(Duration.ofMillis(20));
            chat.say("zero");
            failures.set(2);
            String url = "http://127.0.0.1:" + hook.getAddress().getPort() + "/hook";
            call("setWebhook", "{'url':'" + url + "','secret_token':'s3cret'}");
            chat.say("one");
            chat.say("two");
            await().until(() -> bodies.size() == 3);
            assertThat(bodies).extracting(b -> tree(b).path("message").path("text").asString())
                    .containsExactly("zero", "one", "two");
            assertThat(secrets).containsOnly("s3cret");
            await().until(() -> telegram.unconfirmed() == 0);
            error(409, "can't use getUpdates method while webhook is active", call("getUpdates", "{}"));
            JsonNode info = call("getWebhookInfo", "{}").path("result");
            assertThat(info.path("url").asString()).isEqualTo(url);
            assertThat(info.path("last_error_message").asString()).contains("503");
            call("deleteWebhook", "{}");
            chat.say("three");
            assertThat(getUpdates("{}")).hasSize(1);
        } finally {
            hook.stop(0);
        }
    }

    private HttpServer hook() throws IOException {
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/hook", exchange -> {
            try (exchange) {
                secrets.add(exchange.getRequestHeaders().getFirst("X-Telegram-Bot-Api-Secret-Token"));
                boolean fails = failures.getAndDecrement() > 0;
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (!fails) {
                    bodies.add(body);
                }
                exchange.sendResponseHeaders(fails ? 503 : 200, -1);
            }
        });
        hook.start();
        return hook;
    }
}
