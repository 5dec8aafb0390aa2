package io.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

@ParleyTest(properties = "parley.serving=false")
class UnknownSettingsTest {
    private static final Pattern NAME = Pattern.compile("PARLEY_[A-Z_]*[A-Z](?![A-Z_])");

    @Autowired
    private ApplicationContext parley;

    private List<String> found(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", settings));
        return new UnknownSettings(parley, environment).found();
    }

    @Test
    void namesWhatIsMistypedAndWhatWasMeant() {
        assertThat(found(Map.of("PARLEY_TELEGRAM_TOKN", "1:x", "parley.email.imap-ulr", "imaps://…"))).satisfiesExactly(
                first -> assertThat(first).startsWith("PARLEY_TELEGRAM_TOKN is no setting")
                        .contains("PARLEY_TELEGRAM_TOKEN"),
                second -> assertThat(second).startsWith("parley.email.imap-ulr is").contains("PARLEY_EMAIL_IMAP_URL"));
    }

    @Test
    void takesEachWayToWriteASetting() {
        assertThat(found(Map.of("PARLEY_EMAIL_CHECK_EVERY", "1s", "PARLEY_EMAIL_CHECKEVERY", "1s",
                "parley.email.checkEvery",
                "1s", "parley.email.aliases[0]", "a@b.example", "PARLEY_EMAIL_ALIASES_0", "a@b.example",
                "PARLEY_EMAIL_MAILBOXES_SALES_ADDRESS", "a@b.example", "parley.email.limits.mailbox-per-hour", "1")))
                .isEmpty();
    }

    @Test
    void knowsEachNameThatTheDocumentsGive() throws IOException {
        Map<String, Object> documented;
        try (Stream<Path> files = Stream.of("README.md", "docs", "channels").map(Path::of)
                .flatMap(UnknownSettingsTest::within)) {
            documented = files.flatMap(file -> NAME.matcher(text(file)).results()).map(MatchResult::group).distinct()
                    .collect(Collectors.toMap(Function.identity(), name -> ""));
        }
        assertThat(documented).hasSizeGreaterThan(50);
        assertThat(found(documented)).isEmpty();
    }

    private static Stream<Path> within(Path folder) {
        try {
            return Files.walk(folder).filter(path -> path.toString().endsWith(".md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
