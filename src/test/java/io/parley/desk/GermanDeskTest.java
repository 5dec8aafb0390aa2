package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The desk in German has one word for one thing. */
class GermanDeskTest {
    /** A ticket is erledigt, what was wrong is richtiggestellt, a ticket is zugeteilt, and the bot is beigebracht what is told. */
    private static final Pattern OTHER_WORDS = Pattern.compile(
            "\\b(lösen|gelöst|Lösung|[Bb]erichtig\\w*|Kundin|[Zz]ugewiesen|Mitarbeiter\\w*|lehrte)\\b",
            Pattern.UNICODE_CHARACTER_CLASS);

    @Test
    void oneThingHasOneWord() throws IOException {
        String texts = Files.readString(Path.of("channels/desk/texts.de.yaml"));

        List<String> others = OTHER_WORDS.matcher(texts).results().map(MatchResult::group).toList();

        assertThat(others).isEmpty();
    }
}
