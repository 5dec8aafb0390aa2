package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that ask something, and texts that only react to the conversation. */
class QuestionSenseTest {

    private final QuestionSense sense = new QuestionSense(Bot.PHRASES);

    @ParameterizedTest
    @ValueSource(strings = {"that does not help, a person please", "That doesn't help.", "this is not helpful at all",
            "You don't understand my question", "that's not what I asked", "Wrong answer!", "thanks",
            "Thank you very much!",
            "thanks, that worked", "I want to talk to a human please", "a human please", "none of these",
            "this bot is useless - get me an agent", "hello", "quit", "ok", "2", "???", "still not helpful. agent!",
            "are you stupid? I already said that"})
    void reactsToWhatWasSaid(String text) {
        assertThat(sense.asksSomething(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Can I bring my own clay to the pottery class?", "where is my parcel",
            "Hello, my kiln does not heat up any more. Can you help?", "That does not help. How do I return a pot?",
            "opening hours", "Is the glaze safe?", "Wo ist meine Bestellung?", "thanks, but where is the invoice?",
            "my order arrived broken, a person please"})
    void asksSomething(String text) {
        assertThat(sense.asksSomething(text)).isTrue();
    }
}
