package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.faq.Lesson;
import io.parley.support.ParleyTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** The commands about what was learned, over a database in which a customer was helped. */
@ParleyTest(properties = "parley.serving=false")
class LearningCommandsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    @Value("${parley.data-dir}")
    String data;

    private final StringWriter out = new StringWriter();

    @Test
    void listsPublishesAndDismissesRefitsRestoresAndMeasures() throws IOException {
        assertThat(run("evaluate", "--live")).isEqualTo(1);
        assertThat(said()).contains("Nobody has said yet that an answer was right");

        long helped = helped("hey, any idea where my order is?");
        long other = helped("where on earth is my order");
        assertThat(run("refits", "run")).as(said()).isZero();
        assertThat(said()).contains("taken:").contains("2 pairs, 2 confirmed");
        long refit = jdbc.sql("select max(id) from refit").query(Long.class).single();
        assertThat(run("drafts")).isZero();
        assertThat(said()).contains("2 phrasings wait for review.").contains("p" + helped)
                .contains("Where is my order?");

        assertThat(run("drafts", "publish", "p" + helped)).isZero();
        assertThat(said()).contains("p" + helped + " is published.");
        assertThat(run("drafts", "dismiss", "p" + other, "p987")).isEqualTo(1);
        assertThat(said()).contains("p" + other + " is dismissed.",
                "p987 is nothing that waits for review.");
        assertThat(jdbc.sql("select text from faq_phrasing where origin = 'learned'").query(String.class)
                .list()).containsExactly("hey, any idea where my order is?");

        assertThat(run("evaluate", "--live")).isZero();
        assertThat(said()).contains("2 questions").contains("hit@1         1.0000");
        assertThat(run("refits", "cases", cases())).isEqualTo(1);
        assertThat(said()).contains("2 cases were added, 1 left out");
        assertThat(run("refits", "compare", "" + refit)).as(said()).isZero();
        assertThat(said()).containsPattern("version 0 +[0-9,]+ questions: auroc [01]\\.\\d+, ece [01]\\.\\d+")
                .containsPattern("version " + refit + " +[0-9,]+ questions: auroc [01]\\.\\d+, ece [01]\\.\\d+");
        assertThat(run("refits", "compare", "" + (refit + 7))).isEqualTo(1);
        assertThat(run("refits", "restore", "0")).isZero();
        assertThat(run("refits", "restore", "" + (refit + 99))).isEqualTo(1);
        assertThat(run("refits")).isZero();
        assertThat(said()).contains("* " + (refit + 1)).contains("restored: version 0").contains("taken:");
    }

    @Test
    void namesTheListOfErasuresAndReplaysIt() throws IOException {
        Path list = Path.of(data, "erasures.txt");
        Files.deleteIfExists(list);
        assertThat(run("erasures")).isZero();
        assertThat(said()).endsWith(list + System.lineSeparator());
        assertThat(run("erasures", "replay")).isEqualTo(1);
        assertThat(said()).contains("erasures.txt is not there");

        list = folder.resolve("erasures.txt");
        Files.writeString(list, "key " + "ab".repeat(32) + "\n2026-01-01T00:00:00Z " + "cd".repeat(32) + "\n");
        assertThat(run("erasures", "replay", list.toString())).isZero();
        assertThat(said()).contains("1 erasures are listed, 1 of them unknown to this database; 0 people are erased");
    }

    @Test
    void listsDraftsByPageShowsOneWholeAndDecidesOnMany() {
        assertThat(run("drafts")).as("begins with the starter FAQ: %s", said()).isZero();
        String answer = "It is long. ".repeat(20).strip();
        for (int number = 1; number <= 5; number++) {
            jdbc.sql("""
                    insert into faq_entry (id, question, answer, state, change)
                    values (?, ?, ?, 'draft', 0)""").param("wanted-" + number).param("Is it wanted, " + number + "?")
                    .param(number == 5 ? answer : null).update();
        }

        assertThat(run("drafts", "--from", "files", "--most", "3", "--page", "2")).isZero();
        assertThat(said()).contains("4 entries wait for review. Page 2 of 2").contains("wanted-4")
                .doesNotContain("wanted-3", "wanted-5", "phrasing");
        assertThat(run("drafts", "--from", "agents")).isZero();
        assertThat(said()).contains("1 entry waits for review.").contains("wanted-5").doesNotContain("wanted-1",
                answer);
        assertThat(run("drafts", "show", "wanted-5")).isZero();
        assertThat(said()).contains("Is it wanted, 5?").contains(answer);
        assertThat(run("drafts", "show", "wanted-6")).isEqualTo(1);
        assertThat(run("drafts", "--search", "WANTED, 2")).isZero();
        assertThat(said()).contains("1 entry waits for review.").contains("wanted-2");

        assertThat(run("drafts", "dismiss")).isEqualTo(2);
        assertThat(run("drafts", "dismiss", "--all", "--from", "files", "--search", "wanted")).isZero();
        assertThat(said()).contains("0 phrasings and 4 entries are dismissed.");
        assertThat(run("drafts", "publish", "--all", "--search", "wanted")).isZero();
        assertThat(said()).contains("0 phrasings and 1 entries are published.");
        assertThat(jdbc.sql("select state from faq_entry where id like 'wanted-%' order by id")
                .query(String.class).list())
                .containsExactly("retired", "retired", "retired", "retired", "published");
        jdbc.sql("delete from faq_entry where id like 'wanted-%'").update();
    }

    private static String cases() throws IOException {
        return Files.writeString(folder.resolve("cases.csv"),
                "question,expected\nwhere is it,track-order\nwho won the cup,\nwhere is this,no-such-entry\n")
                .toString();
    }

    /** A customer asked, and an agent says that the entry about an order's way helps. */
    private long helped(String question) {
        long messageId = jdbc
                .sql("""
                        with c as (insert into conversation (channel, thread, address) values ('web', :text, :text) returning id)
                        insert into message (conversation_id, author, text, said_at, channel)
                        select id, 'participant', :text, now(), 'web' from c returning id""")
                .param("text", question)
                .query(Long.class).single();
        long lesson = jdbc.sql("""
                insert into lesson (entry, hash, text, revision) values ('track-order', ?, ?, 1) returning id""")
                .param(Lesson.key(question)).param(question).query(Long.class).single();
        jdbc.sql("""
                insert into lesson_vote (lesson, person, said, message, said_at)
                values (?, 'agent:Marta', 'helpful', ?, now())""").param(lesson).param(messageId).update();
        return lesson;
    }

    private String said() {
        return out.toString();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine line = Commands.commandLine(Application.running(context));
        return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true)).execute(arguments);
    }
}
