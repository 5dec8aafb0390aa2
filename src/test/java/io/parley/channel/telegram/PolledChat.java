package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.TelegramUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test of the events that Parley reads when Ann acts in the chats of a Telegram that it polls. */
abstract class PolledChat {
    final FakeTelegram telegram = FakeTelegram.start();
    final Installation parley = Installation.at(telegram);
    final TelegramUser ann = telegram.user("Ann");
    final FakeChat chat = telegram.privateChat(ann);
    private int expected;

    @BeforeEach
    void poll() {
        parley.poll();
        await().until(() -> telegram.polls().running() == 1 && parley.bot.isKnown());
    }

    @AfterEach
    void close() {
        parley.close();
        assertThat(telegram.violations()).isEmpty();
        telegram.close();
    }

    /** The meaning of what was just done. */
    final InboundEvent meaning() {
        return parley.heardLast(++expected);
    }

    final MessageReceived message() {
        assertThat(meaning()).isInstanceOf(MessageReceived.class);
        return (MessageReceived) parley.heardLast(expected);
    }

    final void isIgnored(String reason) {
        assertThat(meaning()).isEqualTo(new Ignored(reason));
    }
}
