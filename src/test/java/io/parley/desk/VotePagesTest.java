package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.knowledge.Knowledge;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An operator accepts or refuses what strangers say by their votes. */
@ParleyTest
class VotePagesTest {
    private static final String PAGE = "/desk/votes";
    private static final String ENTRY = "track-order";
    private static final String QUESTION = "where has my package got to";
    private static final Pattern ASSENT = Pattern.compile("id=\"assent\"[^>]* value=\"([0-9a-f]{16})\"");

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Knowledge knowledge;

    @Autowired
    private Search search;

    private DeskClient olga;

    @BeforeEach
    void start() {
        jdbc.sql("update message set said_at = said_at - interval '91 days' where author = 'participant'").update();
        forget();
        agents.add("olga", "Olga", Role.OPERATOR, DeskClient.PASSWORD);
        olga = DeskClient.signedIn(port, "olga", DeskClient.PASSWORD);
    }

    @AfterEach
    void stop() {
        olga.close();
        forget();
        jdbc.sql("delete from faq_phrasing where text = ?").param(QUESTION).update();
        StoredFaq.readAll(jdbc, knowledge);
    }

    private void forget() {
        jdbc.sql("truncate refit, refit_lesson, lesson, lesson_vote, regression_case").update();
        jdbc.sql("delete from faq_phrasing where origin = 'learned'").update();
        StoredFaq.readAll(jdbc, knowledge);
    }

    @Test
    void aListShowsWhatIsSaidAndTheVotersBehindIt() {
        say(QUESTION, false, 6);
        say("hello, where has my package got to? my mail is ann.smith@mail.example", false, 2);
        String page = olga.get(PAGE).body();

        assertThat(page).contains("Customers say that this does not answer them", "Where is my order?", QUESTION,
                "Voters: 6, against them: 0", "Voters behind it: 6", "Web v1: 0 up, 2 down", "Web v6: 0 up, 1 down")
                .doesNotContain("ann.smith");
    }

    @Test
    void acceptedThumbsUpAreAnotherWayToAsk() {
        long id = say(QUESTION, true, 2);
        HttpResponse<String> done = olga.send(olga.get(PAGE), PAGE + "/accept", form(true, id));

        assertThat(DeskClient.location(done)).endsWith("done=accepted");
        assertThat(kinds()).containsExactly("alternative");
        assertThat(jdbc.sql("select text || ' ' || origin from regression_case").query(String.class).list())
                .containsExactly(QUESTION + " published");
        assertThat(olga.get(PAGE).body()).contains("Nothing to decide.");
        assertThat(jdbc.sql("select detail from audit where actor = 'olga' and object = ?").param(ENTRY)
                .query(String.class).list()).contains("customers' votes accepted, questions: 1");
    }

    @Test
    void acceptedThumbsDownWeakenTheQuestion() {
        double before = belief();
        long id = say(QUESTION, false, 2);
        olga.send(olga.get(PAGE), PAGE + "/accept", form(false, id));

        await().untilAsserted(() -> {
            knowledge.refresh();
            assertThat(belief()).isLessThan(before - 0.05);
        });
        assertThat(olga.get(PAGE).body()).contains("Nothing to decide.");
    }

    @Test
    void refusedVotesTeachNothingAndAreNotShownAgain() {
        long id = say(QUESTION, false, 2);
        HttpResponse<String> done = olga.send(olga.get(PAGE), PAGE + "/refuse", form(false, id));
        say(QUESTION, false, 4);

        assertThat(DeskClient.location(done)).endsWith("done=refused");
        assertThat(olga.get(PAGE).body()).contains("Nothing to decide.");
        assertThat(kinds()).isEmpty();
    }

    @Test
    void aQuestionOnWhichTheyDisagreeByThenIsNotDecided() {
        long id = say(QUESTION, false, 2);
        HttpResponse<String> page = olga.get(PAGE);
        say(QUESTION, true, 9);

        assertThat(DeskClient.location(olga.send(page, PAGE + "/accept", form(false, id)))).endsWith("done=gone");
        assertThat(DeskClient.location(olga.send(page, PAGE + "/refuse", form(false, id)))).endsWith("done=gone");
        assertThat(olga.get(PAGE).body()).contains("Customers say that this answers them");
    }

    @Test
    void whatWouldBeLostStandsBesideTheButtonAndNeedsAReason() {
        jdbc.sql("""
                insert into regression_case (text, hash, expected, origin, added_at)
                select text, hash, 'track-order', 'file', now() from lesson where id = ?""")
                .param(say(QUESTION, false, 6)).update();
        HttpResponse<String> page = olga.get(PAGE);
        long id = jdbc.sql("select id from lesson").query(Long.class).single();
        String tried = olga.send(page, PAGE + "/try", form(false, id)).body();
        assertThat(tried).contains("Known questions that would go wrong: 1").doesNotContain("id=\"assent\"");

        HttpResponse<String> refused = olga.send(page, PAGE + "/accept", form(false, id));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"despite\"", "Known questions would go wrong.");
        assertThat(said()).containsOnly("unhelpful").hasSize(6);

        Map<String, String> again = new HashMap<>(form(false, id));
        Matcher assent = ASSENT.matcher(refused.body());
        assertThat(assent.find()).isTrue();
        again.put("effect", assent.group(1));
        again.put("despite", "The entry was about something else.");
        assertThat(DeskClient.location(olga.send(refused, PAGE + "/accept", again))).endsWith("done=accepted");
        assertThat(jdbc.sql("select detail from audit where actor = 'olga' and object = ?").param(ENTRY)
                .query(String.class).list()).contains("customers' votes accepted, questions: 1, stolen: 0, lost: 1,"
                        + " reason: The entry was about something else.");
    }

    @Test
    void aQuestionThatIsKnownToHaveNoAnswerGetsOneForAReasonOnly() {
        long id = say("Do giraffes snore on Mars?", true, 6);
        jdbc.sql("""
                insert into regression_case (text, hash, expected, origin, added_at)
                select text, hash, null, 'file', now() from lesson where id = ?""").param(id).update();

        assertThat(olga.send(olga.get(PAGE), PAGE + "/accept", form(true, id)).statusCode()).isEqualTo(422);
    }

    @Test
    void nothingTickedDecidesNothing() {
        say(QUESTION, false, 2);
        for (String chosen : List.of("", "999999")) {
            Map<String, String> form = Map.of("n", "7", "entry", ENTRY, "up", "false", "chosen", chosen);
            for (String act : List.of("/accept", "/refuse", "/try")) {
                assertThat(DeskClient.location(olga.send(olga.get(PAGE), PAGE + act, form))).endsWith("done=gone");
            }
        }
    }

    @Test
    void aListIsOfItsEntryOnly() {
        long id = say(QUESTION, true, 2);
        Map<String, String> form = new HashMap<>(form(true, id));
        for (String entry : List.of("return-policy", "", "x".repeat(500))) {
            form.put("entry", entry);
            assertThat(DeskClient.location(olga.send(olga.get(PAGE), PAGE + "/accept", form))).endsWith("done=gone");
        }
        assertThat(kinds()).isEmpty();
    }

    private long say(String question, boolean isUp, int voters) {
        long lesson = jdbc
                .sql("""
                        insert into lesson (entry, hash, text, revision) values ('track-order', sha256(convert_to(?, 'UTF8')), ?, 1)
                        on conflict (entry, hash) do update set revision = lesson.revision + 1 returning id""")
                .param(question)
                .param(question).query(Long.class).single();
        jdbc.sql("""
                insert into lesson_vote (lesson, person, voice, said, said_at)
                select ?, 'participant:' || n, 'web:v' || n, ?, now() from generate_series(1, ?) n
                on conflict (lesson, person) do update set said = excluded.said""").param(lesson)
                .param(isUp ? "helpful" : "unhelpful").param(voters).update();
        return lesson;
    }

    private static Map<String, String> form(boolean isUp, long id) {
        return Map.of("n", "0", "entry", ENTRY, "up", Boolean.toString(isUp), "chosen", Long.toString(id));
    }

    private double belief() {
        return search.search(QUESTION, 5).stream().filter(hit -> hit.entry().id().value().equals(ENTRY)).findFirst()
                .map(Hit::confidence).map(confidence -> confidence.value()).orElse(0.0);
    }

    private List<String> kinds() {
        return jdbc.sql("select kind from faq_phrasing where text = ?").param(QUESTION).query(String.class).list();
    }

    private List<String> said() {
        return jdbc.sql("select said from lesson_vote").query(String.class).list();
    }
}
