package io.parley.channel.email.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.text.YamlTexts;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that take several of three choices. */
class SeveralChosenTest {
    private static final SeveralChosen several = new SeveralChosen(YamlTexts.of("email/choices.yaml"));
    private static final Questions questions = new Questions(YamlTexts.of("email/questions.yaml"));

    private List<Integer> in(String text, int size) {
        return several.in(questions.body(text, "Ina"), size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 and 2 please", "1 and 2", "1, 2", "1+2", "1 & 2.", "Numbers 1 and 2, please!",
            "#1 and #2",
            "2 and 1", "the first two", "The first 2 please", "first and second", "the first and the second one",
            "1 und 2 bitte", "Die ersten beiden", "Die ersten zwei, bitte", "Nummer 1 und Nummer 2", "1 et 2 svp",
            "les deux premiers", "1 y 2 por favor", "los dos primeros", "1 e 2 per favore", "i primi due",
            "as duas primeiras", "1 en 2 graag", "de eerste twee", "1 i 2 proszę", "dwa pierwsze",
            "Hi,\n\n1 and 2 please.\n\nKind regards\nIna", "Hallo zusammen,\n1 und 2\nDanke", "1.\n2."})
    void areTheFirstAndTheSecond(String text) {
        assertThat(in(text, 3)).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"all three", "1, 2 and 3", "the first three", "All of them please"})
    void areAllThree(String text) {
        assertThat(in(text, 3)).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"both", "Both please", "beide", "les deux", "ambas, por favor", "entrambe", "ambos", "oba"})
    void areBothOfTwo(String text) {
        assertThat(in(text, 2)).containsExactly(1, 2);
        assertThat(in(text, 3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "the second one", "1 and 7", "1 or 2", "not 1 and 2", "none of these",
            "1 and 2 do not work",
            "I ordered 1 and got 2", "1-2 weeks", "1.5", "two lamps", "", "1 and 2?", "1 and 2\n\nWhere is my order?",
            "and please", "0 and 1"})
    void areNot(String text) {
        assertThat(in(text, 3)).isEmpty();
    }
}
