package io.parley.fake.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class FakeTelegramTest {
    private final FakeTelegram telegram = FakeTelegram.start();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final FakeChat chat = telegram.privateChat("Ann");

    @AfterEach
    void close() {
        client.shutdownNow();
        telegram.close();
    }

    @Nested
    class Requests {
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

    @Nested
    class Polling {
        @Test
        void givesAnUpdateAgainUntilAHigherOffsetConfirmsIt() {
            long first = chat.say("one").updateId();
            long second = chat.say("two").updateId();
            assertThat(ids(getUpdates("{}"))).containsExactly(first, second);
            assertThat(ids(getUpdates("{'offset':" + first + "}"))).containsExactly(first, second);
            assertThat(ids(getUpdates("{'offset':" + second + "}"))).containsExactly(second);
            assertThat(ids(getUpdates("{'limit':1}"))).containsExactly(second);
            assertThat(getUpdates("{'offset':" + (second + 1) + "}")).isEmpty();
            assertThat(telegram.unconfirmed()).isZero();
        }

        @Test
        void forgetsAllBeforeANegativeOffset() {
            chat.say("one");
            chat.say("two");
            long third = chat.say("three").updateId();
            assertThat(ids(getUpdates("{'offset':-1}"))).containsExactly(third);
            assertThat(telegram.unconfirmed()).isEqualTo(1);
        }

        @Test
        void waitsForAnUpdateAndGivesItAtOnce() {
            CompletableFuture<HttpResponse<String>> poll = later("getUpdates", "{'timeout':50}");
            await().until(() -> telegram.polls().running() == 1);
            long id = chat.say("hello").updateId();
            assertThat(ids(json(poll.join()).path("result"))).containsExactly(id);
        }

        @Test
        void answersEmptyAfterTheTimeout() {
            assertThat(getUpdates("{'timeout':1}")).isEmpty();
        }

        @Test
        void losesWhatIsOlderThanADay() {
            chat.say("one");
            telegram.clock().advance(Duration.ofHours(25));
            long second = chat.say("two").updateId();
            assertThat(ids(getUpdates("{}"))).containsExactly(second);
        }

        @Test
        void bringsReactionsOnlyWhenAskedAndRemembersWhatWasAsked() {
            int message = chat.say("hi").messageId();
            TelegramUser ann = telegram.user("Other Ann");
            assertThat(chat.react(ann, message, "👍")).isZero();
            getUpdates("{'allowed_updates':['message_reaction']}");
            getUpdates("{}");
            assertThat(chat.react(ann, message, "👎")).isPositive();
            assertThat(chat.say("not asked for").updateId()).isZero();
            getUpdates("{'allowed_updates':[]}");
            assertThat(chat.react(ann, message)).isZero();
            assertThat(chat.say("asked for again").updateId()).isPositive();
        }

        @Test
        void tellsTheOldAndTheNewReactions() {
            getUpdates("{'allowed_updates':['message_reaction']}");
            int message = chat.say("hi").messageId();
            TelegramUser ben = telegram.user("Ben");
            chat.react(ben, message, "👍");
            chat.react(ben, message, "👎");
            JsonNode change = getUpdates("{}").get(1).path("message_reaction");
            assertThat(change.path("old_reaction")).isEqualTo(tree("[{'type':'emoji','emoji':'👍'}]"));
            assertThat(change.path("new_reaction")).isEqualTo(tree("[{'type':'emoji','emoji':'👎'}]"));
            assertThat(change.path("user").path("id").asLong()).isEqualTo(ben.id());
        }

        @Test
        void endsTheEarlierOfTwoPolls() {
            CompletableFuture<HttpResponse<String>> earlier = later("getUpdates", "{'timeout':50}");
            await().until(() -> telegram.polls().running() == 1);
            CompletableFuture<HttpResponse<String>> later = later("getUpdates", "{'timeout':50}");
            error(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
                    + "running", json(earlier.join()));
            chat.say("hi");
            assertThat(json(later.join()).path("result")).hasSize(1);
            assertThat(telegram.polls().conflicts()).isEqualTo(1);
            assertThat(telegram.polls().mostAtOnce()).isEqualTo(2);
        }

        @Test
        void doesNotCountAPollerThatHungUp() {
            var lost = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            CompletableFuture<HttpResponse<String>> poll = lost.sendAsync(post("getUpdates", "{'timeout':50}"),
                    HttpResponse.BodyHandlers.ofString());
            await().until(() -> telegram.polls().running() == 1);
            poll.cancel(true);
            lost.shutdownNow();
            await().until(lost::isTerminated);
            chat.say("hi");
            assertThat(getUpdates("{}")).hasSize(1);
            assertThat(telegram.polls().conflicts()).isZero();
            assertThat(telegram.polls().mostAtOnce()).isEqualTo(1);
        }

        @Test
        void givesOutWhatWasPushedAsItStands() {
            telegram.push("{'message':{'text':5,'chat':'odd'}}".replace('\'', '"'));
            long next = chat.say("hi").updateId();
            JsonNode updates = getUpdates("{}");
            assertThat(updates.get(0).path("message").path("chat").asString()).isEqualTo("odd");
            assertThat(updates.get(1).path("update_id").asLong()).isEqualTo(next);
        }
    }

    @Nested
    class Webhooks {
        private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
        private final Queue<String> secrets = new ConcurrentLinkedQueue<>();
        private final AtomicInteger failures = new AtomicInteger();

        @Test
        void bringsUpdatesInOrderWithTheSecretAndTriesAgain() throws IOException {
            HttpServer hook = hook();
            try {
                telegram.webhookRetry(Duration.ofMillis(20));
                chat.say("zero");
                failures.set(2);
                String url = "http://127.0.0.1:" + hook.getAddress().getPort() + "/hook";
                call("setWebhook", "{'url':'" + url + "','secret_token':'s3cret'}");
                chat.say("one");
                chat.say("two");
                await().until(() -> bodies.size() == 3);
                assertThat(bodies).extracting(b -> tree(b).path("message").path("text").asString())
                        .containsExactly("zero", "one", "two");
                assertThat(secrets).containsOnly("s3cret");
                await().until(() -> telegram.unconfirmed() == 0);
                error(409, "can't use getUpdates method while webhook is active", call("getUpdates", "{}"));
                JsonNode info = call("getWebhookInfo", "{}").path("result");
                assertThat(info.path("url").asString()).isEqualTo(url);
                assertThat(info.path("last_error_message").asString()).contains("503");
                call("deleteWebhook", "{}");
                chat.say("three");
                assertThat(getUpdates("{}")).hasSize(1);
            } finally {
                hook.stop(0);
            }
        }

        private HttpServer hook() throws IOException {
            HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            hook.createContext("/hook", exchange -> {
                try (exchange) {
                    secrets.add(exchange.getRequestHeaders().getFirst("X-Telegram-Bot-Api-Secret-Token"));
                    boolean fails = failures.getAndDecrement() > 0;
                    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    if (!fails) {
                        bodies.add(body);
                    }
                    exchange.sendResponseHeaders(fails ? 503 : 200, -1);
                }
            });
            hook.start();
            return hook;
        }
    }

    @Nested
    class Messages {
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

    @Nested
    class Trouble {
        @Test
        void limitsAsConfigured() {
            telegram.limits(new Limits(1, 2, 20, 30));
            send("'text':'1'");
            send("'text':'2'");
            JsonNode refused = send("'text':'3'");
            error(429, "Too Many Requests: retry after 1", refused);
            assertThat(refused.path("parameters").path("retry_after").asInt()).isEqualTo(1);
            telegram.clock().advance(Duration.ofSeconds(1));
            assertThat(send("'text':'3'").path("ok").asBoolean()).isTrue();
        }

        @Test
        void failsTheNextCallsAsTold() {
            telegram.faults().next("sendMessage", Fault.tooManyRequests(7));
            telegram.faults().next("sendMessage", Fault.badGateway());
            assertThat(send("'text':'1'").path("parameters").path("retry_after").asInt()).isEqualTo(7);
            assertThat(raw("sendMessage", "{}").body()).startsWith("<html>");
            assertThat(send("'text':'1'").path("ok").asBoolean()).isTrue();
        }

        @Test
        void cutsTheConnectionAfterItWasDone() {
            telegram.faults().next("sendMessage", Fault.cutAfterDone());
            Assertions.assertThatIOException().isThrownBy(() -> client.send(sending("lost"), text()));
            assertThat(chat.awaitBotMessages(1)).extracting(Line::text).containsExactly("lost");
        }

        @Test
        void hangsWithOrWithoutHavingDoneIt() {
            telegram.faults().next("sendMessage", Fault.hangUndone());
            telegram.faults().next("sendMessage", Fault.hangAfterDone());
            CompletableFuture<HttpResponse<String>> undone = client.sendAsync(sending("undone"), text());
            await().until(() -> telegram.calls("sendMessage").size() == 1);
            CompletableFuture<HttpResponse<String>> done = client.sendAsync(sending("done"), text());
            assertThat(chat.awaitBotMessages(1)).extracting(Line::text).containsExactly("done");
            assertThat(undone).isNotDone();
            assertThat(done).isNotDone();
        }

        @Test
        void answersSlowly() {
            telegram.faults().next("sendMessage", Fault.slow(Duration.ofMillis(200)));
            CompletableFuture<HttpResponse<String>> slow = client.sendAsync(sending("slow"), text());
            assertThat(chat.botMessages()).isEmpty();
            assertThat(slow.join().statusCode()).isEqualTo(200);
        }

        @Test
        void goesDownAndComesBackOnTheSamePort() {
            URI url = telegram.url();
            telegram.down();
            Assertions.assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> client.send(sending("x"), text()));
            telegram.up();
            assertThat(telegram.url()).isEqualTo(url);
            assertThat(send("'text':'x'").path("ok").asBoolean()).isTrue();
        }
    }

    @Test
    void takesThousandsOfMessagesFromManyCallersAndLosesNone() {
        List<CompletableFuture<Void>> callers = IntStream.range(0, 50).mapToObj(this::sendsForty).toList();
        callers.forEach(CompletableFuture::join);
        assertThat(chat.botMessages()).hasSize(2_000).extracting(Line::text).doesNotHaveDuplicates();
    }

    private CompletableFuture<Void> sendsForty(int caller) {
        return IntStream.range(0, 40).mapToObj(i -> sending("message " + i + " of " + caller)).reduce(
                CompletableFuture.<Void>completedFuture(null),
                (sent, next) -> sent.thenCompose(_ -> client.sendAsync(next, text())).thenApply(_ -> null),
                (first, second) -> second);
    }

    private JsonNode getUpdates(String body) {
        return call("getUpdates", body).path("result");
    }

    private JsonNode send(String fields) {
        String text = fields.contains("'text':") && !fields.contains("keyboard") ? "" : "'text':'x',";
        return call("sendMessage", "{'chat_id':" + chat.id() + "," + text + fields + "}");
    }

    private JsonNode html(String html) {
        return send("'parse_mode':'HTML','text':'" + html + "'");
    }

    private JsonNode edit(int message, String text) {
        return call("editMessageText",
                "{'chat_id':" + chat.id() + ",'message_id':" + message + ",'text':'" + text + "'}");
    }

    private JsonNode delete(int message) {
        return call("deleteMessage", "{'chat_id':" + chat.id() + ",'message_id':" + message + "}");
    }

    private static String button(String data) {
        return "'reply_markup':{'inline_keyboard':[[{'text':'" + data + "','callback_data':'" + data + "'}]]}";
    }

    private HttpRequest sending(String text) {
        return post("sendMessage", "{'chat_id':" + chat.id() + ",'text':'" + text + "'}");
    }

    private JsonNode call(String method, String body) {
        return json(raw(method, body));
    }

    private HttpResponse<String> raw(String method, String body) {
        return request("/bot" + FakeTelegram.TOKEN + "/" + method, body.replace('\'', '"').replace("don\"t", "don't"),
                "application/json");
    }

    private CompletableFuture<HttpResponse<String>> later(String method, String body) {
        return client.sendAsync(post(method, body), text());
    }

    private HttpRequest post(String method, String body) {
        return HttpRequest.newBuilder(telegram.url().resolve("/bot" + FakeTelegram.TOKEN + "/" + method))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))).build();
    }

    private HttpResponse<String> request(String path, String body, String type) {
        HttpRequest request = HttpRequest.newBuilder(telegram.url().resolve(path)).header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return client.sendAsync(request, text()).join();
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private static List<Long> ids(JsonNode updates) {
        return updates.valueStream().map(u -> u.path("update_id").asLong()).toList();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json.replace('\'', '"'));
    }

    private static void error(int code, String description, JsonNode response) {
        assertThat(response.path("error_code").asInt()).as(response.toString()).isEqualTo(code);
        assertThat(response.path("description").asString()).as(response.toString()).contains(description);
    }
}
