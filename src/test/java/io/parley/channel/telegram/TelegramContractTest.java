package io.parley.channel.telegram;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.ChannelContract;
import io.parley.channel.RawEvent;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Line;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class TelegramContractTest extends ChannelContract {
    private final FakeTelegram telegram = FakeTelegram.start();
    private final FakeChat chat = telegram.privateChat("Ann");
    private final Installation installation = Installation.at(telegram).poll();
    private int messages;

    @AfterEach
    void close() {
        installation.close();
        telegram.close();
    }

    @Override
    protected Channel channel() {
        return installation.channel;
    }

    @Override
    protected Address person() {
        return Installation.address(chat);
    }

    @Override
    protected RawEvent written(String text) {
        chat.say(text);
        installation.heard(++messages);
        return installation.inbox.events().getLast();
    }

    @Override
    protected List<String> shown() {
        return chat.botMessages().stream().map(Line::text).toList();
    }
}
