package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Parley;
import io.parley.evaluation.AnswerFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private Path questions = Path.of("");

    @BeforeEach
    void writeQuestions() throws IOException {
        questions = Files.writeString(folder.resolve("questions.csv"), """
                question,expected
                how do i reset my password,reset-password|no-such-entry
                <script>alert(1)</script>,
                """);
    }

    private int run(String... arguments) {
        CommandLine line = Commands.commandLine(Parley.class);
        return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true)).execute(arguments);
    }

    @Test
    void aFileToJudgeIsReadLineByLine() throws IOException {
        Path answers = Files.writeString(file("answers.csv"), """
                question,answer,context
                Where is it?,"On the ""way"".",FAQ
                ,No question,
                No answer,,
                too,few
                """);
        AnswerFile read = AnswerFile.read(answers);
        assertThat(read.answers()).containsExactly(new AnswerFile.Answer(2, "Where is it?", "On the \"way\".", "FAQ"));
        assertThat(read.problems()).containsExactly("line 3: has no question", "line 4: has no answer",
                "line 5: has 2 cells where the first line has 3; a cell with a comma or a line break needs quotation marks");
        assertThat(run("evaluate", "--judge", questions.toString())).isNotZero();
        assertThat(out.toString()).contains("names no column 'answer'", "question,answer,context");
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    @Test
    void writesAllFiguresPredictionsAndAPage() throws IOException {
        int code = run("evaluate", "--faq", "db/faq/starter.csv", "--questions", questions.toString(), "--json",
                file("a.json").toString(), "--predictions", file("a.jsonl").toString(), "--html",
                file("a.html").toString());

        assertThat(code).as(out.toString()).isZero();
        JsonNode json = JsonMapper.shared().readTree(Files.readString(file("a.json")));
        assertThat(json.propertyNames()).contains("hit@1", "hit@5", "hit@10", "mrr@10", "auroc", "bestOverall",
                "overall", "ece", "coverage", "precision", "entries", "phrasings", "questions", "unanswerable",
                "embedMillis", "p50Millis", "p99Millis");
        assertThat(json.get("hit@1").asDouble()).isEqualTo(1);
        assertThat(Files.readAllLines(file("a.jsonl"))).hasSize(2).first().asString()
                .contains("\"reset-password\"", "\"confidence\"");
        assertThat(Files.readString(file("a.html"))).contains("<svg", "&lt;script&gt;alert(1)")
                .doesNotContain("<script", "http");
        assertThat(out.toString()).contains("bestOverall", "threshold answered precision overall",
                "1 expected ids are not in the FAQ, such as no-such-entry");
    }

    @Test
    void saysInOneSentenceWhatIsWrongWithAFile() throws IOException {
        Path other = Files.writeString(folder.resolve("other.csv"), "text,label\na,b\n");

        assertThat(run("evaluate", "--faq", "db/faq/starter.csv", "--questions", other.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("other.csv: Its first line names no column 'question'.");
        assertThat(run("evaluate", "--faq", "nowhere.csv", "--questions", questions.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("nowhere.csv: There is no such file.");
    }

    @Test
    void saysWhichThresholdReachesATarget() {
        int code = run("tune", "--precision", "0.9", "--faq", "db/faq/starter.csv", "--questions",
                questions.toString());

        assertThat(code).as(out.toString()).isZero();
        assertThat(out.toString()).contains("Target 90.0 %:", "Set PARLEY_CONFIDENCE_ANSWER=0.");
        assertThat(run("tune", "--precision", "90", "--faq", "a.csv", "--questions", "b.csv")).isEqualTo(2);
    }

    @Test
    void tunesByTheFaqsOwnWaysToAskWhereThereAreNoQuestions() {
        assertThat(run("tune", "--precision", "0.8", "--faq", "db/faq/starter.csv")).as(out.toString()).isZero();
        assertThat(out.toString()).contains("the FAQ's own ways to ask, each asked of the FAQ without it")
                .contains("Target 80.0 %:", "Set PARLEY_CONFIDENCE_ANSWER=0.");
    }

    @Test
    void saysThatAFaqWithOneWayToAskEachTunesNothing() throws IOException {
        Path faq = Files.writeString(file("single.csv"), """
                id,question,answer
                reset,How do I reset my password?,Use the link.
                hours,What are your opening hours?,From 9 to 5.
                """);

        assertThat(run("tune", "--precision", "0.8", "--faq", faq.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("2 questions", "No entry has a second way to ask");
    }
}
