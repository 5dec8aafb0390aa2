package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.YamlTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several questions in one mail. */
class QuestionsTest {
    private final Questions questions = new Questions(new YamlTexts("email/questions.yaml"));

    @Test
    void takesQuestionsApartWithWhatWasSaidBeforeEach() {
        assertThat(questions.in("""
                Hi there,

                I bought a lamp last week and it is broken. How do I return it to the shop?
                And what are your opening hours?

                Thank you very much!
                Ann""")).containsExactly("I bought a lamp last week and it is broken. How do I return it to the shop?",
                "And what are your opening hours?");
    }

    @Test
    void takesListsApart() {
        assertThat(questions.in("""
                Hello, I have three questions:
                1. What are your opening hours?
                2. Do you ship
                   to Norway?
                3. Can I pay by invoice?""")).containsExactly("What are your opening hours?", "Do you ship to Norway?",
                "Can I pay by invoice?");
        assertThat(questions.in("- Wie kann ich eine Lampe zurückgeben?\n- Wann habt ihr geöffnet?")).hasSize(2);
        assertThat(questions.in("営業時間は何時ですか？送料はいくらですか？")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"What are your opening hours?", "My parcel has not come. Where is it? Can you check that?",
            "Can you help me? My parcel has not come.", "How are you? I would like to know when you open.",
            "Is my lamp waterproof? Is that right?", "1. I opened it\n2. I pressed the button\nNow what do I do?",
            "Hallo, könnt ihr mir helfen? Wann habt ihr geöffnet?", "", "???", "Where is my order? ??"})
    void leavesOneQuestionWhole(String text) {
        assertThat(questions.in(text)).containsExactly(text);
    }

    @Test
    void asksSixAtMostAndLosesNone() {
        String text = "Is number %d blue? ".repeat(9).formatted(1, 2, 3, 4, 5, 6, 7, 8, 9).strip();
        assertThat(questions.in(text)).hasSize(6).last().asString().contains("6", "7", "8", "9");
    }
}
