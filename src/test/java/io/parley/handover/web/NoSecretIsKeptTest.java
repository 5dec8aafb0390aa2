package io.parley.handover.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.handover.web.AgentsAtWork;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Secrets that a customer and an agent write are found in no column of the database. */
class NoSecretIsKeptTest extends AgentsAtWork {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SECRETS = "my card is 4111.1111.1111.1111, cvc 9173, password is NEEDLE, key sk-NEEDLEabcdef0123456789, "
            + "DE89 3704 0044 0532 0130 00, postgres://shop:NEEDLE@db.example/shop";
    private static final List<String> NEEDLES = List.of("4111.1111", "cvc 9173", "chatneedle", "voteneedle",
            "agentneedle", "3704 0044");
    private static final String COLUMNS = """
            select c.table_name as name, c.column_name as place, c.data_type = 'bytea' as binary
            from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
            where table_schema = 'public' and t.table_type = 'BASE TABLE'
                and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea')""";

    @Test
    void whateverIsWrittenInAConversationAVoteOrAReply() throws Exception {
        String session = "visitor-with-secrets";
        JsonNode answer = post("/api/chat", Map.of("sessionId", session, "message",
                "How do I reset my password? " + secrets("chatneedle"), "clientMessageId", "s1"));
        post("/api/feedback", Map.of("sessionId", session, "messageId", answer.path("messageId").asString(), "vote",
                -1, "comment", "no: " + secrets("voteneedle")));
        post("/api/chat", Map.of("sessionId", session, "message", HUMAN, "clientMessageId", "s2"));
        long ticket = jdbc.sql("select max(id) from ticket").query(Long.class).single();
        ok(act(view(ticket).path("ticket"), "reply",
                JSON.writeValueAsString(Map.of("agent", "Marta", "text", secrets("agentneedle")))));
        awaitQuiet();

        assertThat(jdbc.sql("select text from message where author = 'agent' order by id desc limit 1")
                .query(String.class).single())
                .contains("my card is ••••• 1111");
        assertThat(jdbc.sql("select comment from verdict where comment is not null order by message_id desc limit 1")
                .query(String.class).single())
                .startsWith("no: my card is •••••");
        assertThat(places(" 1111")).as("what the search finds").contains("message.text", "verdict.comment",
                "verdict_history.comment", "outbox.payload", "web_message.payload");
        for (String needle : NEEDLES) {
            assertThat(places(needle)).as(needle).isEmpty();
        }
    }

    private static String secrets(String needle) {
        return SECRETS.replace("NEEDLE", needle);
    }

    /** The columns in which something stands. */
    private List<String> places(String needle) {
        record Column(String name, String place, boolean binary) {
            String text() {
                return binary ? "encode(\"" + place + "\", 'escape')" : "\"" + place + "\"::text";
            }
        }
        return jdbc.sql(COLUMNS).query(Column.class).list().stream()
                .filter(column -> jdbc.sql("select exists (select from \"%s\" where position(:needle in %s) > 0)"
                        .formatted(column.name(), column.text())).param("needle", needle).query(Boolean.class).single())
                .map(column -> column.name() + "." + column.place()).toList();
    }

    private void awaitQuiet() {
        await().until(() -> jdbc.sql("""
                select not exists (select from inbox where state <> 'done')
                    and not exists (select from outbox where state in ('queued', 'ready', 'claimed', 'sending'))""")
                .query(Boolean.class).single());
    }

    private JsonNode post(String path, Map<String, ?> body) throws Exception {
        HttpResponse<String> response = HTTP.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
