package io.parley.channel.email.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.text.YamlTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several questions in one mail. */
class QuestionsTest {
    private static final Questions questions = new Questions(YamlTexts.of("email/questions.yaml"));

    @Test
    void takesQuestionsApartWithWhatWasSaidBeforeEach() {
        assertThat(questions.in("""
                Hi there,

                I bought a lamp last week and it is broken. How do I return it to the shop?
                And what are your opening hours?

                Thank you very much!
                Ann""", "")).containsExactly(
                "I bought a lamp last week and it is broken. How do I return it to the shop?",
                "And what are your opening hours?");
    }

    @Test
    void takesListsApart() {
        assertThat(questions.in("""
                Hello, I have three questions:
                1. What are your opening hours?
                2. Do you ship
                   to Norway?
                3. Can I pay by invoice?""", "")).containsExactly("What are your opening hours?",
                "Do you ship to Norway?",
                "Can I pay by invoice?");
        assertThat(questions.in("- Wie kann ich eine Lampe zurückgeben?\n- Wann habt ihr geöffnet?", "")).hasSize(2);
        assertThat(questions.in("営業時間は何時ですか？送料はいくらですか？", "")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "How do I return this and how long does the refund take? | How do I return this? | how long does the refund take?",
            "Do you ship to Norway, and what does the shipping cost? | Do you ship to Norway? | what does the shipping cost?",
            "Wie gebe ich die Lampe zurück und wie lange dauert die Erstattung? | Wie gebe ich die Lampe zurück? | wie lange dauert die Erstattung?",
            "Comment retourner la lampe et quand suis-je remboursé ? | Comment retourner la lampe? | quand suis-je remboursé ?",
            "¿Cómo devuelvo la lámpara y cuándo recibo el reembolso? | ¿Cómo devuelvo la lámpara? | cuándo recibo el reembolso?"})
    void takesTwoQuestionsOfASentenceApart(String sentence, String one, String other) {
        assertThat(questions.in(sentence, "")).containsExactly(one, other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Where is my order and when does it come?", "I have a lamp and how do I return the lamp?",
            "Do you know when and where my parcel arrives?", "Can I pay by card and by invoice?",
            "How are you and what is your name?", "Wo ist mein Paket und wann kommt es an?",
            "What is the warranty and how does that work?"})
    void leavesASentenceWholeWhoseEndLeansOnItsBeginning(String sentence) {
        assertThat(questions.in(sentence, "")).containsExactly(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"What are your opening hours?", "My parcel has not come. Where is it? Can you check that?",
            "Can you help me? My parcel has not come.", "How are you? I would like to know when you open.",
            "Is my lamp waterproof? Is that right?", "1. I opened it\n2. I pressed the button\nNow what do I do?",
            "Hallo, könnt ihr mir helfen? Wann habt ihr geöffnet?", "", "???", "Where is my order? ??"})
    void leavesOneQuestionWhole(String text) {
        assertThat(questions.in(text, "")).containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kind regards\nIna Vogel\nVogel Ceramics Ltd, 12 High Street, London, +44 20 7946 0000",
            "Best wishes,\n\nIna Vogel\nHead of purchasing for all our shops in the south of the country", "Ina Vogel",
            "Ina\nVogel Ceramics"})
    void leavesTheSignatureOutOfTheLastQuestion(String signature) {
        assertThat(questions.in("How do I return a lamp? When do you open?\n\n" + signature, "Ina Vogel"))
                .containsExactly("How do I return a lamp?", "When do you open?");
        assertThat(questions.in("How do I return a lamp? When do you open?\n" + signature, "Ina Vogel"))
                .containsExactly("How do I return a lamp?", "When do you open?");
    }

    @Test
    void keepsWhatIsSaidBehindTheLastQuestion() {
        assertThat(questions.in("How do I return a lamp? When do you open?\nI have no car.", "Ben"))
                .last().asString().contains("I have no car.");
        assertThat(questions.in("How do I return a lamp? When do you open?\n\nIna Lamp Blue", "Ben"))
                .last().asString().contains("Ina Lamp Blue");
        assertThat(questions.in("Thanks\nfor the lamp. Is it waterproof?\nWhen do you open?", "Ben")).hasSize(2);
    }

    @Test
    void asksSixAtMostAndLosesNone() {
        String text = "Is number %d blue? ".repeat(9).formatted(1, 2, 3, 4, 5, 6, 7, 8, 9).strip();
        assertThat(questions.in(text, "")).hasSize(6).last().asString().contains("6", "7", "8", "9");
    }
}
