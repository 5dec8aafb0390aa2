package io.parley.channel.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page speaks the language that the browser is set to. */
class BrowserLanguageTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de                               | DE
            de-AT,de;q=0.9,en;q=0.8          | DE
            en;q=0.5, fr-CA;q=0.9            | FR
            sv-SE,sv;q=0.9,pl;q=0.7,en;q=0.6 | PL
            pt-BR                            | PT
            de;q=0, it                       | IT
            *                                | EN
            sv                               | EN
            ;;;=                             | EN
            """)
    void isTheFirstThatTheBotSpeaks(String header, Language language) {
        assertThat(BrowserLanguage.language(header)).isEqualTo(language);
    }

    @Test
    void isEnglishWhereNothingOrTooMuchIsSaid() {
        assertThat(BrowserLanguage.language(null)).isEqualTo(Language.EN);
        assertThat(BrowserLanguage.language("de," + "xx,".repeat(1_000_000))).isEqualTo(Language.EN);
    }
}
