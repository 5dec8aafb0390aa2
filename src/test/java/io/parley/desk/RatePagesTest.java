package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
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

/** People rate a week's answers without script, and without knowing where one is from. */
@ParleyTest(properties = "parley.serving=false")
class RatePagesTest {
    private static final String PAGE = "/desk/rate";
    private static final Pattern MESSAGE = Pattern.compile("name=\"message\" value=\"(\\d+)\"");

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient anna;
    private DeskClient otto;

    @BeforeEach
    void begin() {
        jdbc.sql("delete from judgement").update();
        agents.add("anna", "Anna", Role.AGENT, DeskClient.PASSWORD);
        agents.add("otto", "Otto", Role.OPERATOR, DeskClient.PASSWORD);
        anna = DeskClient.signedIn(port, "anna", DeskClient.PASSWORD);
        otto = DeskClient.signedIn(port, "otto", DeskClient.PASSWORD);
    }

    @AfterEach
    void end() {
        anna.close();
        otto.close();
    }

    private long answer(String asked) {
        return Rated.answer(jdbc, asked);
    }

    private static long shown(HttpResponse<String> page) {
        Matcher message = MESSAGE.matcher(page.body());
        assertThat(message.find()).as(page.body()).isTrue();
        return Long.parseLong(message.group(1));
    }

    private static String rate(DeskClient who, HttpResponse<String> page, String label) {
        return DeskClient.location(who.send(page, PAGE, Map.of("label", label)));
    }

    private List<String> labels(long message) {
        return jdbc.sql("select label || ' ' || agent from judgement where message_id = ? and label is not null")
                .param(message).query(String.class).list();
    }

    @Test
    void tellsNeitherWhereAnAnswerIsFromNorHowSureTheBotWasNorWhoLikedIt() {
        long answer = answer("May I bring a llama?");
        jdbc.sql(
                """
                        update message set source = 'model', model = 'secret-model', confidence = 0.4321, faq_id = 'secret-entry',
                            citations = '[{"title": "A secret title"}]' where id = ?""")
                .param(answer).update();
        jdbc.sql(
                """
                        insert into verdict (message_id, participant_id, vote, via, changed_at)
                        select a.id, q.participant_id, -1, 'button', now() from message a join message q on q.id = a.answers_message
                        where a.id = ?""")
                .param(answer).update();
        String other = anna.get(PAGE).body();
        jdbc.sql("update message set source = 'faq', model = null, confidence = 0.99, faq_id = 'x' where id = ?")
                .param(answer).update();
        jdbc.sql("update verdict set vote = 1 where message_id = ?").param(answer).update();
        String page = anna.get(PAGE).body();
        assertThat(page).contains("May I bring a llama?", "Said of: May I bring a llama?", "Left this week: 1")
                .doesNotContain("secret", "0.43", "0.99", "99%", "43%");
        assertThat(content(page)).as("nothing depends on it").isEqualTo(content(other));
    }

    private static String content(String page) {
        return page.substring(page.indexOf("<main"), page.indexOf("</main>"))
                .replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
    }

    @Test
    void aLabelIsWrittenOnce() {
        long answer = answer("Where is it?");
        HttpResponse<String> annas = anna.get(PAGE);
        HttpResponse<String> ottos = otto.get(PAGE);
        assertThat(List.of(shown(annas), shown(ottos))).containsOnly(answer);
        assertThat(rate(anna, annas, "GOOD")).isEqualTo(PAGE + "?done=gone");
        assertThat(labels(answer)).isEmpty();
        assertThat(rate(anna, annas, "RELEVANT")).isEqualTo(PAGE + "?done=rated");
        assertThat(rate(otto, ottos, "NON_RELEVANT")).isEqualTo(PAGE + "?done=gone");
        assertThat(rate(anna, annas, "PARTLY_RELEVANT")).isEqualTo(PAGE + "?done=gone");
        assertThat(labels(answer)).containsExactly("RELEVANT anna");
        assertThat(otto.get(PAGE + "?done=gone").body())
                .contains("Somebody else rated that answer, or it is gone.");
        assertThat(DeskClient.location(otto.send(ottos, PAGE + "/undo", Map.of()))).isEqualTo(PAGE + "?done=nothing");
        assertThat(DeskClient.location(anna.send(annas, PAGE + "/undo", Map.of()))).isEqualTo(PAGE + "?done=undone");
        assertThat(labels(answer)).isEmpty();
    }

    @Test
    void whatIsSkippedComesLast() {
        for (String question : List.of("One?", "Two?", "Three?")) {
            answer(question);
        }
        HttpResponse<String> page = anna.get(PAGE);
        long first = shown(page);
        page = anna.get(PAGE + "?skip=" + first);
        long second = shown(page);
        page = anna.get(PAGE + "?skip=" + second);
        long third = shown(page);
        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        assertThat(shown(anna.get(PAGE + "?skip=" + third))).as("all were skipped").isEqualTo(first);
        page = anna.get(PAGE + "?skip=" + first);
        assertThat(rate(anna, page, "RELEVANT")).isEqualTo(PAGE + "?done=rated&skip=" + first);
        page = anna.get(PAGE + "?done=rated&skip=" + first);
        assertThat(shown(page)).isEqualTo(third);
        rate(anna, page, "RELEVANT");
        assertThat(shown(anna.get(PAGE + "?done=rated&skip=" + first))).as("only that one is left").isEqualTo(first);
        assertThat(anna.get(PAGE + "?skip=-1").statusCode()).isEqualTo(200);
        assertThat(anna.get(PAGE + "?skip=99999999999999999999").statusCode()).isEqualTo(200);
    }

    @Test
    void saysWhenTheWeekIsDoneAndWhenThereIsNothingYet() {
        assertThat(anna.get(PAGE).body()).contains("There is nothing to rate this week yet")
                .doesNotContain("name=\"message\"");
        answer("One?");
        long two = answer("Two?");
        rate(anna, anna.get(PAGE), "RELEVANT");
        assertThat(anna.get(PAGE).body()).contains("Left this week: 1");
        rate(otto, otto.get(PAGE), "PARTLY_RELEVANT");
        assertThat(anna.get(PAGE).body()).contains("All of this week are rated: 2. Thank you!")
                .doesNotContain("name=\"message\"");
        assertThat(anna.in("de", PAGE).body()).contains("Alle dieser Woche sind bewertet: 2.");
        jdbc.sql("update judgement set sampled_on = sampled_on - 7 where message_id = ?").param(two).update();
        assertThat(anna.get(PAGE).body()).contains("All of this week are rated: 1.");
    }

    @Test
    void lastWeeksAnswersAndThoseThatAreGoneAreNotRated() {
        long old = answer("Old?");
        HttpResponse<String> page = anna.get(PAGE);
        jdbc.sql("update judgement set sampled_on = sampled_on - 7").update();
        assertThat(rate(anna, page, "RELEVANT")).isEqualTo(PAGE + "?done=gone");
        assertThat(labels(old)).isEmpty();
        for (int i = 0; i < 12; i++) {
            long gone = answer("Gone?");
            jdbc.sql("update message set deleted_at = now() where id = ?").param(gone).update();
        }
        long kept = answer("Kept?");
        assertThat(shown(anna.get(PAGE))).isEqualTo(kept);
        jdbc.sql("""
                update participant set erasing_at = now() where id = (select q.participant_id from message a
                    join message q on q.id = a.answers_message where a.id = ?)""").param(kept).update();
        assertThat(anna.get(PAGE).body()).doesNotContain("name=\"message\"", "Kept?");
    }
}
