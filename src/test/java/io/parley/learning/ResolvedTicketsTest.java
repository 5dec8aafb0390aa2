package io.parley.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.answering.Answer;
import io.parley.answering.Answering;
import io.parley.answering.Question;
import io.parley.knowledge.Knowledge;
import io.parley.support.ParleyTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Customers who ask for a person, and agents who answer them, change no answer by themselves. */
@ParleyTest(properties = {"parley.learning.refit-after=1000", "parley.limits.tickets-per-address=1000"})
class ResolvedTicketsTest {

    private static final Path QUESTIONS = Path.of("src/test/resources/starter");
    private static final int TICKETS = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    Answering answering;
    @Autowired
    Knowledge knowledge;
    @Autowired
    TaughtRows taught;
    @Autowired
    TransactionOperations transaction;

    @Test
    void answersAreTheSameBeforeAndAfterTwentyResolvedTickets() throws Exception {
        List<String> rephrased = questions("rephrased.csv");
        List<String> questions = Stream.of(rephrased, questions("unanswerable.csv")).flatMap(List::stream).toList();
        Map<String, String> before = answers(questions);

        for (int i = 0; i < TICKETS; i++) {
            resolve("s-twenty-" + i, rephrased.get(i), "I want to talk to a human please");
        }
        awaitLearning();

        assertThat(jdbc.sql("select count(*) from suggestion").query(Integer.class).single())
                .isGreaterThan(TICKETS / 2);
        assertThat(answers(questions)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"false, uma", "true,"})
    void whatAnAgentWishedToTeachIsNobodysOnceTheirAccountIsLocked(boolean isLocked, @Nullable String login) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    with talk as (insert into conversation (channel, thread, address) values ('web', 'uma', 'uma')
                            returning id),
                        wish as (insert into ticket (conversation_id, reason, state, opened_at)
                            select id, 'asked_for_person', 'resolved', now() from talk returning id),
                        uma as (insert into agent (login, name, role, locked_at)
                            values ('uma', 'Uma', 'agent', case when :locked then now() end) returning id)
                    insert into taught_ticket (ticket_id, agent_id, channel, person, asked_at)
                    select wish.id, uma.id, 'slack', 'U1', now() from wish, uma""").param("locked", isLocked).update();

            assertThat(taught.begin(Instant.now()).map(TaughtRows.Wish::login)).isEqualTo(Optional.ofNullable(login));
            status.setRollbackOnly();
        });
    }

    @Test
    void aComplaintIsNotWhatWasAsked() throws Exception {
        resolve("s-complaint", "Can I bring my python to the pottery class?", "that does not help, a person please");
        awaitLearning();

        assertThat(jdbc.sql("select question from suggestion where answer = ?").param(answer("s-complaint"))
                .query(String.class).list()).containsExactly("Can I bring my python to the pottery class?");
    }

    @Test
    void oneThatCannotBeSuggestedHoldsUpNoOther() throws Exception {
        jdbc.sql("""
                create function no_llamas() returns trigger language plpgsql as
                $$ begin raise exception 'no llamas'; end $$""").update();
        jdbc.sql("""
                create trigger no_llamas before insert on suggestion for each row when (new.question like '%llama%')
                execute function no_llamas()""").update();
        try {
            resolve("s-llama", "Can I bring my llama to the pottery class?", "a person please");
            resolve("s-parrot", "Do you sell parrot feathers by the kilo?", "a person please");
            awaitLearning();
        } finally {
            jdbc.sql("drop function no_llamas cascade").update();
        }

        assertThat(jdbc.sql("select answer from suggestion where answer in (?, ?)").param(answer("s-llama"))
                .param(answer("s-parrot")).query(String.class).list()).containsExactly(answer("s-parrot"));
    }

    private static List<String> questions(String file) throws IOException {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(QUESTIONS.resolve(file))) {
            return rows.stream().map(row -> row.getField("question")).toList();
        }
    }

    private void resolve(String session, String question, String person) throws Exception {
        long conversation = post("/api/chat", Map.of("sessionId", session, "message", question), "")
                .get("conversationId").asLong();
        post("/api/chat", Map.of("sessionId", session, "message", person), "");
        long ticket = jdbc.sql("select id from ticket where conversation_id = ? and state <> 'resolved'")
                .param(conversation).query(Long.class).single();
        post("/api/tickets/" + ticket + "/reply", Map.of("text", answer(session)), ParleyTest.ADMIN);
        post("/api/tickets/" + ticket + "/resolve", Map.of(), ParleyTest.ADMIN);
    }

    private static String answer(String session) {
        return "For " + session + " a colleague opens the side door at noon.";
    }

    private void awaitLearning() {
        await().until(() -> jdbc.sql("select count(*) from ticket where drafted_up_to is null")
                .query(Integer.class).single() == 0);
        knowledge.refresh();
    }

    private Map<String, String> answers(List<String> questions) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String question : questions) {
            Answer answer = answering.answer(Question.of(question));
            answers.put(question, answer.getClass().getSimpleName() + ": " + answer.text() + answer.suggestions());
        }
        return answers;
    }

    private JsonNode post(String path, Map<String, ?> body, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body)));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }
}
