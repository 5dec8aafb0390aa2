package io.parley.channel.email.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How people are greeted. */
class ComposerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ann Reed                      | Ann Reed
            Reed, Ann                     | Ann Reed
            "Reed, Ann"                   | Ann Reed
            Dr. Ann-Marie O'Neil, PhD     | Dr. Ann-Marie O'Neil
            O'Neil, Dr. Ann-Marie         | Dr. Ann-Marie O'Neil
            O'Neil, Dr. Ann-Marie, PhD    | Dr. Ann-Marie O'Neil
            PhD Dr. Ann-Marie O'Neil      | Dr. Ann-Marie O'Neil
            Ann Reed Ph.D.                | Ann Reed
            John Smith, Jr.               | John Smith
            Ann Reed, M.Sc., MBA          | Ann Reed
            Jack Ma                       | Jack Ma
            Łukasz Żółw                   | Łukasz Żółw
            José Ñuñez de la Cruz         | José Ñuñez de la Cruz
            """)
    void greetsByTheName(String name, String greeted) {
        assertThat(Composer.greetable(name)).isEqualTo(greeted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PhD", "Acme, Inc.", "Vogel Ceramics Ltd", "Muster GmbH", "ann@example.org", "Shop 24",
            "www.evil.example", "Pay at evil.com/x", "Reed, Ann, Sales", "<b>Ann</b>"})
    void greetsNobodyByWhatIsNoName(String name) {
        assertThat(Composer.greetable(name)).isEmpty();
    }
}
