package io.parley.fake.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The trouble that it makes. */
class FakeTelegramTroubleTest extends FakeTelegramCalls {
    @Test
    void limitsAsConfigured() {
        telegram.limits(new Limits(1, 2, 20, 30));
        send("'text':'1'");
        send("'text':'2'");
        JsonNode refused = send("'text':'3'");
        error(429, "Too Many Requests: retry after 1", refused);
        assertThat(refused.path("parameters").path("retry_after").asInt()).isEqualTo(1);
        telegram.clock().advance(Duration.ofSeconds(1));
        assertThat(send("'text':'3'").path("ok").asBoolean()).isTrue();
    }

    @Test
    void failsTheNextCallsAsTold() {
        telegram.faults().next("sendMessage", Fault.tooManyRequests(7));
        telegram.faults().next("sendMessage", Fault.badGateway());
        assertThat(send("'text':'1'").path("parameters").path("retry_after").asInt()).isEqualTo(7);
        assertThat(raw("sendMessage", "{}").body()).startsWith("<html>");
        assertThat(send("'text':'1'").path("ok").asBoolean()).isTrue();
    }

    @Test
    void cutsTheConnectionAfterItWasDone() {
        telegram.faults().next("sendMessage", Fault.cutAfterDone());
        Assertions.assertThatIOException().isThrownBy(() -> client.send(sending("lost"), text()));
        assertThat(chat.awaitBotMessages(1)).extracting(Line::text).containsExactly("lost");
    }

    @Test
    void hangsWithOrWithoutHavingDoneIt() {
        telegram.faults().next("sendMessage", Fault.hangUndone());
        telegram.faults().next("sendMessage", Fault.hangAfterDone());
        CompletableFuture<HttpResponse<String>> undone = client.sendAsync(sending("undone"), text());
        await().until(() -> telegram.calls("sendMessage").size() == 1);
        CompletableFuture<HttpResponse<String>> done = client.sendAsync(sending("done"), text());
        assertThat(chat.awaitBotMessages(1)).extracting(Line::text).containsExactly("done");
        assertThat(undone).isNotDone();
        assertThat(done).isNotDone();
    }

    @Test
    void answersSlowly() {
        telegram.faults().next("sendMessage", Fault.slow(Duration.ofMillis(200)));
        CompletableFuture<HttpResponse<String>> slow = client.sendAsync(sending("slow"), text());
        assertThat(chat.botMessages()).isEmpty();
        assertThat(slow.join().statusCode()).isEqualTo(200);
    }

    @Test
    void goesDownAndComesBackOnTheSamePort() {
        URI url = telegram.url();
        telegram.down();
        Assertions.assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> client.send(sending("x"), text()));
        telegram.up();
        assertThat(telegram.url()).isEqualTo(url);
        assertThat(send("'text':'x'").path("ok").asBoolean()).isTrue();
    }

    @Test
    void takesThousandsOfMessagesFromManyCallersAndLosesNone() {
        List<CompletableFuture<Void>> callers = IntStream.range(0, 50).mapToObj(this::sendsForty).toList();
        callers.forEach(CompletableFuture::join);
        assertThat(chat.botMessages()).hasSize(2_000).extracting(Line::text).doesNotHaveDuplicates();
    }

    private CompletableFuture<Void> sendsForty(int caller) {
        return IntStream.range(0, 40).mapToObj(i -> sending("message " + i + " of " + caller)).reduce(
                CompletableFuture.<Void>completedFuture(null),
                (sent, next) -> sent.thenCompose(_ -> client.sendAsync(next, text())).thenApply(_ -> null),
                (first, second) -> second);
    }
}
