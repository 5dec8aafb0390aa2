package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.AnswerSource;
import io.parley.channel.ButtonAction;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.InboundEvent.ThreadMoved;
import io.parley.channel.OutboundMessage;
import io.parley.channel.RawEvent;
import io.parley.channel.Receipt;
import io.parley.channel.Vote;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.Line;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events beside messages, and malformed ones. */
class ReadingDeedsTest extends PolledChat {
    @Test
    void followsAGroupThatMoves() {
        FakeChat group = telegram.group("Shop");
        FakeChat upgraded = group.migrate();
        ThreadMoved moved = new ThreadMoved(new TelegramTarget(group.id(), 0).thread(),
                new TelegramTarget(upgraded.id(), 0).thread(),
                Installation.address(upgraded));
        assertThat(meaning()).isEqualTo(moved);
        assertThat(meaning()).isEqualTo(moved);
    }

    @Test
    void noticesBlocksAndReturns() {
        chat.block();
        assertThat(meaning())
                .isEqualTo(new InboundEvent.ReachabilityChanged(Installation.address(chat), false,
                        "the person blocked the bot"));
        chat.unblock();
        assertThat(meaning())
                .isEqualTo(new InboundEvent.ReachabilityChanged(Installation.address(chat), true,
                        "the person let the bot in again"));
        FakeChat group = telegram.group("Shop");
        group.block();
        assertThat(meaning()).isEqualTo(
                new InboundEvent.ReachabilityChanged(Installation.address(group), false,
                        "the bot was removed from the group"));
    }

    @Test
    void readsPressesAndEndsTheirSpinner() {
        parley.send(chat,
                new OutboundMessage("c1", "m7", null, AnswerSource.FAQ, null, 0.9, "It is on its way.", List.of(),
                        List.of(), true, true, false));
        Line line = chat.botMessages().getFirst();
        var press = chat.press(line, "👎");
        assertThat(meaning()).isInstanceOfSatisfying(ButtonPressed.class, e -> {
            assertThat(e.press()).isEqualTo(new ButtonAction.Voted(Vote.DOWN, null));
            assertThat(e.answerId()).isEqualTo("m7");
            assertThat(e.pressId()).isEqualTo(press.id());
            assertThat(e.person().id()).isEqualTo(Long.toString(ann.id()));
        });
        await().until(press::answered);
        chat.press(line, "Talk to a person");
        assertThat(((ButtonPressed) meaning()).press()).isEqualTo(new ButtonAction.PersonWanted());
        chat.pressForged(ann, line, "u:m7; drop table");
        isIgnored("a button that is not of this bot's making");
    }

    @Test
    void readsReactionsAsChanges() {
        Receipt sent = parley.send(chat, "It is on its way.");
        Line line = chat.botMessages().getFirst();
        chat.react(line, "👍");
        assertThat(meaning()).isInstanceOfSatisfying(ReactionChanged.class, e -> {
            assertThat(e.externalId()).isEqualTo(sent.externalId());
            assertThat(e.added()).isEqualTo(Set.of("👍"));
            assertThat(e.removed()).isEmpty();
        });
        chat.react(line, "👎");
        assertThat(meaning()).isInstanceOfSatisfying(ReactionChanged.class, e -> {
            assertThat(e.added()).isEqualTo(Set.of("👎"));
            assertThat(e.removed()).isEqualTo(Set.of("👍"));
        });
        chat.react(line);
        assertThat(((ReactionChanged) meaning()).removed()).isEqualTo(Set.of("👎"));
        FakeChat group = telegram.group("Shop").botIsAdministrator();
        meaning();
        parley.send(group, "hello");
        group.reactAsChat(group.botMessages().getFirst().messageId(), "👍");
        isIgnored("an anonymous reaction");
    }

    @Test
    void readsOddBytesWithoutFailing() {
        for (String odd : List.of("", "{", "[]", "null", "7", "{\"update_id\":1}", "{\"update_id\":1,\"message\":null}",
                "{\"update_id\":1,\"message\":{}}", "{\"update_id\":1,\"message\":{\"chat\":5,\"from\":[]}}",
                "{\"update_id\":1,\"callback_query\":{\"id\":\"1\",\"from\":{\"id\":1,\"is_bot\":false,"
                        + "\"first_name\":\"A\"},\"inline_message_id\":\"x\",\"data\":\"u:1\"}}",
                "{\"update_id\":1,\"message\":{\"message_id\":1,\"date\":1,\"chat\":{\"id\":1,\"type\":\"private\"},"
                        + "\"from\":{\"id\":1,\"is_bot\":false,\"first_name\":\"A\"},\"text\":\"/start\","
                        + "\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":99}]}}")) {
            assertThat(parley.channel.read(raw(odd))).as(odd).isNotNull();
        }
        assertThat(parley.channel.read(raw("{"))).isInstanceOf(Ignored.class);
    }

    @Test
    void readsAMessageWhoseOtherFieldsMakeNoSense() {
        chat.say("first");
        message();
        telegram.push("""
                {"message":{"message_id":9,"date":1700000000,"chat":{"id":1,"type":"private","photo":"no object"},
                "from":{"id":1,"is_bot":false,"first_name":"A","is_premium":"maybe"},"forward_origin":{"type":"new"},
                "sticker_set_of_tomorrow":[1],"link_preview_options":7,"text":"still heard"}}""".replace("\n", " "));
        assertThat(message().text()).isEqualTo("still heard");
    }

    private static RawEvent raw(String json) {
        return new RawEvent(TelegramTarget.TELEGRAM, "1", "1", json.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }
}
