package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.Command;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.ConversationReset;
import io.parley.channel.InboundEvent.DeliveryReported;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageEdited;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.InboundEvent.ThreadMoved;
import io.parley.channel.OutboundMessage;
import io.parley.channel.Press;
import io.parley.channel.RawEvent;
import io.parley.channel.Receipt;
import io.parley.channel.Source;
import io.parley.channel.Vote;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Line;
import io.parley.fake.telegram.Said;
import io.parley.fake.telegram.TelegramUser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadingTest {
    private final FakeTelegram telegram = FakeTelegram.start();
    private final Installation parley = Installation.at(telegram);
    private final TelegramUser ann = telegram.user("Ann");
    private final FakeChat chat = telegram.privateChat(ann);
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
    private InboundEvent meaning() {
        return parley.heardLast(++expected);
    }

    private MessageReceived message() {
        assertThat(meaning()).isInstanceOf(MessageReceived.class);
        return (MessageReceived) parley.heardLast(expected);
    }

    private void isIgnored(String reason) {
        assertThat(meaning()).isEqualTo(new Ignored(reason));
    }

    @Test
    void readsAMessageInAPrivateChat() {
        Said said = chat.say("Where is my order?");
        MessageReceived message = message();
        assertThat(message.text()).isEqualTo("Where is my order?");
        assertThat(message.command()).isNull();
        assertThat(message.attachments()).isEmpty();
        assertThat(message.messageId()).isEqualTo(chat.id() + "/" + said.messageId());
        assertThat(message.thread().value()).isEqualTo(Long.toString(chat.id()));
        assertThat(message.address()).isEqualTo(Installation.address(chat));
        assertThat(message.sender().id()).isEqualTo(Long.toString(ann.id()));
        assertThat(message.sender().name()).isEqualTo("Ann");
        assertThat(message.sender().language()).isEqualTo("en");
        RawEvent raw = parley.inbox.events().getFirst();
        assertThat(raw.key()).isEqualTo(Long.toString(said.updateId()));
        assertThat(raw.orderKey()).isEqualTo(Long.toString(chat.id()));
    }

    @Test
    void readsCommands() {
        chat.say("/start order-123");
        MessageReceived start = message();
        assertThat(start.command()).isEqualTo(Command.START);
        assertThat(start.text()).isEqualTo("order-123");
        chat.say("/help@parley_shop_bot");
        assertThat(message().command()).isEqualTo(Command.HELP);
        chat.say("/human my parcel is broken");
        MessageReceived human = message();
        assertThat(human.command()).isEqualTo(Command.HUMAN);
        assertThat(human.text()).isEqualTo("my parcel is broken");
        Said reset = chat.say("/reset");
        assertThat(meaning()).isInstanceOfSatisfying(ConversationReset.class,
                e -> assertThat(e.messageId()).isEqualTo(chat.id() + "/" + reset.messageId()));
        chat.say("/unknown thing");
        MessageReceived unknown = message();
        assertThat(unknown.command()).isNull();
        assertThat(unknown.text()).isEqualTo("/unknown thing");
    }

    @Test
    void registersItsCommands() {
        await().until(() -> telegram.commands().containsKey("default"));
        assertThat(telegram.commands().get("default")).extracting(c -> c.path("command").asString())
                .containsExactly("start", "help", "human", "reset");
    }

    @Test
    void readsCaptionsAndNamesWhatCameAlong() {
        chat.photo(ann, "is this the right one?");
        MessageReceived photo = message();
        assertThat(photo.text()).isEqualTo("is this the right one?");
        assertThat(photo.attachments()).containsExactly("photo");
        chat.document(ann, "");
        MessageReceived file = message();
        assertThat(file.text()).isEmpty();
        assertThat(file.attachments()).containsExactly("invoice.pdf");
        for (String kind : List.of("voice", "video", "sticker", "location", "contact")) {
            chat.attach(ann, kind, "");
            assertThat(message().attachments()).hasSize(1);
        }
    }

    @Test
    void answersInGroupsOnlyWhoAddressesIt() {
        telegram.botReadsAllGroupMessages(true);
        FakeChat group = telegram.group("Shop");
        group.say(ann, "anybody here?");
        isIgnored("not addressed to the bot");
        group.say(ann, "@Parley_Shop_Bot, where is my order?");
        assertThat(message().text()).isEqualTo("where is my order?");
        group.say(ann, "Tell me @parley_shop_bot please");
        assertThat(message().text()).isEqualTo("Tell me please");
        group.say(ann, "@another_bot where is it?");
        isIgnored("not addressed to the bot");
        group.say(ann, "/help@another_bot");
        isIgnored("a command for another bot");
        group.say(ann, "/help");
        assertThat(message().command()).isEqualTo(Command.HELP);
        group.say(ann, "/help@parley_shop_bot");
        assertThat(message().command()).isEqualTo(Command.HELP);
        group.say(ann, "/weather");
        isIgnored("not addressed to the bot");
        group.say(ann, "@parley_shop_bot");
        assertThat(message().command()).isEqualTo(Command.HELP);
        parley.send(group, "hello");
        group.reply(ann, group.botMessages().getFirst().messageId(), "and the second one?");
        assertThat(message().text()).isEqualTo("and the second one?");
        group.photo(ann, "@parley_shop_bot what is this?");
        assertThat(message().text()).isEqualTo("what is this?");
    }

    @Test
    void keepsTopicsApart() {
        telegram.botReadsAllGroupMessages(true);
        FakeChat orders = telegram.forum("Help").topic(ann, "Orders");
        isIgnored("a service message");
        orders.say(ann, "not for the bot");
        isIgnored("not addressed to the bot");
        orders.say(ann, "@parley_shop_bot hello");
        MessageReceived message = message();
        assertThat(message.thread().value()).isEqualTo(orders.id() + "/" + orders.thread());
        assertThat(message.address()).isEqualTo(Installation.address(orders));
    }

    @Test
    void doesNotTakeRepliesInASupergroupForTopics() {
        telegram.botReadsAllGroupMessages(true);
        FakeChat group = telegram.supergroup("Shop");
        Said said = group.say(ann, "who can help?");
        isIgnored("not addressed to the bot");
        group.reply(ann, said.messageId(), "@parley_shop_bot can you?");
        assertThat(message().address()).isEqualTo(Installation.address(group));
    }

    @Test
    void readsEdits() {
        Said said = chat.say("Where is my odrer?");
        message();
        chat.edit(said, "Where is my order?");
        assertThat(meaning()).isInstanceOfSatisfying(MessageEdited.class, edit -> {
            assertThat(edit.text()).isEqualTo("Where is my order?");
            assertThat(edit.messageId()).isEqualTo(chat.id() + "/" + said.messageId());
        });
        Said place = chat.attach(ann, "location", "");
        message();
        chat.edit(place, "");
        isIgnored("a change of something other than text");
    }

    @Test
    void ignoresWhatNoPersonWrote() {
        FakeChat group = telegram.group("Shop");
        telegram.botReadsAllGroupMessages(true);
        group.say(new TelegramUser(77, true, "Other", "other_bot", ""), "@parley_shop_bot hi");
        isIgnored("written by a bot");
        group.sayAnonymously("@parley_shop_bot hi");
        isIgnored("written in the name of a chat");
        group.service(ann, "new_chat_title", "\"Shop 2\"");
        isIgnored("a service message");
        telegram.push("{\"poll_answer\":{\"poll_id\":\"1\"}}");
        isIgnored("poll_answer: not a kind of update that is used");
    }

    @Test
    void followsAGroupThatMoves() {
        FakeChat group = telegram.group("Shop");
        FakeChat upgraded = group.migrate();
        ThreadMoved moved = new ThreadMoved(new Place(group.id(), 0).thread(), new Place(upgraded.id(), 0).thread(),
                Installation.address(upgraded));
        assertThat(meaning()).isEqualTo(moved);
        assertThat(meaning()).isEqualTo(moved);
    }

    @Test
    void noticesBlocksAndReturns() {
        chat.block();
        assertThat(meaning())
                .isEqualTo(new DeliveryReported(Installation.address(chat), false, "the person blocked the bot"));
        chat.unblock();
        assertThat(meaning())
                .isEqualTo(new DeliveryReported(Installation.address(chat), true, "the person let the bot in again"));
        FakeChat group = telegram.group("Shop");
        group.block();
        assertThat(meaning()).isEqualTo(
                new DeliveryReported(Installation.address(group), false, "the bot was removed from the group"));
    }

    @Test
    void readsPressesAndEndsTheirSpinner() {
        parley.send(chat, new OutboundMessage("c1", "m7", null, Source.FAQ, null, 0.9, "It is on its way.", List.of(),
                List.of(), true, true, false));
        Line line = chat.botMessages().getFirst();
        var press = chat.press(line, "👎");
        assertThat(meaning()).isInstanceOfSatisfying(ButtonPressed.class, e -> {
            assertThat(e.press()).isEqualTo(new Press.Voted(Vote.DOWN, null));
            assertThat(e.answerId()).isEqualTo("m7");
            assertThat(e.pressId()).isEqualTo(press.id());
            assertThat(e.person().id()).isEqualTo(Long.toString(ann.id()));
        });
        await().until(press::answered);
        chat.press(line, "Talk to a person");
        assertThat(((ButtonPressed) meaning()).press()).isEqualTo(new Press.PersonWanted());
        chat.pressForged(ann, line, "u:m7; drop table");
        isIgnored("a button that is not of this bot's making");
    }

    @Test
    void readsReactionsAsChanges() {
        Receipt sent = parley.send(chat, "It is on its way.");
        Line line = chat.botMessages().getFirst();
        chat.react(line, "👍");
        assertThat(meaning()).isInstanceOfSatisfying(ReactionChanged.class, e -> {
            assertThat(e.messageId()).isEqualTo(sent.messageId());
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
        return new RawEvent(Place.TELEGRAM, "1", "1", json.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }
}
