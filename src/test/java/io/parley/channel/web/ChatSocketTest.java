package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.channel.Delivery;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The owner of a socket, and the messages that it carries when it breaks. */
class ChatSocketTest extends ChatLine {
    @Autowired
    private WebMessages messages;

    @Autowired
    private WebChannel channel;

    @Test
    void issuesASessionAndGreetsByName() {
        try (ChatClient visitor = ChatClient.visits(port)) {
            assertThat(visitor.session()).matches("[A-Za-z0-9_-]{27}");
            JsonNode greeting = visitor.next();
            assertThat(greeting.path("type").asString()).isEqualTo("message");
            assertThat(greeting.path("text").asString()).contains("Ruth");
        }
    }

    @Test
    void greetsInTheLanguageOfTheBrowser() {
        try (ChatClient visitor = ChatClient.visitsSpeaking("de-AT,de;q=0.9,en;q=0.8", port)) {
            assertThat(visitor.next().path("text").asString()).startsWith("Guten Tag, ich bin Ruth.");
        }
    }

    @Test
    void servesThePagesWordsInTheLanguageOfTheBrowser() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/chat/texts.json"))
                .header("Accept-Language", "pl").build();
        HttpResponse<String> texts = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(texts.body()).contains("\"language\":\"pl\"", "Porozmawiaj z człowiekiem");
        assertThat(texts.headers().allValues("Vary")).anyMatch(vary -> vary.contains("Accept-Language"));
    }

    @Test
    void acknowledgesThenWorksThenAnswers() {
        try (ChatClient visitor = ChatClient.visits(port)) {
            visitor.says("Where is my order?", "q1");

            assertThat(visitor.next("ack").path("clientMessageId").asString()).isEqualTo("q1");
            JsonNode answer = visitor.nextAnswer();
            assertThat(answer.path("text").asString()).isEqualTo("You said: Where is my order?");
            assertThat(answer.path("source").asString()).isEqualTo("faq");
            assertThat(answer.path("confidence").asDouble()).isEqualTo(0.93);
            assertThat(answer.path("inReplyTo").asString()).isEqualTo("q1");
            assertThat(answer.path("citations").path(0).path("url").asString()).isEqualTo("https://shop.example/help");
        }
    }

    @Test
    void showsThatTheBotWorks() {
        CountDownLatch answerNow = new CountDownLatch(1);
        bot.answers(text -> {
            await().until(() -> answerNow.getCount() == 0);
            return Optional.of(ScriptedBot.answerOf("done"));
        });
        try (ChatClient visitor = ChatClient.visits(port)) {
            visitor.says("hello", "q1");

            assertThat(visitor.next("typing")).isNotNull();
            answerNow.countDown();
            assertThat(visitor.nextAnswer().path("text").asString()).isEqualTo("done");
        }
    }

    @Test
    void answersOnceWhenTheLineBreaksInTheMiddleOfAQuestion() {
        CountDownLatch answerNow = new CountDownLatch(1);
        bot.answers(text -> {
            await().until(() -> answerNow.getCount() == 0);
            return Optional.of(ScriptedBot.answerOf("the answer"));
        });
        ChatClient visitor = ChatClient.visits(port);
        visitor.says("hello", "q1");
        visitor.next("ack");
        visitor.vanishes();
        try (ChatClient again = ChatClient.returns(port, visitor.session())) {
            again.says("hello", "q1");
            again.next("ack");
            answerNow.countDown();

            assertThat(again.nextAnswer().path("text").asString()).isEqualTo("the answer");
            assertThat(again.untilPong()).isEmpty();
            assertThat(bot.events()).hasSize(1);
        }
    }

    @Test
    void bringsWhatWasMissedAndNothingElse() {
        try (ChatClient visitor = ChatClient.visits(port)) {
            visitor.says("one", "q1");
            long seen = visitor.nextAnswer().path("seq").asLong();
            visitor.says("two", "q2");
            visitor.nextAnswer();

            try (ChatClient again = ChatClient.returns(port, visitor.session(), seen)) {
                assertThat(again.session()).isEqualTo(visitor.session());
                assertThat(again.nextAnswer().path("text").asString()).isEqualTo("You said: two");
                assertThat(again.untilPong()).isEmpty();
            }
        }
    }

    @Test
    void remembersWhatTheBrowserHasWhenItDoesNotSay() {
        try (ChatClient visitor = ChatClient.visits(port)) {
            visitor.says("one", "q1");
            visitor.nextAnswer();
            await().untilAsserted(() -> {
                try (ChatClient again = ChatClient.returns(port, visitor.session())) {
                    assertThat(again.untilPong()).singleElement()
                            .satisfies(frame -> assertThat(frame.path("greeting").asBoolean()).isTrue());
                }
            });
        }
    }

    @Test
    void sendsAnAnswerAgainWhenItsQuestionIsSentAgain() {
        try (ChatClient visitor = ChatClient.visits(port)) {
            visitor.says("one", "q1");
            JsonNode first = visitor.nextAnswer();
            try (ChatClient again = ChatClient.returns(port, visitor.session(), first.path("seq").asLong())) {
                again.says("one", "q1");
                again.says("one", "q1");

                assertThat(again.nextAnswer().path("messageId")).isEqualTo(first.path("messageId"));
                assertThat(again.untilPong()).allSatisfy(
                        frame -> assertThat(frame.path("type").asString()).isEqualTo("ack"));
            }
        }
    }

    @Test
    void findsAnAnswerWhoseWakeUpWasLost() {
        try (ChatClient visitor = ChatClient.visits(port)) {
            String payload = channel.render(ScriptedBot.answerOf("found")).getFirst();
            messages.add(new Delivery(999_001, WebNames.address(visitor.session()),
                    Delivery.Action.SEND, null, payload), "m1", null, null, Instant.EPOCH);

            assertThat(visitor.nextAnswer().path("text").asString()).isEqualTo("found");
        }
    }

    @Test
    void givesAnUnknownSessionANewOne() {
        try (ChatClient visitor = ChatClient.returns(port, "AAAAAAAAAAAAAAAAAAAAAAAAAAA")) {
            assertThat(visitor.session()).isNotEqualTo("AAAAAAAAAAAAAAAAAAAAAAAAAAA");
        }
    }

    @Test
    void asksToTryLaterWhenNothingCanBeStored() {
        try (ChatClient visitor = ChatClient.visits(port)) {
            bot.breaks(true);
            visitor.says("hello", "q1");
            JsonNode error = visitor.next("error");
            assertThat(error.path("retryAfter").asInt()).isPositive();
            assertThat(error.path("clientMessageId").asString()).isEqualTo("q1");
            assertThat(error.path("code").asString()).isEqualTo("outage");

            bot.breaks(false);
            visitor.says("hello", "q1");
            assertThat(visitor.nextAnswer().path("text").asString()).isEqualTo("You said: hello");
        }
    }

    @Test
    void opensForItsOwnPageAndAllowedSitesOnly() {
        ChatClient.visitsFrom("http://localhost:" + port, port).close();
        ChatClient.visitsFrom("https://localhost:" + port, port).close();
        ChatClient.visitsFrom("https://shop.example", port).close();
        for (String origin : List.of("https://evil.example", "https://shop.example.evil.example", "null",
                "http://shop.example")) {
            assertThatThrownBy(() -> ChatClient.visitsFrom(origin, port)).hasCauseInstanceOf(
                    WebSocketHandshakeException.class);
        }
    }
}
