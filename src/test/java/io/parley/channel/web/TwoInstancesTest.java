package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.AnswerSource;
import io.parley.channel.Delivery;
import io.parley.channel.OutboundMessage;
import io.parley.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two instances on one database: who waits at one of them gets what the other delivers. */
@SuppressWarnings("NullAway.Init")
class TwoInstancesTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext other;
    @TempDir
    private static Path data;

    @BeforeAll
    static void start() {
        one = instance("one");
        other = instance("other");
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        database.close();
    }

    private static ConfigurableApplicationContext instance(String name) {
        return new SpringApplicationBuilder(WebChatAlone.class).run("--server.port=0",
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword(), "--parley.data-dir=" + data.resolve(name));
    }

    private static int port(ConfigurableApplicationContext instance) {
        return Integer.parseInt(instance.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @Test
    void bringsToItsSocketsWhatTheOtherDelivers() {
        try (ChatClient visitor = ChatClient.visits(port(one))) {
            deliver(701, visitor.session(), null);

            assertThat(visitor.nextAnswer().path("text").asString()).isEqualTo("from the other");
        }
    }

    @Test
    void knowsTheOthersSessions() {
        try (ChatClient visitor = ChatClient.visits(port(one));
                ChatClient back = ChatClient.returns(port(other), visitor.session())) {
            assertThat(back.session()).isEqualTo(visitor.session());
        }
    }

    @Test
    void answersItsWaitingCallersWithWhatTheOtherDelivers() {
        ScriptedBot bot = one.getBean(ScriptedBot.class);
        bot.answers(text -> Optional.empty());
        CompletableFuture<HttpResponse<String>> call = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port(one) + "/api/chat"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("""
                                        {"sessionId":"shop","message":"hello","clientMessageId":"q1"}"""))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        await().until(() -> !bot.events().isEmpty());

        deliver(702, "made:shop", "made:shop/q1");

        assertThat(call.join().body()).contains("from the other");
        bot.reset();
    }

    private static void deliver(long id, String thread, @Nullable String inReplyTo) {
        WebChannel channel = other.getBean(WebChannel.class);
        OutboundMessage answer = new OutboundMessage("1", Long.toString(id), inReplyTo, AnswerSource.FAQ, null, 0.9,
                "from the other", List.of(), List.of(), true, false, false);
        channel.deliver(new Delivery(id, WebNames.address(thread), Delivery.Action.SEND, null,
                channel.render(answer).getFirst()));
    }
}
