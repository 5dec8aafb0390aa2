package io.parley.fake.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which requests it takes, by the description of the Bot API. */
class FakeTelegramRequestsTest extends FakeTelegramCalls {
    @Test
    void refusesAnotherToken() {
        HttpResponse<String> response = request("/bot1:wrong/getMe", "{}", "application/json");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(json(response))
                .isEqualTo(tree("{'ok':false,'error_code':401,'description':'Unauthorized'}"));
    }

    @Test
    void takesMethodNamesInAnyCaseAndParametersInEveryForm() {
        String path = "/bot" + FakeTelegram.TOKEN + "/SENDMESSAGE";
        String form = "chat_id=" + chat.id() + "&text=a%20b&disable_notification=true";
        request(path, form, "application/x-www-form-urlencoded");
        request(path + "?" + form, "", "text/plain");
        call("sendmessage", "{'chat_id':'" + chat.id() + "','text':'a b','method':'sendmessage'}");
        assertThat(chat.botMessages()).extracting(Line::text).containsExactly("a b", "a b", "a b");
        assertThat(telegram.violations()).isEmpty();
    }

    @Test
    void recordsWhatTheDescriptionDoesNotAllow() {
        needsDescription();
        error(404, "Not Found", call("sendMassage", "{}"));
        error(400, "is missing", call("sendMessage", "{'text':'x'}"));
        error(400, "not a field", call("sendMessage", "{'chat_id':1,'text':'x','txt':'x'}"));
        error(400, "not of type", call("sendMessage", "{'chat_id':true,'text':'x'}"));
        error(400, "not of type Integer", send("'reply_parameters':{'message_id':'7'}"));
        error(400, "not a field of LinkPreviewOptions", send("'link_preview_options':{'disabled':true}"));
        error(400, "callback_data has 65", send(button("x".repeat(65))));
        error(400, "callback_data has 66", send(button("ü".repeat(33))));
        error(400, "not of type String", send("'text':'\\ud83d'"));
        error(400, "has 201", call("answerCallbackQuery",
                "{'callback_query_id':'1','text':'" + "x".repeat(201) + "'}"));
        error(400, "has 0", call("setMyCommands", "{'commands':[{'command':'a','description':''}]}"));
        error(400, "fits no kind of BotCommandScope",
                call("setMyCommands", "{'commands':[],'scope':{'type':'chat'}}"));
        error(400, "must be emoji", call("setMessageReaction",
                "{'chat_id':1,'message_id':1,'reaction':[{'type':'emojo','emoji':'👍'}]}"));
        error(400, "has 101", call("getUpdates", "{'limit':101}"));
        error(404, "Not Found", call("sendDice", "{'chat_id':1}"));
        assertThat(telegram.violations()).hasSize(15);
    }

    private void needsDescription() {
        Assumptions.assumeTrue(BotApiSpec.load().present(), "skipped: " + BotApiSpec.FILE + " is absent");
    }

    @Test
    void showsUpdatesThatFitTheDescription() {
        needsDescription();
        BotApiSpec spec = BotApiSpec.load();
        getUpdates("{'allowed_updates':['message','edited_message','callback_query','message_reaction',"
                + "'message_reaction_count','my_chat_member']}");
        TelegramUser ben = telegram.user("Ben");
        FakeChat forum = telegram.forum("Help").botIsAdministrator();
        FakeChat topic = forum.topic(ben, "Orders");
        Said said = topic.say(ben, "/start@parley_shop_bot see https://example.org a@example.org #tag @ann_b");
        topic.edit(said, "again");
        topic.reply(ben, said.messageId(), "why");
        List.of("photo", "document", "voice", "audio", "video", "sticker", "location", "contact")
                .forEach(kind -> topic.attach(ben, kind, kind.equals("photo") ? "look" : ""));
        topic.react(ben, said.messageId(), "👍");
        topic.reactAsChat(said.messageId(), "👎");
        topic.countReactions(said.messageId(), "👍", 3);
        forum.sayAnonymously("hush");
        chat.say("hi");
        send(button("1"));
        chat.press(chat.botMessages().getFirst(), "1");
        chat.block();
        telegram.group("Shop").migrate();
        JsonNode updates = getUpdates("{}");
        assertThat(updates).hasSizeGreaterThan(20);
        updates.forEach(u -> assertThat(spec.problemsOfType("Update", u)).as(u.toString()).isEmpty());
        assertThat(spec.problemsOfType("User", call("getMe", "{}").path("result"))).isEmpty();
    }
}
