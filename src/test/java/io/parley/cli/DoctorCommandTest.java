package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Parley;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The doctor, each time in an application of its own. */
class DoctorCommandTest {
    private static final TestDatabase database = TestDatabase.migrated();
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    private final StringWriter out = new StringWriter();

    @BeforeAll
    static void point() {
        settings().forEach(System::setProperty);
    }

    @AfterAll
    static void close() {
        settings().keySet().forEach(System::clearProperty);
        database.close();
    }

    private static Map<String, String> settings() {
        return Map.of("spring.datasource.url", database.getJdbcUrl(), "spring.datasource.username",
                database.getUsername(), "spring.datasource.password", database.getPassword(), "parley.data-dir",
                folder.toString(), "parley.office-hours", "Mon-Fri 9:00-17:00", "parley.time-zone", "Europe/Berlin");
    }

    @Test
    void showsTheNextFiveOpeningsAndASuperuser() {
        assertThat(run("doctor")).isEqualTo(1);

        String change = "(opens|closes) (Mon|Tue|Wed|Thu|Fri) \\d{4}-\\d\\d-\\d\\d (09|17):00";
        assertThat(out.toString()).containsPattern("ok +office hours +(open|closed) now \\(Europe/Berlin\\); " + change
                + "(, " + change + "){4}\\s")
                .containsPattern("WRONG +database .* serves as a superuser.*MIGRATION_USERNAME");
    }

    @Test
    void namesASettingThatIsWrong() {
        System.setProperty("parley.email.address", "support@shop.example");
        System.setProperty("parley.email.imap-url", "imap://a:b@imap.shop.example");
        try {
            assertThat(run("doctor")).isEqualTo(1);
        } finally {
            System.clearProperty("parley.email.address");
            System.clearProperty("parley.email.imap-url");
        }
        assertThat(out.toString()).contains("WRONG  settings        parley.email.imap-url must be imaps://").endsWith(
                "machine's own address only\nThe other parts can be looked at when this is mended.\n");
    }

    @Test
    void namesTheEntriesThatAreTooFewAndThoseThatAreTooAlike() throws IOException {
        Path faq = Files.writeString(folder.resolve("faq.csv"), """
                id,question,answer
                end,How do I cancel my subscription?,Choose Cancel.
                stop,How can I cancel a subscription?,Write to us.
                hours,When do you open?,At nine.
                """);
        assertThat(run("import", "--replace", faq.toString())).as(out.toString()).isZero();

        assertThat(run("doctor")).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("WRONG +FAQ +too small to be answered from safely: .*\"When do you open\\?\"")
                .containsPattern(
                        "WRONG +FAQ +entries are asked for in nearly the same words.*: \"How do I cancel my subscription\\?\" and"
                                + " \"How can I cancel a subscription\\?\"");
    }

    /** Commands find all that they need in an application that serves nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"drafts", "refits", "erasures", "dead-letters"})
    void othersRunToo(String command) {
        assertThat(run(command)).as(out.toString()).isZero();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine line = Commands.commandLine(Parley.class);
        return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true)).execute(arguments);
    }
}
