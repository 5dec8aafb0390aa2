package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Parley;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import picocli.CommandLine;

class CommandsTest {
    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"--bogus", "--serverport=9000", "--sever.port=9000", "nonsense"})
    void refusesWhatIsNoSetting(String option) {
        assertThat(run("serve", option)).isEqualTo(2);
        assertThat(out.toString()).contains(option);
    }

    @Test
    void saysOfEachCommandWholeSentences() {
        Commands.commandLine(Parley.class).getSubcommands().forEach((name, line) -> {
            String[] summary = line.getCommandSpec().usageMessage().header();
            String shown = summary.length > 0 ? summary[0] : line.getCommandSpec().usageMessage().description()[0];
            assertThat(shown).as(name).endsWith(".");
        });
    }

    @Test
    void refusesAMissingFileBeforeItStartsAnything() {
        assertThat(run("import", "no-such-file.csv")).isEqualTo(1);
        assertThat(out.toString()).contains("no-such-file.csv").contains("There is no such file.");
    }

    @Test
    void namesTheSettingThatCannotBeAndWhatItMayBe() {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of("parley.some.time-unit", "daze")));
        String said;
        try {
            said = String.valueOf(binder.bind("parley.some.time-unit", java.time.DayOfWeek.class).orElse(null));
        } catch (RuntimeException e) {
            said = Commands.sentence(e);
        }

        assertThat(said).contains("parley.some.time-unit (PARLEY_SOME_TIME_UNIT)").contains("monday, tuesday");
    }

    private int run(String... arguments) {
        CommandLine line = Commands.commandLine(Parley.class);
        return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true)).execute(arguments);
    }
}
