package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.Command;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.ConversationReset;
import io.parley.channel.InboundEvent.MentionAdded;
import io.parley.channel.InboundEvent.MessageEdited;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.RawEvent;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.Said;
import io.parley.fake.telegram.TelegramUser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that people write. */
class ReadingTest extends PolledChat {
    @Test
    void readsAMessageInAPrivateChat() {
        Said said = chat.say("Where is my order?");
        MessageReceived message = message();
        assertThat(message.text()).isEqualTo("Where is my order?");
        assertThat(message.command()).isNull();
        assertThat(message.attachments()).isEmpty();
        assertThat(message.externalId()).isEqualTo(chat.id() + "/" + said.messageId());
        assertThat(message.thread().value()).isEqualTo(Long.toString(chat.id()));
        assertThat(message.address()).isEqualTo(Installation.address(chat));
        assertThat(message.sender().id()).isEqualTo(Long.toString(ann.id()));
        assertThat(message.sender().name()).isEqualTo("Ann");
        assertThat(message.sender().language()).isEqualTo("en");
        RawEvent raw = parley.inbox.events().getFirst();
        assertThat(raw.key()).isEqualTo(Long.toString(said.updateId()));
        assertThat(raw.orderingKey()).isEqualTo(Long.toString(chat.id()));
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
                e -> assertThat(e.externalId()).isEqualTo(chat.id() + "/" + reset.messageId()));
        chat.say("/unknown thing");
        MessageReceived unknown = message();
        assertThat(unknown.command()).isNull();
        assertThat(unknown.text()).isEqualTo("/unknown thing");
    }

    @Test
    void registersItsCommands() {
        await().until(() -> telegram.commands().containsKey("default"));
        assertThat(telegram.commands().get("default")).extracting(c -> c.path("command").asString())
                .containsExactly("start", "help", "human", "reset", "forget", "export");
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
    void hearsOfAMessageInAGroupThatAddressesItSinceAChange() {
        FakeChat group = telegram.group("Gardeners");
        Said said = group.say(ann, "Where is my order?");
        group.edit(said, "@" + telegram.bot().username() + " Where is my order?");

        assertThat(meaning()).isInstanceOfSatisfying(InboundEvent.MentionAdded.class, called -> {
            assertThat(called.edit().text()).isEqualTo("Where is my order?");
            assertThat(called.edit().externalId()).isEqualTo(group.id() + "/" + said.messageId());
        });
    }

    @Test
    void readsEdits() {
        Said said = chat.say("Where is my odrer?");
        message();
        chat.edit(said, "Where is my order?");
        assertThat(meaning()).isInstanceOfSatisfying(MessageEdited.class, edit -> {
            assertThat(edit.text()).isEqualTo("Where is my order?");
            assertThat(edit.externalId()).isEqualTo(chat.id() + "/" + said.messageId());
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
}
