package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.Knowledge;
import io.parley.learning.gap.Gaps;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ChatVisitor;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Agents see what customers ask and the FAQ lacks, and answer it for all, on a page without script. */
@ParleyTest(properties = {"parley.limits.tickets-per-address=1000", "parley.learning.enabled=false"})
class GapPagesTest {
    private static final String PAGE = "/desk/gaps";
    private static final List<String> LLAMAS = List.of("Can I bring my llama to the pottery class?",
            "May I bring a llama to the <b>pottery</b> class?", "Is my llama allowed at the pottery class?");
    private static final List<String> SUBMARINES = List.of("Do you rent out submarines?",
            "Do you rent out a submarine?", "Do you also rent out submarines?");
    private static int visitors;

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Knowledge knowledge;

    @Autowired
    private Gaps gaps;

    private DeskClient ann;

    /** Other tests' customers asked nothing. */
    @BeforeEach
    void start() {
        jdbc.sql("update message set said_at = said_at - interval '31 days' where author = 'participant'").update();
        for (String table : List.of("gap_question", "gap", "gap_progress", "suggestion")) {
            jdbc.sql("delete from " + table).update();
        }
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
    }

    @AfterEach
    void stop() {
        ann.close();
        jdbc.sql("delete from faq_phrasing where text like '%submarine%'").update();
        StoredFaq.retireAndReadAll(jdbc, knowledge, "owner = 'ann'");
    }

    @Test
    void nothingIsLacking() {
        assertThat(ann.get(PAGE).body()).contains("The FAQ lacks nothing");
    }

    @Test
    void theyAreShownOnceSomebodyLooks() {
        ask(LLAMAS);
        HttpResponse<String> looked = ann.send(ann.get(PAGE), PAGE + "/look", Map.of());
        assertThat(DeskClient.location(looked)).isEqualTo(PAGE + "?done=looked");
        assertThat(ann.get(DeskClient.location(looked)).body()).contains(
                "Looked just now. Questions without an answer in the last 30 days: 3; groups of like ones: 1.",
                "By itself the bot looks every ten minutes.");

        assertThat(ann.get(PAGE).body()).contains("Can I bring my llama to the pottery class?",
                "a llama to the &lt;b&gt;pottery&lt;/b&gt; class?", "People who asked in 30 days: 3",
                "The nearest entry").doesNotContain("<b>pottery");
        assertThat(ann.in("de", PAGE).body()).contains("Lücken", "So viele fragten in 30 Tagen: 3");
    }

    @Test
    void anAnswerGoesToReviewAndFromThereIntoTheFaq() {
        long gap = gap(LLAMAS);
        HttpResponse<String> empty = ann.send(ann.get(PAGE), PAGE + "/" + gap + "/answer", Map.of("answer", " "));
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(empty.body()).contains("The answer needs 1 to 20,000 characters.");

        HttpResponse<String> written = ann.send(empty, PAGE + "/" + gap + "/answer",
                Map.of("answer", "Llamas are welcome in the yard, on a lead."));
        assertThat(DeskClient.location(written)).isEqualTo("/desk/drafts?n=0");
        assertThat(ann.get(PAGE).body()).contains("An answer waits for review.", "/desk/drafts?n=0");
        HttpResponse<String> review = ann.get("/desk/drafts?n=0");
        assertThat(review.body()).contains("Llamas are welcome in the yard, on a lead.", "asked on no ticket");

        long suggestion = jdbc.sql("select id from suggestion").query(Long.class).single();
        assertThat(DeskClient.location(ann.send(review, "/desk/drafts/" + suggestion + "/publish",
                Map.of("question", LLAMAS.get(0), "answer", "Llamas are welcome in the yard, on a lead.", "otherWays",
                        LLAMAS.get(2) + "\nMay I bring a llama?"))))
                .endsWith("done=published");
        assertThat(ann.get(PAGE).body()).contains("The FAQ lacks nothing");
        assertThat(answer("Can my llama come to the pottery class?")).startsWith("Llamas are welcome");
        assertThat(DeskClient.location(
                ann.send(ann.get(PAGE), PAGE + "/" + gap + "/answer", Map.of("answer", "Llamas are welcome."))))
                .as("nobody asks it any more").isEqualTo("/desk/drafts?n=0");
    }

    @Test
    void itsQuestionsBecomeWaysToAskForAnEntry() {
        long gap = gap(SUBMARINES);
        assertThat(DeskClient
                .location(ann.send(ann.get(PAGE), PAGE + "/" + gap + "/attach", Map.of("entry", "gift-wrapping"))))
                .isEqualTo(PAGE + "?done=attached");

        assertThat(ann.get(PAGE + "?done=attached").body()).contains("The bot knows these questions", "lacks nothing");
        assertThat(jdbc.sql("select text from faq_phrasing where entry = 'gift-wrapping' and text like '%submarine%'")
                .query(String.class).list()).containsExactlyInAnyOrderElementsOf(SUBMARINES);
        assertThat(DeskClient.location(
                ann.send(ann.get(PAGE), PAGE + "/" + gap + "/attach", Map.of("entry", "no-such-entry"))))
                .endsWith("done=gone");
    }

    @Test
    void twoArePutTogetherAndOneIsIgnored() {
        gap(LLAMAS);
        gap(SUBMARINES);
        List<Long> both = jdbc.sql("select id from gap order by id").query(Long.class).list();
        assertThat(both).hasSize(2);
        String first = PAGE + "/" + both.getFirst();
        assertThat(DeskClient.location(
                ann.send(ann.get(PAGE), first + "/join", Map.of("into", Long.toString(both.getLast())))))
                .endsWith("done=joined");
        assertThat(ann.get(PAGE).body()).contains("People who asked in 30 days: 6", ">Gap</span>");

        assertThat(DeskClient.location(ann.send(ann.get(PAGE), PAGE + "/" + both.getLast() + "/ignore", Map.of())))
                .endsWith("done=ignored");
        assertThat(ann.get(PAGE).body()).contains("The FAQ lacks nothing");
        assertThat(DeskClient.location(ann.send(ann.get(PAGE), first + "/ignore", Map.of()))).endsWith("done=gone");
        assertThat(jdbc.sql("select detail from audit where object = 'g' || ? order by id").param(both.getLast())
                .query(String.class).list()).containsExactly("joined", "ignored");
    }

    private long gap(List<String> questions) {
        ask(questions);
        gaps.look();
        return jdbc.sql("select max(id) from gap").query(Long.class).single();
    }

    private void ask(List<String> questions) {
        for (String question : questions) {
            answer(question);
        }
    }

    private String answer(String question) {
        try (ChatVisitor visitor = new ChatVisitor(port, "198.51.100." + (++visitors % 250 + 1))) {
            return jdbc.sql("select text from message where id = ?").param(visitor.ask(question)).query(String.class)
                    .single();
        }
    }
}
