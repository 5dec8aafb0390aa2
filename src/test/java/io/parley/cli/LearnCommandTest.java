package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** What a team answered in other systems becomes suggestions by a command. */
@ParleyTest(properties = "parley.serving=false")
class LearnCommandTest {
    private static final String ZENDESK = """
            {"id": 35436, "subject": "Help", "requester_id": 20978392, "comments": [
             {"id": 1, "author_id": 20978392, "public": true, "plain_body": "Hello, I am Joan Baxter. Can I bring my llama to the pottery class?"},
             {"id": 2, "author_id": 123, "public": false, "plain_body": "Joan is the one with the llama, call 030 1234567"},
             {"id": 3, "author_id": 123, "public": true, "plain_body": "Dear Joan, llamas wait in the yard while their owners are in class. Regards, Marta"}]}""";
    private static final String ZAMMAD = """
            {"id": 3, "title": "Kiln", "articles": [
             {"id": 7, "sender": "Customer", "from": "Bob Smith <bob.smith@example.org>", "internal": false, "content_type": "text/html",
              "body": "<div>How hot does your kiln get?<br><br>Bob Smith</div>"},
             {"id": 8, "sender": "Agent", "from": "Marta via Shop", "internal": true, "content_type": "text/plain", "body": "He asks again."},
             {"id": 9, "sender": "Agent", "from": "Marta via Shop", "internal": false, "content_type": "text/html",
              "body": "Hello Bob,<br>our kiln gets as hot as 1,260 degrees, which is enough for stoneware.<blockquote>How hot?</blockquote>"}]}""";
    private static final String CHATWOOT = """
            {"id": 42, "meta": {"sender": {"name": "Ann Miller", "email": "ann.miller@example.org"}}, "messages": [
             {"id": 1, "message_type": 0, "private": false, "content": "Do you sell glazes by the litre?"},
             {"id": 2, "message_type": 1, "private": false, "content": "I am a bot and know nothing of glazes at all.", "sender": {"type": "agent_bot"}},
             {"id": 3, "message_type": 2, "private": false, "content": "Marta was assigned"},
             {"id": 4, "message_type": 1, "private": true, "content": "She is a regular"},
             {"id": 5, "message_type": 1, "private": false, "content": "Glazes are sold in bottles of half a litre and of two litres.", "sender": {"type": "user", "name": "Marta"}}]}""";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void clear() {
        jdbc.sql("delete from suggestion").update();
        jdbc.sql("delete from past_answer").update();
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        CommandLine line = Commands.commandLine(Application.running(context)).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return line.execute(words);
    }

    private static String file(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines)).toString();
    }

    private static String oneLine(String json) {
        return json.replace("\n", " ");
    }

    private List<String> suggested() {
        return jdbc
                .sql("select question || ' => ' || answer from suggestion where state = 'open' order by id")
                .query(String.class).list();
    }

    @Test
    void learnsFromExportsOnceAndNamesTheLinesThatAreWrong() throws IOException {
        String export = file("export.jsonl", oneLine(ZENDESK), "{\"id\": 1, \"comments\": [", oneLine(ZAMMAD), "",
                "{\"id\": 2}", oneLine(CHATWOOT),
                "{\"id\": 5, \"requester_id\": 1, \"comments\": [{\"author_id\": 1, \"body\": \"Thanks!\"}]}",
                "{\"id\": 6, \"comments\": []}");

        assertThat(run("learn", export)).as(err.toString()).isZero();

        assertThat(out.toString()).contains("Suggestions made: 3;", "nothing in them for others: 1.", "Left out: 3.",
                "line 2 is no well-formed JSON", "line 5 has no comments (Zendesk), articles (Zammad) or messages",
                "line 8 does not say who asked");
        assertThat(suggested()).containsExactly(
                "Can I bring my llama to the pottery class? => llamas wait in the yard while their owners are in class.",
                "How hot does your kiln get? => our kiln gets as hot as 1,260 degrees, which is enough for stoneware.",
                "Do you sell glazes by the litre? => Glazes are sold in bottles of half a litre and of two litres.");
        assertThat(run("learn", export)).isZero();
        assertThat(out.toString()).contains("Suggestions made: 0;", "learned from before: 3;");
        assertThat(suggested()).hasSize(3);
        assertThat(jdbc.sql("select max(support) from suggestion").query(Integer.class).single()).isOne();
    }

    @Test
    void learnsFromAMailboxWhatTheTeamAnswered() throws IOException {
        String mailbox = file("sent.mbox", "From ann@example.org Mon Nov 23 10:00:00 2026",
                "From: Ann Miller <ann.miller@example.org>", "To: support@shop.example", "Subject: A question",
                "Message-ID: <1@example.org>", "", "Hello,", "", "can I pick up my vase on a Sunday?", "",
                ">From time to time I work on Saturdays.", "", "Ann Miller", "",
                "From marta@shop.example Mon Nov 23 11:00:00 2026", "From: Marta <marta@shop.example>",
                "To: ann.miller@example.org", "Subject: Re: A question", "Message-ID: <2@shop.example>",
                "In-Reply-To: <1@example.org>", "", "Dear Ann,", "",
                "vases can be picked up on Sundays between ten and twelve.", "", "Regards, Marta", "",
                "On Mon, Nov 23, 2026, Ann Miller <ann.miller@example.org> wrote:",
                "> can I pick up my vase on a Sunday?", "", "From nobody Mon Nov 23 12:00:00 2026", "nothing at all",
                "");

        assertThat(run("learn", mailbox)).isEqualTo(2);
        assertThat(err.toString()).contains("--team");
        assertThat(run("learn", mailbox, "--team", "shop.example")).as(err.toString()).isZero();

        assertThat(out.toString()).contains("Suggestions made: 1;", "mail 3 is no mail that can be read");
        assertThat(suggested()).singleElement().satisfies(one -> assertThat(one)
                .contains("pick up my vase on a Sunday?", "vases can be picked up on Sundays")
                .doesNotContainIgnoringCase("miller").doesNotContain("Marta", "wrote:"));
        assertThat(run("learn", mailbox, "--team", "marta@shop.example")).isZero();
        assertThat(out.toString()).contains("learned from before: 1;");
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        assertThat(run("learn", folder.resolve("none.jsonl").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("There is no file");
    }
}
