package io.parley.fake.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The fake's handling of messages. */
class FakeTelegramMessagesTest extends FakeTelegramCalls {
    @Test
    void readsTelegramsHtmlAndRefusesOther() {
        send("'text':'<b>A &lt; B</b> &amp; <a href=\\\"https://example.org/?a=1&amp;b=2\\\">this</a>'"
                + ",'parse_mode':'HTML'");
        Line line = chat.botMessages().getFirst();
        assertThat(line.text()).isEqualTo("A < B & this");
        assertThat(line.links()).containsExactly("https://example.org/?a=1&b=2");
        error(400, "can't parse entities: Unsupported start tag \"p\" at byte offset 1", html("x<p>y</p>"));
        error(400, "expected \"</i>\", found \"</b>\"", html("<b><i>x</b></i>"));
        error(400, "Can't find end tag corresponding to start tag \"b\"", html("<b>x"));
        error(400, "Unsupported start tag \"\" at byte offset 2", html("a < b"));
        error(400, "Unclosed start tag at byte offset 2", html("a <b"));
        error(400, "Unexpected end tag", html("x</b>"));
        error(400, "message text is empty", html("<b> </b>"));
        error(400, "unsupported parse_mode", send("'parse_mode':'MarkdownV2'"));
        assertThat(telegram.violations()).isEmpty();
    }

    @Test
    void countsLengthAfterTheTagsAreRead() {
        assertThat(html("<b>" + "x".repeat(4096) + "</b>").path("ok").asBoolean()).isTrue();
        error(400, "message is too long", html("x".repeat(4097)));
        error(400, "message is too long", html("😀".repeat(2049)));
    }

    @Test
    void showsWhatAPersonSeesNow() {
        send("'text':'first'");
        send("'text':'second'");
        int first = chat.botMessages().getFirst().messageId();
        edit(first, "changed");
        error(400, "message is not modified", edit(first, "changed"));
        delete(chat.botMessages().get(1).messageId());
        assertThat(chat.transcript()).singleElement().satisfies(line -> {
            assertThat(line.text()).isEqualTo("changed");
            assertThat(line.edits()).isEqualTo(1);
        });
        error(400, "message to edit not found", edit(99_999, "x"));
        error(400, "message can't be edited", edit(chat.say("mine").messageId(), "x"));
        error(400, "message to delete not found", delete(99_999));
    }

    @Test
    void refusesWhatCannotBeReached() {
        error(400, "chat not found", call("sendMessage", "{'chat_id':42,'text':'x'}"));
        chat.block();
        error(403, "Forbidden: bot was blocked by the user", send("'text':'x'"));
        chat.unblock();
        assertThat(send("'text':'x'").path("ok").asBoolean()).isTrue();
        FakeChat group = telegram.group("Shop");
        FakeChat upgraded = group.migrateSilently();
        JsonNode moved = call("sendMessage", "{'chat_id':" + group.id() + ",'text':'x'}");
        error(400, "group chat was upgraded to a supergroup chat", moved);
        assertThat(moved.path("parameters").path("migrate_to_chat_id").asLong()).isEqualTo(upgraded.id());
        error(400, "message thread not found",
                call("sendMessage", "{'chat_id':" + upgraded.id() + ",'text':'x','message_thread_id':5}"));
    }

    @Test
    void takesAnAnswerToAPressInTimeOnly() {
        send(button("yes"));
        Press press = chat.press(chat.botMessages().getFirst(), "yes");
        call("answerCallbackQuery", "{'callback_query_id':'" + press.id() + "','text':'Thanks'}");
        assertThat(press.answered()).isTrue();
        assertThat(press.notice()).isEqualTo("Thanks");
        Press late = chat.press(chat.botMessages().getFirst(), "yes");
        telegram.clock().advance(Duration.ofMinutes(1));
        error(400, "query is too old and response timeout expired or query ID is invalid",
                call("answerCallbackQuery", "{'callback_query_id':'" + late.id() + "'}"));
    }

    @Test
    void hidesOtherPeoplesTalkInGroupsFromTheBot() {
        FakeChat group = telegram.group("Shop");
        TelegramUser ben = telegram.user("Ben");
        assertThat(group.say(ben, "how are you, Ann?").updateId()).isZero();
        assertThat(group.say(ben, "@parley_shop_bot where is my order?").updateId()).isPositive();
        assertThat(group.say(ben, "/help").updateId()).isPositive();
        call("sendMessage", "{'chat_id':" + group.id() + ",'text':'x'}");
        int answer = group.botMessages().getFirst().messageId();
        assertThat(group.reply(ben, answer, "thanks").updateId()).isPositive();
        telegram.botReadsAllGroupMessages(true);
        assertThat(group.say(ben, "and you, Cem?").updateId()).isPositive();
    }

    @Test
    void keepsCommandsByScopeAndLanguage() {
        call("setMyCommands", "{'commands':[{'command':'help','description':'Help'}]}");
        call("setMyCommands", "{'commands':[{'command':'help','description':'Hilfe'}],'language_code':'de',"
                + "'scope':{'type':'all_private_chats'}}");
        assertThat(telegram.commands()).containsOnlyKeys("default", "all_private_chats:de");
        assertThat(call("getMyCommands", "{'language_code':'de','scope':{'type':'all_private_chats'}}")
                .path("result").get(0).path("description").asString()).isEqualTo("Hilfe");
    }
}
