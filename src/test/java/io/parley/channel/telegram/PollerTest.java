package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.ChannelHealth.State;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.Language;
import io.parley.channel.RawEvent;
import io.parley.fake.telegram.Call;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollerTest {
    private final FakeTelegram telegram = FakeTelegram.start();
    private final FakeChat chat = telegram.privateChat("Ann");
    private Installation parley = Installation.at(telegram);

    @AfterEach
    void close() {
        parley.close();
        assertThat(telegram.violations()).isEmpty();
        telegram.close();
    }

    private List<String> texts() {
        return parley.inbox.events().stream().map(parley.channel::read).filter(MessageReceived.class::isInstance)
                .map(e -> ((MessageReceived) e).text()).toList();
    }

    private void isDown(String why) {
        await().until(() -> parley.channel.health().state() == State.DOWN);
        assertThat(parley.channel.health().detail()).contains(why).doesNotContain(telegram.token());
    }

    private void isUp() {
        await().until(() -> parley.channel.health().state() == State.UP);
    }

    @Test
    void storesEveryUpdateOnceAndConfirmsIt() {
        IntStream.range(0, 250).forEach(i -> chat.say("question " + i));
        parley.poll();
        parley.heard(250);
        await().until(() -> telegram.unconfirmed() == 0);
        assertThat(texts()).isEqualTo(IntStream.range(0, 250).mapToObj(i -> "question " + i).toList());
        assertThat(telegram.polls().handedOut()).isEqualTo(250);
        isUp();
        assertThat(telegram.allowedUpdates()).isEqualTo(Set.copyOf(UpdateReader.KINDS));
    }

    @Test
    void confirmsNothingThatIsNotStored() {
        parley.inbox.failures.set(2);
        chat.say("important");
        parley.poll();
        isDown("Updates cannot be stored");
        assertThat(telegram.unconfirmed()).isEqualTo(1);
        parley.heard(1);
        await().until(() -> telegram.unconfirmed() == 0);
        isUp();
    }

    @Test
    void comesBackToWhatItLeftUnconfirmed() {
        parley.poll();
        await().until(() -> telegram.polls().running() == 1);
        parley.stopPolling();
        chat.say("while nobody listened");
        parley.poll();
        parley.heard(1);
        assertThat(texts()).containsExactly("while nobody listened");
    }

    @Test
    void storesWhatItCannotReadAndGoesOn() {
        chat.say("before");
        telegram.push("{\"message\":{\"message_id\":\"seven\",\"chat\":\"nowhere\",\"from\":9}}");
        chat.say("after");
        parley.poll();
        assertThat(parley.heard(3).get(1)).isInstanceOf(Ignored.class);
        assertThat(texts()).containsExactly("before", "after");
        await().until(() -> telegram.unconfirmed() == 0);
    }

    @Test
    void keepsUpdatesByteForByte() {
        String odd = "{ \"update_id\" : 800000001,\n \"message\" : {\"text\":\"\\u00fc ü \\/\", \"n\":1.0e2 } }";
        telegram.push(odd);
        parley.poll();
        parley.heard(1);
        assertThat(new String(parley.inbox.events().getFirst().payload(), StandardCharsets.UTF_8)).isEqualTo(odd);
    }

    @Test
    void findsUpdatesInABodyThatBreaksOff() {
        String body = "{\"ok\":true,\"result\":[{\"update_id\":5,\"message\":{\"text\":\"a\"}},{\"update_id\":6,\"mess";
        UpdateBatch batch = UpdateBatch.ofAnswer(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        assertThat(batch.updates()).extracting(UpdateBatch.RawUpdate::id).containsExactly(5L, 6L);
        assertThat(batch.next()).hasValue(7);
        RawEvent broken = batch.updates().getLast().event(Instant.EPOCH);
        assertThat(parley.channel.read(broken)).isInstanceOf(Ignored.class);
        assertThat(UpdateBatch.ofAnswer("{\"result\":[{\"no\":\"id\"}]}".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(UpdateBatch.ofAnswer("{\"result\":[]}".getBytes(StandardCharsets.UTF_8))).isPresent();
        assertThat(UpdateBatch.ofAnswer("<html>".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(UpdateBatch.ofAnswer("{\"ok\":true}".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void takesLowerNumbersAfterAQuietWeek() {
        parley.close();
        parley = Installation.impatientAt(telegram);
        telegram.push("{\"update_id\":900000000,\"message\":{\"text\":\"high\"}}");
        parley.poll();
        parley.heard(1);
        await().until(() -> telegram.unconfirmed() == 0);
        telegram.push("{\"update_id\":100,\"message\":{\"text\":\"low\"}}");
        parley.heard(2);
    }

    @Test
    void startsWhileTelegramIsDownAndGoesOnWhenItIsBack() {
        telegram.down();
        parley.poll();
        isDown("Telegram cannot be reached");
        telegram.up();
        chat.say("are you back?");
        parley.heard(1);
        isUp();
        await().until(() -> parley.bot.isKnown());
        await().until(() -> telegram.commands().containsKey("default"));
    }

    @Test
    void showsAWrongTokenAndGoesOnOnceItIsTaken() {
        telegram.faults().next("getUpdates", 2, Fault.unauthorized());
        parley.poll();
        isDown("check PARLEY_TELEGRAM_TOKEN");
        isUp();
    }

    @Test
    void survivesAnUnusableToken() {
        parley.close();
        parley = Installation.of(Installation.settings(telegram.url(), "not a token/../%", Duration.ofSeconds(5)));
        parley.poll();
        isDown("check PARLEY_TELEGRAM_TOKEN");
    }

    @Test
    void honoursRetryAfter() {
        telegram.faults().next("getUpdates", Fault.tooManyRequests(2));
        parley.poll();
        isDown("429");
        await().until(() -> telegram.calls("getUpdates").size() >= 2);
        List<Call> polls = telegram.calls("getUpdates");
        assertThat(Duration.between(polls.get(0).at(), polls.get(1).at()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void survivesBadGatewaysCutsAndNonsense() {
        telegram.faults().next("getUpdates", Fault.badGateway());
        telegram.faults().next("getUpdates", Fault.cutUndone());
        telegram.faults().next("getUpdates", new Fault.Answered(200, "application/json", "{\"ok\":true,\"resu"));
        telegram.faults().next("getUpdates", new Fault.Answered(403, "text/html", "<html>proxy</html>"));
        chat.say("still there?");
        parley.poll();
        parley.heard(1);
        isUp();
    }

    @Test
    void removesAForgottenWebhook() throws InterruptedException {
        parley.api.call("setWebhook", BotApi.request().put("url", "https://localhost:1/hook"), Duration.ofSeconds(5));
        parley.poll();
        await().until(() -> telegram.calls("deleteWebhook").size() == 1);
        isUp();
        assertThat(telegram.polls().webhookConflicts()).isEqualTo(1);
    }

    @Test
    void explainsItsCommandsInEachLanguage() {
        parley.poll();
        await().until(() -> telegram.calls("setMyCommands").size() == Language.values().length);
        assertThat(telegram.calls("setMyCommands").toString()).contains("\"language_code\":\"pl\"",
                "Co potrafi ten bot?",
                "What can this bot do?");
    }

    @Test
    void saysWhenSomebodyElsePolls() {
        parley.poll();
        await().until(() -> telegram.polls().running() == 1
                && telegram.calls("setMyCommands").size() == Language.values().length);
        try (Installation other = Installation.at(telegram)) {
            other.poll();
            isDown("Somebody else polls with the same token");
        }
    }

    @Test
    void stopsAtOnceWhenItLosesTheLead() {
        parley.poll();
        await().until(() -> telegram.polls().running() == 1
                && telegram.calls("setMyCommands").size() == Language.values().length);
        int before = telegram.polls().polls();
        parley.stopPolling();
        try (Installation next = Installation.at(telegram).poll()) {
            await().until(() -> telegram.polls().polls() > before);
            chat.say("who is there?");
            next.heard(1);
            assertThat(telegram.polls().mostAtOnce()).isEqualTo(1);
            assertThat(telegram.polls().abandoned()).as("the poll is not waited for").isEqualTo(1);
            assertThat(telegram.polls().conflicts()).isZero();
        }
    }
}
