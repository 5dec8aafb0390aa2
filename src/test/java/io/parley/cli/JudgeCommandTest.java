package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Parley;
import io.parley.fake.model.FakeModels;
import io.parley.fake.model.Protocol;
import io.parley.fake.model.Reply;
import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import picocli.CommandLine;

/** {@code evaluate --judge} has a model judge a file. */
@ParleyTest(properties = {"parley.serving=false", "parley.llm.timeout=2s", "parley.cost.tokens-per-day=1000000"})
class JudgeCommandTest {
    private static final FakeModels models = FakeModels.start();

    @TempDir
    private Path folder;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TestDatabase database;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int before;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        model(models.baseUrl(Protocol.OPENAI)).forEach((name, value) -> properties.add(name, () -> value));
    }

    private static Map<String, String> model(String url) {
        return Map.of("parley.llm.provider", "openai", "parley.llm.base-url", url, "parley.llm.api-key",
                FakeModels.KEY, "parley.llm.model", FakeModels.MODEL);
    }

    @BeforeEach
    void begin() {
        jdbc.sql("delete from model_usage").update();
        before = models.requests().size();
    }

    private int judge(String rows) throws IOException {
        return run(Commands.commandLine(Application.running(context)), rows);
    }

    private int run(CommandLine line, String rows) throws IOException {
        Path file = Files.writeString(folder.resolve("answers.csv"), "question,answer,context\n" + rows);
        return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute("evaluate", "--judge",
                file.toString());
    }

    private static String rows(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "Where is parcel " + i + "?,On its way " + i + ".,Question: Parcels\n")
                .collect(Collectors.joining());
    }

    private static Reply says(String label) {
        return new Reply.Says("{\"label\": \"" + label + "\", \"why\": \"It says so.\"}");
    }

    private int asked() {
        return models.requests().size() - before;
    }

    @AfterAll
    static void close() {
        models.close();
    }

    @Test
    void printsTheSharesOfTheLabels() throws IOException {
        models.next(says("RELEVANT"), says("PARTLY_RELEVANT"), says("RELEVANT"), says("NON_RELEVANT"),
                says("RELEVANT"), says("RELEVANT"), says("PARTLY_RELEVANT"), says("RELEVANT"));
        assertThat(judge(rows(8))).as(err.toString()).isZero();
        assertThat(out.toString().lines()).containsExactly("line 3: PARTLY_RELEVANT: It says so.",
                "line 5: NON_RELEVANT: It says so.", "line 8: PARTLY_RELEVANT: It says so.",
                "RELEVANT         62.5 %  5 of 8", "PARTLY_RELEVANT  25.0 %  2 of 8",
                "NON_RELEVANT     12.5 %  1 of 8");
        assertThat(asked()).isEqualTo(8);
    }

    @Test
    void theModelReadsTheLineAloneWithoutWhoItIsOf() throws IOException {
        models.next(says("RELEVANT"));
        assertThat(judge("\"Where is it? zora@quill.example\",\"It comes, zora@quill.example.\",Question: Parcels\n"))
                .isZero();
        assertThat(models.lastRequest().everything()).contains("Where is it?", "It comes,", "Question: Parcels",
                "[EMAIL_1]").doesNotContain("quill");
    }

    @Test
    void whatCannotBeReadIsAskedForOnceMore() throws IOException {
        models.next(new Reply.Says("I like it."), says("RELEVANT"), says("GOOD"), says("NON_RELEVANT"));
        assertThat(judge(rows(2))).isZero();
        assertThat(out.toString()).contains("RELEVANT         50.0 %  1 of 2", "NON_RELEVANT     50.0 %  1 of 2");
        assertThat(asked()).isEqualTo(4);
    }

    @Test
    void whatCannotBeReadTwiceIsNamedAndHasNoLabel() throws IOException {
        models.next(says("RELEVANT"), new Reply.Says("I like it."), new Reply.Says("{\"label\": 7}"),
                says("RELEVANT"));
        assertThat(judge(rows(3))).isEqualTo(1);
        assertThat(err.toString()).contains("line 3: the model wrote no label, twice").doesNotContain("line 2:",
                "line 4:");
        assertThat(out.toString().lines()).containsExactly("RELEVANT         100.0 %  2 of 2",
                "PARTLY_RELEVANT   0.0 %  0 of 2", "NON_RELEVANT      0.0 %  0 of 2", "without a label: 1");
        assertThat(asked()).isEqualTo(4);
    }

    @Test
    void aSlowAnswerIsNotWaitedFor() throws IOException {
        models.next(says("RELEVANT"), Reply.hangs(), says("NON_RELEVANT"));
        assertThat(judge(rows(3))).isEqualTo(1);
        assertThat(err.toString()).contains("line 3: the model failed: TIMEOUT");
        assertThat(out.toString()).contains("RELEVANT         50.0 %  1 of 2", "without a label: 1");
    }

    @Test
    void overTheBudgetTheModelIsNotAsked() throws IOException {
        jdbc.sql("""
                insert into model_usage (day, model, purpose, calls, tokens_in, tokens_out, micros)
                select (now() at time zone 'UTC')::date + i, 'other', 'answer', 1, 999999, 0, 0
                from generate_series(-1, 1) i""").update();
        assertThat(judge(rows(3))).isEqualTo(1);
        assertThat(err.toString()).contains("line 2: today's budget for the language model is used up (parley.cost)")
                .doesNotContain("line 3:");
        assertThat(out.toString().lines()).containsExactly("RELEVANT              -  0 of 0",
                "PARTLY_RELEVANT       -  0 of 0", "NON_RELEVANT          -  0 of 0", "without a label: 3");
        assertThat(asked()).isZero();
    }

    @Test
    void theBudgetEndsInTheMiddleOfAFile() throws IOException {
        models.next(says("RELEVANT"));
        jdbc.sql("""
                insert into model_usage (day, model, purpose, calls, tokens_in, tokens_out, micros)
                select (now() at time zone 'UTC')::date + i, 'other', 'answer', 1, 995800, 0, 0
                from generate_series(-1, 1) i""").update();
        int took = Protocol.TOKENS_IN + Protocol.TOKENS_OUT;
        models.always(says("RELEVANT"));
        assertThat(judge(rows(40))).isEqualTo(1);
        assertThat(err.toString()).contains("today's budget for the language model is used up");
        assertThat(asked()).isBetween(1, 39);
        assertThat(jdbc.sql("select sum(tokens_in + tokens_out) from model_usage where purpose = 'judge'")
                .query(Integer.class).single()).isEqualTo(asked() * took).isLessThanOrEqualTo(4200);
    }

    @Test
    void aRowThatIsWrongIsNamedWithItsFieldAndTheOthersAreJudged() throws IOException {
        models.next(says("RELEVANT"), says("RELEVANT"));
        assertThat(judge("Where is it?,On its way.,\n,No question.,x\n\"Two\nlines?\",  ,x\nJust one\nAnd?,Yes.,x\n"))
                .isEqualTo(1);
        assertThat(err.toString().lines().filter(line -> line.startsWith("line "))).containsExactly(
                "line 3: has no question", "line 4: has no answer",
                "line 6: has 1 cells where the first line has 3; a cell with a comma or a line break needs quotation marks");
        assertThat(out.toString()).contains("RELEVANT         100.0 %  2 of 2", "without a label: 3");
    }

    @Test
    void saysThatTheModelIsAwayOrThatThereIsNone() throws IOException {
        String away;
        try (FakeModels gone = FakeModels.start()) {
            away = gone.baseUrl(Protocol.OPENAI);
        }
        assertThat(ofItsOwn(model(away), rows(9))).isEqualTo(1);
        assertThat(err.toString()).contains("line 2: the model failed: UNREACHABLE", "line 4: the model failed",
                "The model is not asked any further; doctor says more about it.").doesNotContain("line 5:");
        assertThat(out.toString()).contains("without a label: 9");

        assertThat(ofItsOwn(Map.of(), rows(1))).isEqualTo(2);
        assertThat(err.toString()).contains("No model is configured. Set PARLEY_LLM_PROVIDER and PARLEY_LLM_MODEL");
    }

    /** Runs it as a process of its own would, with further settings. */
    private int ofItsOwn(Map<String, String> further, String rows) throws IOException {
        Map<String, String> settings = new TreeMap<>(further);
        settings.putAll(Map.of("spring.datasource.url", database.getJdbcUrl(), "spring.datasource.username",
                database.getUsername(), "spring.datasource.password", database.getPassword(), "parley.data-dir",
                folder.toString()));
        settings.forEach(System::setProperty);
        try {
            return run(Commands.commandLine(Parley.class), rows);
        } finally {
            List.copyOf(settings.keySet()).forEach(System::clearProperty);
        }
    }
}
