package io.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A test of the default suite waits with the patience of all; a bound that is a promise carries the tag of a suite that runs alone. */
class PatienceTest {
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern HURRY = Pattern
            .compile(
                    "atMost\\(Duration\\.of(Millis|Nanos|Seconds\\([12]?\\d\\))|Thread\\.sleep|isLessThan\\(Duration|assertTimeout[A-Za-z]*\\(Duration");

    @Test
    void noTestOfTheDefaultSuiteIsInAHurry() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            List<String> hurried = files.filter(file -> file.toString().endsWith("Test.java"))
                    .flatMap(PatienceTest::lines)
                    .toList();
            assertThat(hurried).isEmpty();
        }
    }

    /** The lines that bound a time, of a file in which nothing has a tag. */
    private static Stream<String> lines(Path file) {
        try {
            String source = Files.readString(file);
            return source.contains("@Tag(\"") || file.endsWith("PatienceTest.java")
                    ? Stream.empty()
                    : source.lines().filter(line -> HURRY.matcher(line).find())
                            .map(line -> file.getFileName() + ": " + line.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
