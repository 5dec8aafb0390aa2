package io.parley.handover.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An agent changes or takes back what the customer has already. */
class SentRepliesTest extends AgentsAtWork {
    private static final String WRONG = "We are open until nine.";

    @Test
    void theCustomerReadsOtherWords() {
        JsonNode ticket = replied();

        assertThat(about(ticket, "change", "{\"text\":\"We are open until six.\",\"agent\":\"Marta\"}")).isEqualTo(204);

        await()
                .untilAsserted(() -> assertThat(channel.transcript(customer)).endsWith("We are open until six."));
        reads(2);
        assertThat(audited("reply_changed", ticket)).isEqualTo(1);
        assertThat(about(ticket, "change", "{\"text\":\"We are open until six.\",\"agent\":\"Marta\"}")).isEqualTo(204);
        assertThat(audited("reply_changed", ticket)).as("the same again is no change").isEqualTo(1);
    }

    @Test
    void theCustomerReadsItNoLonger() {
        JsonNode ticket = replied();

        assertThat(about(ticket, "take-back", "{\"agent\":\"Marta\"}")).isEqualTo(204);

        await()
                .untilAsserted(() -> assertThat(channel.transcript(customer)).hasSize(1));
        assertThat(audited("reply_taken_back", ticket)).isEqualTo(1);
        assertThat(about(ticket, "take-back", "{\"agent\":\"Marta\"}")).as("it is gone").isEqualTo(404);
    }

    @Test
    void nobodyChangesWhatAnotherSaid() {
        JsonNode ticket = replied();

        assertThat(about(ticket, "change", "{\"text\":\"Never.\",\"agent\":\"Bob\"}")).isEqualTo(409);
        assertThat(about(ticket, "take-back", "{\"agent\":\"Bob\"}")).isEqualTo(409);
        assertThat(about(ticket, "change", "{\"text\":\" \",\"agent\":\"Marta\"}")).isEqualTo(400);

        assertThat(reads(2)).endsWith(WRONG);
    }

    private JsonNode replied() {
        JsonNode ticket = opened();
        ok(act(ticket, "reply", "{\"text\":\"" + WRONG + "\",\"agent\":\"Marta\"}"));
        reads(2);
        return ticket;
    }

    /** Asks for something about the agent's only reply; gives the status. */
    private int about(JsonNode ticket, String verb, String body) {
        long message = jdbc.sql("select max(id) from message where conversation_id = ? and author = 'agent'")
                .param(ticket.path("conversationId").asLong()).query(Long.class).single();
        HttpResponse<String> answer = act(ticket, "replies/" + message + "/" + verb, body);
        return answer.statusCode();
    }

    private int audited(String deed, JsonNode ticket) {
        return jdbc.sql("select count(*) from audit where deed = ? and object = ?").param(deed)
                .param(ticket.path("id").asString()).query(Integer.class).single();
    }
}
