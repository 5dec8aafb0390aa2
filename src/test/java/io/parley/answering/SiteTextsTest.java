package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.answering.words.YamlFile;
import io.parley.channel.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.DefaultResourceLoader;

/** A site's own words, in one language or in several. */
class SiteTextsTest {
    private static final String SHIPPED = "classpath:channels/texts.yaml";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void write() throws IOException {
        write("texts.yaml", "greeting: \"Ahoy!\"");
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }

    private static Texts read(String own, Language language, boolean serving) {
        return YamlFile.read(AnsweringConfiguration.texts(language, own, serving, new DefaultResourceLoader()),
                Texts.class);
    }

    private Texts own(Language language) {
        return read(folder.resolve("texts.yaml").toUri().toString(), language, true);
    }

    @Test
    void areForEverybodyWhereTheyAreNotTranslated() {
        assertThat(own(Language.DE).greeting()).isEqualTo("Ahoy!");
        assertThat(own(Language.DE).thanks()).isEqualTo(own(Language.EN).thanks());
    }

    @Test
    void areSaidInTheLanguagesInWhichTheyStandBesideEachOther() throws IOException {
        write("texts.de.yaml", "greeting: \"Moin!\"");

        assertThat(own(Language.DE).greeting()).isEqualTo("Moin!");
        assertThat(own(Language.DE).thanks()).isEqualTo(read(SHIPPED, Language.DE, true).thanks());
        assertThat(own(Language.EN).greeting()).isEqualTo("Ahoy!");
        assertThat(own(Language.FR).greeting()).isEqualTo("Ahoy!");
    }

    @Test
    void stopTheStartWithFileAndKeyWhereATranslationIsBroken() throws IOException {
        write("texts.de.yaml", "choose-one: \"Welche?\"");

        assertThatThrownBy(() -> own(Language.DE)).hasMessageContaining("texts.de.yaml")
                .hasMessageContaining("'choose-one' needs [{last}]");
    }

    @Test
    void promiseNobodyAtAPromptInAnyLanguage() {
        assertThat(read(SHIPPED, Language.DE, false).waiting()).isEqualTo("Nobody can take over at this prompt.");
    }
}
