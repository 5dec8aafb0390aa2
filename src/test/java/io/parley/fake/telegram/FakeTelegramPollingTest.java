package io.parley.fake.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How it gives updates out. */
class FakeTelegramPollingTest extends FakeTelegramCalls {
    @Test
    void givesAnUpdateAgainUntilAHigherOffsetConfirmsIt() {
        long first = chat.say("one").updateId();
        long second = chat.say("two").updateId();
        assertThat(ids(getUpdates("{}"))).containsExactly(first, second);
        assertThat(ids(getUpdates("{'offset':" + first + "}"))).containsExactly(first, second);
        assertThat(ids(getUpdates("{'offset':" + second + "}"))).containsExactly(second);
        assertThat(ids(getUpdates("{'limit':1}"))).containsExactly(second);
        assertThat(getUpdates("{'offset':" + (second + 1) + "}")).isEmpty();
        assertThat(telegram.unconfirmed()).isZero();
    }

    @Test
    void forgetsAllBeforeANegativeOffset() {
        chat.say("one");
        chat.say("two");
        long third = chat.say("three").updateId();
        assertThat(ids(getUpdates("{'offset':-1}"))).containsExactly(third);
        assertThat(telegram.unconfirmed()).isEqualTo(1);
    }

    @Test
    void waitsForAnUpdateAndGivesItAtOnce() {
        CompletableFuture<HttpResponse<String>> poll = later("getUpdates", "{'timeout':50}");
        await().until(() -> telegram.polls().running() == 1);
        long id = chat.say("hello").updateId();
        assertThat(ids(json(poll.join()).path("result"))).containsExactly(id);
    }

    @Test
    void answersEmptyAfterTheTimeout() {
        assertThat(getUpdates("{'timeout':1}")).isEmpty();
    }

    @Test
    void losesWhatIsOlderThanADay() {
        chat.say("one");
        telegram.clock().advance(Duration.ofHours(25));
        long second = chat.say("two").updateId();
        assertThat(ids(getUpdates("{}"))).containsExactly(second);
    }

    @Test
    void bringsReactionsOnlyWhenAskedAndRemembersWhatWasAsked() {
        int message = chat.say("hi").messageId();
        TelegramUser ann = telegram.user("Other Ann");
        assertThat(chat.react(ann, message, "👍")).isZero();
        getUpdates("{'allowed_updates':['message_reaction']}");
        getUpdates("{}");
        assertThat(chat.react(ann, message, "👎")).isPositive();
        assertThat(chat.say("not asked for").updateId()).isZero();
        getUpdates("{'allowed_updates':[]}");
        assertThat(chat.react(ann, message)).isZero();
        assertThat(chat.say("asked for again").updateId()).isPositive();
    }

    @Test
    void tellsTheOldAndTheNewReactions() {
        getUpdates("{'allowed_updates':['message_reaction']}");
        int message = chat.say("hi").messageId();
        TelegramUser ben = telegram.user("Ben");
        chat.react(ben, message, "👍");
        chat.react(ben, message, "👎");
        JsonNode change = getUpdates("{}").get(1).path("message_reaction");
        assertThat(change.path("old_reaction")).isEqualTo(tree("[{'type':'emoji','emoji':'👍'}]"));
        assertThat(change.path("new_reaction")).isEqualTo(tree("[{'type':'emoji','emoji':'👎'}]"));
        assertThat(change.path("user").path("id").asLong()).isEqualTo(ben.id());
    }

    @Test
    void endsTheEarlierOfTwoPolls() {
        CompletableFuture<HttpResponse<String>> earlier = later("getUpdates", "{'timeout':50}");
        await().until(() -> telegram.polls().running() == 1);
        CompletableFuture<HttpResponse<String>> later = later("getUpdates", "{'timeout':50}");
        error(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
                + "running", json(earlier.join()));
        chat.say("hi");
        assertThat(json(later.join()).path("result")).hasSize(1);
        assertThat(telegram.polls().conflicts()).isEqualTo(1);
        assertThat(telegram.polls().mostAtOnce()).isEqualTo(2);
    }

    @Test
    void doesNotCountAPollerThatHungUp() {
        var lost = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        CompletableFuture<HttpResponse<String>> poll = lost.sendAsync(post("getUpdates", "{'timeout':50}"),
                HttpResponse.BodyHandlers.ofString());
        await().until(() -> telegram.polls().running() == 1);
        poll.cancel(true);
        lost.shutdownNow();
        await().until(lost::isTerminated);
        chat.say("hi");
        assertThat(getUpdates("{}")).hasSize(1);
        assertThat(telegram.polls().conflicts()).isZero();
        assertThat(telegram.polls().mostAtOnce()).isEqualTo(1);
    }

    @Test
    void givesOutWhatWasPushedAsItStands() {
        telegram.push("{'message':{'text':5,'chat':'odd'}}".replace('\'', '"'));
        long next = chat.say("hi").updateId();
        JsonNode updates = getUpdates("{}");
        assertThat(updates.get(0).path("message").path("chat").asString()).isEqualTo("odd");
        assertThat(updates.get(1).path("update_id").asLong()).isEqualTo(next);
    }
}
