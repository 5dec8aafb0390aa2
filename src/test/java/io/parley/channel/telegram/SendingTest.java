package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.parley.channel.Address;
import io.parley.channel.AddressMoved;
import io.parley.channel.AnswerSource;
import io.parley.channel.ChannelHealth.State;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.Delivery;
import io.parley.channel.DeliveryFailure;
import io.parley.channel.DeliveryStatus;
import io.parley.channel.OutboundMessage;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.Receipt;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Fault;
import io.parley.fake.telegram.Line;
import io.parley.fake.telegram.Said;
import io.parley.fake.telegram.TelegramUser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendingTest {
    private final FakeTelegram telegram = FakeTelegram.start();
    private final FakeChat chat = telegram.privateChat("Ann");
    private Installation parley = Installation.at(telegram);

    @AfterEach
    void close() {
        parley.close();
        assertThat(telegram.violations()).isEmpty();
        telegram.close();
    }

    private Line only() {
        return chat.botMessages().getFirst();
    }

    @Test
    void sendsTextAsItIs() {
        Receipt receipt = parley.send(chat, "5 < 7 & \"so\" on: https://example.org/?a=1&b=2 <b>not bold</b>");
        assertThat(only().text()).isEqualTo("5 < 7 & \"so\" on: https://example.org/?a=1&b=2 <b>not bold</b>");
        assertThat(receipt.externalId()).isEqualTo(chat.id() + "/" + only().messageId());
    }

    @Test
    void putsThumbsAndTheWayToAPersonUnderTheLastPart() {
        parley.send(chat,
                new OutboundMessage("c", "m5", null, AnswerSource.FAQ, null, 0.9, "Yes. ".repeat(1000), List.of(),
                        List.of(), true, true, false));
        assertThat(chat.botMessages()).hasSize(2);
        assertThat(only().labels()).isEmpty();
        assertThat(chat.botMessages().get(1).labels()).containsExactly("👍", "👎", "Talk to a person");
    }

    @Test
    void offersChoicesAsButtons() {
        String longOne = "How do I return something that I bought in a shop of yours abroad, and who pays for it?";
        parley.send(chat,
                new OutboundMessage("c", "0b9f3f4e-6a3c-4a38-9d2e-0f6f6c1d2e3f", null, AnswerSource.CHOICES, null, 0.5,
                        "Did you mean:", List.of(new Choice("1", "Where is my order?"), new Choice("2", longOne)),
                        List.of(), false, true, false));
        assertThat(only().text()).isEqualTo("Did you mean:\n\n1. Where is my order?\n2. " + longOne);
        assertThat(only().labels()).hasSize(3).first().isEqualTo("Where is my order?");
        assertThat(only().labels().get(1)).hasSizeLessThanOrEqualTo(61).endsWith("…");
    }

    @Test
    void namesWhatAnAnswerRestsOnAndWhoWroteIt() {
        parley.send(chat,
                new OutboundMessage("c", "m", null, AnswerSource.MODEL, null, 0.8, "Within 14 days.", List.of(),
                        List.of(new Citation("Returns & refunds", "https://example.org/returns?x=\"1\"&y=<2>"),
                                new Citation("Shipping", null), new Citation("Bad", "javascript:alert(1)")),
                        false, false, false));
        assertThat(only().text()).isEqualTo("""
                Within 14 days.

                More about this:
                • Returns & refunds
                • Shipping
                • Bad""");
        assertThat(only().links()).containsExactly("https://example.org/returns?x=\"1\"&y=<2>");
        parley.send(chat,
                new OutboundMessage("c", "m", null, AnswerSource.PERSON, "Olga <O>", null, "I'll look.", List.of(),
                        List.of(), false, false, false));
        assertThat(chat.botMessages().get(1).text()).isEqualTo("Olga <O>\nI'll look.");
        assertThat(chat.botMessages().get(1).source()).startsWith("<b>Olga &lt;O&gt;</b>");
    }

    @Test
    void showsInAGroupWhoseQuestionItAnswers() {
        telegram.botReadsAllGroupMessages(true);
        TelegramUser ann = telegram.user("Ann");
        FakeChat topic = telegram.forum("Help").topic(ann, "Orders");
        Said said = topic.say(ann, "hello");
        parley.send(topic,
                new OutboundMessage("c", "m", topic.id() + "/" + said.messageId(), AnswerSource.FAQ, null, 0.9,
                        "hi", List.of(), List.of(), false, false, false));
        Line line = topic.botMessages().getFirst();
        assertThat(line.replyTo()).isEqualTo(said.messageId());
        assertThat(line.thread()).isEqualTo(topic.thread());
        topic.delete(said.messageId());
        parley.send(topic,
                new OutboundMessage("c", "m", topic.id() + "/" + said.messageId(), AnswerSource.FAQ, null, 0.9,
                        "still there?", List.of(), List.of(), false, false, false));
        assertThat(topic.botMessages()).hasSize(2);
    }

    @Test
    void sendsPlainTextWhenTelegramDoesNotTakeTheTags() {
        telegram.faults().when((method, request) -> request.has("parse_mode"), 1,
                Fault.badRequest("can't parse entities: Unsupported start tag \"x\" at byte offset 0"));
        parley.send(chat, "5 < 7");
        assertThat(only().text()).isEqualTo("5 < 7");
        assertThat(only().formatted()).isFalse();
    }

    @Test
    void changesAMessageInPlace() {
        Receipt sent = parley.send(chat, "Monday");
        assertThat(parley.channel.deliver(parley.updating(chat, sent, "Tuesday"))).isEqualTo(sent);
        assertThat(parley.channel.deliver(parley.updating(chat, sent, "Tuesday"))).isEqualTo(sent);
        assertThat(chat.botMessages()).singleElement().extracting(Line::text).isEqualTo("Tuesday");
        chat.delete(only().messageId());
        Receipt anew = parley.channel.deliver(parley.updating(chat, sent, "Wednesday"));
        assertThat(anew).isNotEqualTo(sent);
        assertThat(chat.botMessages()).singleElement().extracting(Line::text).isEqualTo("Wednesday");
    }

    @Test
    void takesAMessageAwayOnceAndForAll() {
        Receipt sent = parley.send(chat, "too much");
        parley.channel.deliver(parley.deleting(chat, sent));
        parley.channel.deliver(parley.deleting(chat, sent));
        assertThat(chat.botMessages()).isEmpty();
    }

    @Test
    void showsThatItWrites() {
        FakeChat topic = telegram.forum("Help").topic(telegram.user("Ann"), "Orders");
        parley.channel.showTyping(Installation.address(topic));
        await().until(() -> topic.actions().size() == 1);
        assertThat(topic.actions().getFirst().action()).isEqualTo("typing");
        assertThat(topic.actions().getFirst().thread()).isEqualTo(topic.thread());
        telegram.down();
        parley.channel.showTyping(Installation.address(topic));
    }

    @Test
    void triesLaterWhenTelegramSaysSo() {
        telegram.faults().next("sendMessage", Fault.tooManyRequests(7));
        assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> parley.send(chat, "x"))
                .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void doesNotKnowWhatBecameOfACallThatAGatewayAnsweredInTelegramsPlace() {
        telegram.faults().next("sendMessage", Fault.internalServerError());
        telegram.faults().next("sendMessage", Fault.badGateway());
        telegram.faults().next("sendMessage", new Fault.Answered(200, "text/html", "<html>Welcome</html>"));
        telegram.faults().next("sendMessage",
                new Fault.Answered(200, "application/json", "{\"ok\":true,\"result\":\"?\"}"));
        for (int i = 0; i < 4; i++) {
            assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> parley.send(chat, "x"));
        }
    }

    @Test
    void triesLaterWhenAGatewayLetNothingThrough() {
        telegram.faults().next("sendMessage", new Fault.Answered(403, "text/html", "<html>Forbidden</html>"));
        assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> parley.send(chat, "x"));
    }

    @Test
    void isDownWhileTelegramIsOutOfOrder() {
        telegram.faults().next("sendMessage", Fault.internalServerError());
        telegram.faults().next("sendMessage", Fault.badGateway());
        telegram.faults().next("sendMessage", Fault.unauthorized());
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(DeliveryFailure.class).isThrownBy(() -> parley.send(chat, "x"));
            assertThat(parley.channel.health().state()).isEqualTo(State.DOWN);
            assertThat(parley.channel.health().detail()).doesNotContain(telegram.token());
        }
        parley.send(chat, "x");
        assertThat(parley.channel.health().state()).isEqualTo(State.UP);
        assertThat(chat.botMessages()).hasSize(1);
    }

    @Test
    void triesLaterWhenTelegramCannotBeReached() {
        telegram.down();
        assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> parley.send(chat, "x"))
                .withMessageContaining("cannot be reached");
        telegram.up();
        parley.send(chat, "x");
    }

    /** Else each look would be a message that may come twice. */
    @Test
    void takesNothingWhileTelegramCannotBeReachedAndFindsOutByItselfWhenItIsBack() {
        telegram.down();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> parley.send(chat, "x"));
        }
        assertThat(parley.channel.capacity().permits()).isZero();
        telegram.up();

        await().until(() -> parley.channel.capacity().permits() > 0);

        assertThat(telegram.calls("getMe")).isNotEmpty();
        assertThat(chat.botMessages()).isEmpty();
    }

    @Test
    void doesNotKnowWhatBecameOfACallThatWasCutOff() {
        parley.send(chat, "so that a connection is open");
        telegram.faults().next("sendMessage", Fault.cutAfterDone());
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> parley.send(chat, "arrived"));
        telegram.faults().next("sendMessage", Fault.cutUndone());
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> parley.send(chat, "lost"));
        assertThat(chat.botMessages()).hasSize(2);
        assertThat(telegram.calls("sendMessage")).hasSize(3);
        assertThat(parley.channel.reconcile(parley.sending(chat, ""))).isEqualTo(new DeliveryStatus.Unknown());
    }

    @Test
    void doesNotKnowWhatBecameOfACallThatHangs() {
        parley.close();
        parley = Installation.of(Installation.settings(telegram.url(), telegram.token(), Duration.ofMillis(500)));
        telegram.faults().next("sendMessage", Fault.hangAfterDone());
        telegram.faults().next("sendMessage", Fault.hangUndone());
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> parley.send(chat, "arrived"));
        assertThatExceptionOfType(UnknownDeliveryFailure.class).isThrownBy(() -> parley.send(chat, "lost"));
        assertThat(chat.botMessages()).hasSize(1);
    }

    @Test
    void givesUpWhereNobodyWantsIt() {
        chat.block();
        assertThatExceptionOfType(PermanentDeliveryFailure.class).isThrownBy(() -> parley.send(chat, "x"))
                .satisfies(e -> assertThat(e.addressGone()).isTrue());
        Address nowhere = new TelegramTarget(42, 0).address();
        String part = parley.channel.render(Installation.answer("x")).getFirst();
        assertThatExceptionOfType(PermanentDeliveryFailure.class)
                .isThrownBy(
                        () -> parley.channel.deliver(new Delivery(1, nowhere, Delivery.Action.SEND, null, part)))
                .satisfies(e -> assertThat(e.addressGone()).isTrue());
        telegram.faults().next("sendMessage", Fault.badRequest("TOPIC_CLOSED"));
        assertThatExceptionOfType(PermanentDeliveryFailure.class).isThrownBy(() -> parley.send(chat, "x"))
                .satisfies(e -> assertThat(e.addressGone()).isFalse());
    }

    @Test
    void learnsTheNewIdOfAGroupThatMoved() {
        FakeChat group = telegram.group("Shop");
        FakeChat upgraded = group.migrateSilently();
        assertThatExceptionOfType(AddressMoved.class).isThrownBy(() -> parley.send(group, "x")).satisfies(e -> {
            assertThat(e.newAddress()).isEqualTo(Installation.address(upgraded));
            assertThat(e.newThread().value()).isEqualTo(Long.toString(upgraded.id()));
        });
        parley.send(upgraded, "x");
        assertThat(upgraded.botMessages()).hasSize(1);
    }

    @Test
    void isOffWithoutAToken() {
        try (Installation off = Installation.of(Installation.settings(telegram.url(), " ", Duration.ofSeconds(1)))) {
            assertThat(off.channel.health().state()).isEqualTo(State.OFF);
            assertThatExceptionOfType(TransientDeliveryFailure.class).isThrownBy(() -> off.send(chat, "x"));
        }
    }
}
