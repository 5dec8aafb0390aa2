package io.parley.process.chaos;

import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Customers in private chats who ask a second question before the first is answered, and then wait. */
final class TelegramCrowd extends Crowd {
    private final FakeTelegram telegram;
    private final int people;
    private final List<Chat> talks = new ArrayList<>();

    TelegramCrowd(FakeTelegram telegram, int people) {
        super("telegram", 7);
        this.telegram = telegram;
        this.people = people;
    }

    private static final class Chat extends Talk {
        private final FakeChat chat;

        Chat(FakeChat chat, List<Question> questions) {
            super(questions);
            this.chat = chat;
        }

        @Override
        List<String> seen() {
            return chat.botMessages().stream().map(Line::text).toList();
        }
    }

    @Override
    synchronized void ask() {
        quietest(talks, Talk::isInTheMiddle).or(this::further).or(() -> quietest(talks, Talk::isIdle))
                .ifPresent(free -> {
                    Question question = free.next();
                    free.add(note(question));
                    free.chat.say(question.text());
                });
    }

    private Optional<Chat> further() {
        if (talks.stream().filter(talk -> !talk.isOver()).count() >= people) {
            return Optional.empty();
        }
        Chat begun = new Chat(telegram.privateChat("Customer " + talks.size()), questions());
        talks.add(begun);
        return Optional.of(begun);
    }

    @Override
    synchronized void look() {
        talks.forEach(Talk::look);
    }

    @Override
    synchronized int doubled() {
        return talks.stream().mapToInt(Talk::doubled).sum();
    }

    @Override
    synchronized int outOfOrder() {
        return (int) talks.stream().filter(Talk::isOutOfOrder).count();
    }
}
