package io.parley.fake.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A fake Telegram with one person's chat, and calls to it as a bot makes them. */
abstract class FakeTelegramCalls {
    final FakeTelegram telegram = FakeTelegram.start();
    final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final FakeChat chat = telegram.privateChat("Ann");

    @AfterEach
    void close() {
        client.shutdownNow();
        telegram.close();
    }

    final JsonNode getUpdates(String body) {
        return call("getUpdates", body).path("result");
    }

    final JsonNode send(String fields) {
        String text = fields.contains("'text':") && !fields.contains("keyboard") ? "" : "'text':'x',";
        return call("sendMessage", "{'chat_id':" + chat.id() + "," + text + fields + "}");
    }

    final JsonNode html(String html) {
        return send("'parse_mode':'HTML','text':'" + html + "'");
    }

    final JsonNode edit(int message, String text) {
        return call("editMessageText",
                "{'chat_id':" + chat.id() + ",'message_id':" + message + ",'text':'" + text + "'}");
    }

    final JsonNode delete(int message) {
        return call("deleteMessage", "{'chat_id':" + chat.id() + ",'message_id':" + message + "}");
    }

    static String button(String data) {
        return "'reply_markup':{'inline_keyboard':[[{'text':'" + data + "','callback_data':'" + data + "'}]]}";
    }

    final HttpRequest sending(String text) {
        return post("sendMessage", "{'chat_id':" + chat.id() + ",'text':'" + text + "'}");
    }

    final JsonNode call(String method, String body) {
        return json(raw(method, body));
    }

    final HttpResponse<String> raw(String method, String body) {
        return request("/bot" + FakeTelegram.TOKEN + "/" + method, body.replace('\'', '"').replace("don\"t", "don't"),
                "application/json");
    }

    final CompletableFuture<HttpResponse<String>> later(String method, String body) {
        return client.sendAsync(post(method, body), text());
    }

    final HttpRequest post(String method, String body) {
        return HttpRequest.newBuilder(telegram.url().resolve("/bot" + FakeTelegram.TOKEN + "/" + method))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))).build();
    }

    final HttpResponse<String> request(String path, String body, String type) {
        HttpRequest request = HttpRequest.newBuilder(telegram.url().resolve(path)).header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return client.sendAsync(request, text()).join();
    }

    static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }

    static List<Long> ids(JsonNode updates) {
        return updates.valueStream().map(u -> u.path("update_id").asLong()).toList();
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json.replace('\'', '"'));
    }

    static void error(int code, String description, JsonNode response) {
        assertThat(response.path("error_code").asInt()).as(response.toString()).isEqualTo(code);
        assertThat(response.path("description").asString()).as(response.toString()).contains(description);
    }
}
