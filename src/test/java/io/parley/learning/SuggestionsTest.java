package io.parley.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.knowledge.Knowledge;
import io.parley.learning.suggestion.Suggestion;
import io.parley.learning.suggestion.Suggestion.Kind;
import io.parley.learning.suggestion.Suggestion.Resemblance;
import io.parley.learning.suggestion.Suggestions;
import io.parley.learning.suggestion.Suggestions.Outcome;
import io.parley.learning.suggestion.Suggestions.Review;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What agents tell customers becomes suggestions, without what is one customer's, and entries when a person says so. */
@ParleyTest(properties = {"parley.learning.refit-after=1000", "parley.limits.tickets-per-address=1000"})
class SuggestionsTest {
    private static final String LLAMAS = "Can I bring my llama to the pottery class?";
    private static final String YES = "Llamas are welcome in the yard behind the studio, on a lead.";
    private static int sessions;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    Knowledge knowledge;
    @Autowired
    AgentsAnswers agentsAnswers;
    @Autowired
    Suggestions suggestions;

    @BeforeEach
    void clear() {
        jdbc.sql("delete from suggestion").update();
    }

    @AfterEach
    void forget() {
        jdbc.sql("delete from faq_phrasing where text = ? and kind = 'alternative'").param(LLAMAS).update();
        StoredFaq.retireAndReadAll(jdbc, knowledge, "owner = 'admin'");
        http.close();
    }

    @Test
    void whoAskedAndWhatIsTheirsIsNotInIt() throws Exception {
        resolve("hi i am Ann Miller, where can my llama graze for order FK731905, mail ann.miller@example.org?",
                "Dear Ann Miller,\n\nyour llama may graze in the yard behind the studio, Ann. Write to ann.miller@example.org or"
                        + " 5 Mill Lane if order FK731905 moves.\n\nRegards\nadmin");

        Suggestion made = only();
        assertThat(made.wording().question()).contains("where can my llama graze");
        assertThat(made.wording().answer()).startsWith("your llama may graze in the yard behind the studio");
        String all = jdbc.sql("select string_agg(s::text, ' ') from suggestion s").query(String.class).single();
        assertThat(all.toLowerCase(Locale.ROOT)).doesNotContain("miller", "ann", "fk731905", "mill lane",
                "admin");
        assertThat(made.care().marks()).contains("[mail]", "[address]");
        assertThat(suggestions.sources(made.id())).singleElement().satisfies(source -> {
            assertThat(source.participant()).isNotNull();
            assertThat(source.agent()).isEqualTo("admin");
        });
    }

    @Test
    void tenLikeTicketsAreOneSuggestion() throws Exception {
        for (String asked : List.of("Can I bring my llama to the pottery class?",
                "May I bring a llama to the pottery class?",
                "can i bring my llama to pottery class", "Could I bring my llama along to the pottery class?",
                "Am I allowed to bring my llama to the pottery class?",
                "Is it ok to bring my llama to the pottery class?",
                "Can my llama come to the pottery class?", "can I take my llama to the pottery class",
                "Is my llama allowed at the pottery class?",
                "bringing my llama to the pottery class, is that possible?")) {
            resolve(asked, YES);
        }

        assertThat(only().support()).isEqualTo(10);
        assertThat(only().wording().ways()).hasSize(9).doesNotContain(only().wording().question());
        assertThat(suggestions.sources(only().id())).hasSize(10);
    }

    @Test
    void whatAnEntrySaysAlreadyIsNotForReview() throws Exception {
        String answer = jdbc.sql("select answer from faq_entry where question ilike '%gift wrapping%'")
                .query(String.class).single();
        resolve("do you offer gift wrapping", answer);

        assertThat(suggestions.count()).isZero();
        assertThat(jdbc.sql("select state from suggestion").query(String.class).list()).containsExactly("supports");
    }

    @Test
    void anAnswerThatDiffersIsShownBesideTheEntry() throws Exception {
        resolve("How long do I have to return something?",
                "You have 99 days to send it back, and we pay the postage for it.");

        Suggestion made = only();
        assertThat(made.kind()).isEqualTo(Kind.CONTRADICTION);
        assertThat(near(made).entry()).isNotNull();
        assertThat(near(made).differs()).contains("99");
    }

    @Test
    void twoAnswersToOneQuestionAreNotMerged() throws Exception {
        resolve(LLAMAS, YES);
        resolve(LLAMAS, "Llamas are not welcome in the yard behind the studio, on a lead.");

        assertThat(suggestions.open(0, 10)).hasSize(2).element(1).satisfies(second -> {
            assertThat(second.kind()).isEqualTo(Kind.CONTRADICTION);
            assertThat(near(second).suggestion()).isEqualTo(suggestions.open(0, 10).getFirst().id());
            assertThat(near(second).differs()).containsExactly("not");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"I will check that with my colleagues and come back to you.",
            "Which llama do you mean, the brown one or the white one?", "Yes.", "Hello! How can I help you today?",
            "One moment please, I am looking into it."})
    void whatOnlyPassesTheTimeIsNotSuggested(String reply) throws Exception {
        resolve(LLAMAS, reply);
        assertThat(jdbc.sql("select count(*) from suggestion").query(Integer.class).single()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"I have refunded your last order to the card that you used.",
            "We've sent a second parcel to you this morning, free of charge.",
            "Your refund has been processed and arrives within five days.",
            "Wir haben Ihnen den Betrag heute auf Ihr Konto erstattet."})
    void whatWasDoneForOneCustomerHasToBeRewritten(String reply) throws Exception {
        resolve(LLAMAS, reply);
        Suggestion made = only();
        assertThat(made.care().isPrivateAct()).isTrue();

        String path = "/api/suggestions/" + made.id() + "/publish";
        HttpResponse<String> refused = send(path, Map.of("looked", true));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("\"field\":\"answer\"");
        assertThat(send(path, Map.of("answer", "Llamas get a refund within five days.")).statusCode()).isEqualTo(200);
    }

    @Test
    void aWordThatMayBeANameNeedsASecondLook() throws Exception {
        resolve(LLAMAS, "Ask our gardener Ignatius for the key of the yard behind the studio.");
        String path = "/api/suggestions/" + only().id() + "/publish";
        assertThat(only().care().marks()).containsExactly("Ignatius");

        assertThat(send(path, Map.of()).statusCode()).isEqualTo(409);
        assertThat(send(path, Map.of("answer", "Ask our gardener for the key of the yard.")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsPublishedIsAnsweredAtOnceAndKnownFromThenOn() throws Exception {
        resolve(LLAMAS, YES);
        long id = only().id();
        assertThat(ask("Can I bring my llama to the pottery class?").get("source").asString()).isNotEqualTo("faq");

        HttpResponse<String> published = send("/api/suggestions/" + id + "/publish",
                Map.of("ways", List.of("are llamas allowed in the class", "llama at the pottery course")));
        assertThat(published.statusCode()).as(published.body()).isEqualTo(200);

        JsonNode answered = ask("are llamas allowed at the pottery class?");
        assertThat(answered.get("source").asString()).isEqualTo("faq");
        assertThat(answered.get("reply").asString()).startsWith(YES);
        assertThat(jdbc.sql("select text from regression_case where origin = 'published' and expected in"
                + " (select entry from suggestion where id = ?)").param(id).query(String.class).list())
                .contains(LLAMAS);
        assertThat(jdbc.sql("select e.owner || ' ' || (e.review_by > current_date) from faq_entry e join suggestion s"
                + " on s.entry = e.id where s.id = ?").param(id).query(String.class).single()).isEqualTo("admin true");
        assertThat(jdbc.sql("select v.reason || ' by ' || v.changed_by from entry_version v join suggestion s"
                + " on s.entry = v.entry where s.id = ?").param(id).query(String.class).list())
                .isNotEmpty().containsOnly("learned by admin");
        assertThat(jdbc.sql("select detail from audit where deed = 'faq_reviewed' and object = ?").param("s" + id)
                .query(String.class).list()).containsExactly("published");
        assertThat(send("/api/suggestions/" + id + "/publish", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void itsQuestionBecomesAWayToAskForAnEntry() throws Exception {
        resolve(LLAMAS, YES);
        String path = "/api/suggestions/" + only().id() + "/attach";
        String entry = jdbc.sql("select id from faq_entry where question ilike '%gift wrapping%'")
                .query(String.class).single();
        assertThat(send(path, Map.of("entry", "no-such-entry")).statusCode()).isEqualTo(400);
        assertThat(send(path, Map.of()).statusCode()).isEqualTo(400);

        assertThat(send(path, Map.of("entry", entry)).statusCode()).isEqualTo(200);
        assertThat(jdbc.sql("select kind from faq_phrasing where entry = ? and text = ?").param(entry).param(LLAMAS)
                .query(String.class).list()).containsExactly("alternative");
    }

    @Test
    void whatWasDismissedIsNotSuggestedAgain() throws Exception {
        resolve(LLAMAS, YES);
        assertThat(send("/api/suggestions/" + only().id() + "/dismiss", Map.of("reason", "No llamas.")).statusCode())
                .isEqualTo(200);
        resolve("can i bring my llama to the pottery class", YES);

        assertThat(suggestions.count()).isZero();
        assertThat(jdbc.sql("select reason || ' ' || support from suggestion").query(String.class).list())
                .containsExactly("No llamas. 2");
    }

    @Test
    void ofTwoReviewersOneDecides() throws Exception {
        resolve(LLAMAS, YES);
        Suggestion made = only();
        CyclicBarrier start = new CyclicBarrier(4);
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> decisions = IntStream.range(0, 4).mapToObj(i -> people.submit(() -> {
                start.await();
                return suggestions.publish(new Review(made.id(), made.wording(), true, "admin"));
            })).toList();
            for (Future<Outcome> decision : decisions) {
                outcomes.add(decision.get());
            }
        }
        assertThat(outcomes).containsOnlyOnce(Outcome.DONE);
        assertThat(outcomes.stream().filter(outcome -> outcome == Outcome.GONE)).hasSize(3);
        assertThat(jdbc.sql("select count(*) from faq_entry where question = ?").param(LLAMAS).query(Integer.class)
                .single()).isEqualTo(1);
    }

    @Test
    void itGoesWithTheMessageFromWhichItComes() throws Exception {
        resolve(LLAMAS, YES);
        jdbc.sql("update message set deleted_at = now() where id in (select message_id from suggestion_source)")
                .update();
        agentsAnswers.suggest();
        assertThat(suggestions.count()).isZero();
    }

    private static Resemblance near(Suggestion suggestion) {
        return Objects.requireNonNull(suggestion.near());
    }

    private Suggestion only() {
        List<Suggestion> open = suggestions.open(0, 10);
        assertThat(open).hasSize(1);
        return open.getFirst();
    }

    private void resolve(String question, String reply) throws Exception {
        String session = "s-suggested-" + ++sessions;
        long conversation = post("/api/chat", Map.of("sessionId", session, "message", question), "")
                .get("conversationId").asLong();
        post("/api/chat", Map.of("sessionId", session, "message", "I want to talk to a human please"), "");
        long ticket = jdbc.sql("select id from ticket where conversation_id = ? and state <> 'resolved'")
                .param(conversation).query(Long.class).single();
        post("/api/tickets/" + ticket + "/reply", Map.of("text", reply), ParleyTest.ADMIN);
        post("/api/tickets/" + ticket + "/resolve", Map.of(), ParleyTest.ADMIN);
        agentsAnswers.suggest();
        await().until(() -> jdbc.sql("select drafted_up_to is not null from ticket where id = ?")
                .param(ticket).query(Boolean.class).single());
    }

    private JsonNode ask(String question) throws Exception {
        return post("/api/chat", Map.of("sessionId", "s-asked-" + ++sessions, "message", question), "");
    }

    private JsonNode post(String path, Map<String, ?> body, String authorization) throws Exception {
        HttpResponse<String> response = send(path, body, authorization);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private HttpResponse<String> send(String path, Map<String, ?> body) throws Exception {
        return send(path, body, ParleyTest.ADMIN);
    }

    private HttpResponse<String> send(String path, Map<String, ?> body, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body)));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
