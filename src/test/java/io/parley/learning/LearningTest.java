package io.parley.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.actor.Helper;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.Lesson;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import io.parley.support.Team;
import io.parley.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole application, which learns from those who talk with it. */
@ParleyTest(properties = {"parley.confidence.answer=0",
        "parley.confidence.choices=0", "parley.confidence.close=0"})
class LearningTest {
    /** Words that were there and went again are forgotten by and by. */
    private static final Offset<Double> A_LITTLE = Offset.offset(0.01);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    TestDatabase database;
    @Autowired
    Search search;
    @Autowired
    Knowledge knowledge;
    @Autowired
    Retraining refits;
    @Autowired
    Proposals proposals;
    @Autowired
    RegressionCases cases;
    @Autowired
    OperatorVotes operator;
    @Autowired
    LessonRows lessons;
    @Autowired
    Learner learner;
    @Autowired
    InstantSource clock;

    @BeforeEach
    void forgetWhatWasLearned() {
        database.jdbc().sql("truncate refit, refit_lesson, lesson, lesson_vote, regression_case").update();
        jdbc.sql("delete from faq_phrasing where origin = 'learned'").update();
        StoredFaq.readAll(jdbc, knowledge);
    }

    @Test
    void aDownWeakensThatQuestionAndLikeOnesButNotTheEntry() throws Exception {
        String question = "where has my package got to";
        String like = "where did my package get to?";
        String other = "Where is my order?";
        String entry = best(question).entry().id().value();
        double before = confidence(question, entry);
        double likeBefore = confidence(like, entry);
        double otherBefore = confidence(other, entry);

        operator.say(question, new FaqId(entry), -1);

        await().untilAsserted(() -> assertThat(confidence(question, entry)).isLessThan(before - 0.05));
        assertThat(confidence(like, entry)).isLessThan(likeBefore - 0.02);
        assertThat(confidence(other, entry)).isCloseTo(otherBefore, A_LITTLE);
    }

    @Test
    void takingAVoteBackTakesBackWhatWasLearned() throws Exception {
        String question = "where has my package got to";
        String entry = best(question).entry().id().value();
        double before = confidence(question, entry);

        operator.say(question, new FaqId(entry), -1);
        await().until(() -> confidence(question, entry) < before - 0.05);
        operator.say(question, new FaqId(entry), 0);

        await()
                .untilAsserted(() -> assertThat(confidence(question, entry)).isCloseTo(before, A_LITTLE));
        assertThat(said(question)).isEmpty();
    }

    @Test
    void onePersonsRepeatedVotesOnAPairCountOnce() throws Exception {
        String question = "where has my package got to";
        List<Long> answers = List.of(ask("s-often", question), ask("s-often", question), ask("s-often", question));
        long other = ask("s-other", "Where has my PACKAGE got to?!");
        vote("s-often", answers.get(0), -1);
        vote("s-often", answers.get(1), 1);
        vote("s-often", answers.get(2), 1);
        vote("s-other", other, 1);

        assertThat(said(question)).containsExactly("helpful", "helpful");
    }

    @Test
    void theLastVoteOfAPersonThatStandsCounts() throws Exception {
        String question = "where has my package got to";
        vote("s-last", ask("s-last", question), 1);
        long second = ask("s-last", question);

        vote("s-last", second, -1);
        assertThat(said(question)).containsExactly("unhelpful");
        vote("s-last", second, 0);
        assertThat(said(question)).containsExactly("helpful");
    }

    @Test
    void anUpProposesAPhrasingThatIsPublishedByAPersonOnly() throws Exception {
        String question = "where has my package got to";
        String entry = best(question).entry().id().value();
        vote("s-up", ask("s-up", question), 1);

        await().until(() -> proposals.open().size() == 1);
        Proposal proposal = proposals.open().getFirst();
        assertThat(proposal.entry().value()).isEqualTo(entry);
        assertThat(proposal.text()).isEqualTo(question);
        learner.learn();
        assertThat(kinds(question)).isEmpty();

        assertThat(proposals.publish(proposal.id())).isTrue();
        assertThat(kinds(question)).containsExactly("alternative");
        assertThat(proposals.open()).isEmpty();
    }

    @Test
    void aDismissedPhrasingIsNeitherAskedNorProposedAgain() throws Exception {
        String question = "where has my package got to";
        vote("s-dismissed", ask("s-dismissed", question), 1);
        await().until(() -> proposals.open().size() == 1);

        assertThat(proposals.dismiss(proposals.open().getFirst().id())).isTrue();
        vote("s-dismissed-too", ask("s-dismissed-too", question), 1);
        refits.refit(false);

        assertThat(proposals.open()).isEmpty();
        assertThat(kinds(question)).isEmpty();
    }

    @Test
    void aResolvedTicketNamesTheRightEntry() throws Exception {
        String question = "Does the glaze contain lead?";
        String right = best("How do I return something?").entry().id().value();
        long conversation = post("/api/chat", Map.of("sessionId", "s-ticket", "message", question), "")
                .get("conversationId").asLong();
        post("/api/chat", Map.of("sessionId", "s-ticket", "message", "I want to talk to a human please"), "");
        long ticket = jdbc.sql("select id from ticket where conversation_id = ? and state <> 'resolved'")
                .param(conversation).query(Long.class).single();

        String path = "/api/tickets/" + ticket + "/resolve";
        assertThat(send(path, Map.of("entry", "no-such-entry"), ParleyTest.ADMIN).statusCode()).isEqualTo(400);
        Helper marta = Team.agent(jdbc, "Marta");
        post(path, Map.of("entry", right, "agent", "Marta"), ParleyTest.ADMIN);

        assertThat(jdbc.sql("select l.text from lesson l join lesson_vote v on v.lesson = l.id where v.said = 'named'"
                + " and l.entry = ? and v.person = ?").param(right).param("account:" + marta.agent())
                .query(String.class).list())
                .containsExactly(question);
    }

    @Test
    void whatAnAgentAnsweredBecomesASuggestionForReview() throws Exception {
        String question = "Can I bring my own clay to the pottery class?";
        long conversation = post("/api/chat", Map.of("sessionId", "s-told", "message", question), "")
                .get("conversationId").asLong();
        post("/api/chat", Map.of("sessionId", "s-told", "message", "I want to talk to a human please"), "");
        long ticket = jdbc.sql("select id from ticket where conversation_id = ? and state <> 'resolved'")
                .param(conversation).query(Long.class).single();
        post("/api/tickets/" + ticket + "/reply", Map.of("text", "Yes, up to five kilos of your own clay."),
                ParleyTest.ADMIN);
        post("/api/tickets/" + ticket + "/resolve", Map.of(), ParleyTest.ADMIN);

        await().untilAsserted(() -> assertThat(
                jdbc.sql("select state || ': ' || answer from suggestion where question = ?").param(question)
                        .query(String.class).list())
                .containsExactly("open: Yes, up to five kilos of your own clay."));
        assertThat(jdbc.sql("select count(*) from faq_entry where question = ?").param(question).query(Integer.class)
                .single()).isZero();
    }

    @Test
    void refitsAreVersionsAndAFormerOneCanBeRestored() throws Exception {
        String question = "where has my package got to";
        String entry = best(question).entry().id().value();
        double untaught = confidence(question, entry);
        operator.say(question, new FaqId(entry), -1);
        Refit first = refits.refit(false).orElseThrow();
        knowledge.refresh();
        assertThat(first.state()).isEqualTo(Refit.State.TAKEN);
        assertThat(first.weakened()).isEqualTo(1);
        assertThat(first.cases()).isGreaterThanOrEqualTo(knowledge.published());
        double weakened = confidence(question, entry);
        assertThat(weakened).isLessThan(untaught);

        Refit none = refits.restore(0).orElseThrow();
        knowledge.refresh();
        assertThat(none.state()).isEqualTo(Refit.State.RESTORED);
        assertThat(confidence(question, entry)).isCloseTo(untaught, A_LITTLE);

        operator.say(question, new FaqId(entry), -1);
        refits.refitIfDue();
        assertThat(refits.newest(1)).containsExactly(none);
        assertThat(refits.restore(first.id())).isPresent();
        knowledge.refresh();
        assertThat(confidence(question, entry)).isCloseTo(weakened, A_LITTLE);
        assertThat(refits.restore(987)).isEmpty();
    }

    @Test
    void aRefitThatLosesOnTheCasesIsRefusedAndWhatWasLearnedSinceIsTakenBack() throws Exception {
        String question = "where has my package got to";
        String entry = best(question).entry().id().value();
        cases.add(new RegressionCases.Case("where has my package got to?", entry), "file");
        double before = confidence(question, entry);
        for (String denied : List.of("Where has my package got to.", "where's my package got to")) {
            long lesson = lessons.lesson(entry, denied).orElseThrow();
            for (String agent : List.of("agent:Ann", "agent:Ben", "agent:Cem", "agent:Dora")) {
                lessons.say(lesson, agent, "unhelpful", null, clock.instant());
            }
        }
        learner.learn();
        knowledge.refresh();
        await().until(() -> confidence(question, entry) < before);

        Refit refused = refits.refit(false).orElseThrow();
        knowledge.refresh();

        assertThat(refused.state()).isEqualTo(Refit.State.REFUSED);
        assertThat(refused.rightAfter()).isLessThan(refused.rightBefore());
        assertThat(confidence(question, entry)).isCloseTo(before, A_LITTLE);
    }

    private Hit best(String question) {
        return search.search(question, 1).getFirst();
    }

    private double confidence(String question, String entry) {
        return Study.belief(search, new FaqId(entry), question);
    }

    private List<String> kinds(String text) {
        return jdbc.sql("select kind from faq_phrasing where text = ?").param(text).query(String.class).list();
    }

    private List<String> said(String text) {
        return jdbc.sql("select v.said from lesson l join lesson_vote v on v.lesson = l.id where l.hash = ?")
                .param(Lesson.key(text)).query(String.class).list();
    }

    private long ask(String session, String message) throws Exception {
        JsonNode reply = post("/api/chat", Map.of("sessionId", session, "message", message), "");
        assertThat(reply.get("source").asString()).as(reply.toString()).isEqualTo("faq");
        return reply.get("messageId").asLong();
    }

    private void vote(String session, long answer, int vote) throws Exception {
        post("/api/feedback", Map.of("sessionId", session, "messageId", Long.toString(answer), "vote", vote), "");
    }

    private JsonNode post(String path, Map<String, ?> body, String authorization) throws Exception {
        HttpResponse<String> response = send(path, body, authorization);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
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
