package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a customer wants to know, among all that they wrote. */
@ParleyTest(properties = "parley.serving=false")
class CustomersWordsTest {
    @Autowired
    private CustomersWords words;

    @Test
    void theWishForAPersonIsNoQuestion() {
        for (String wish : List.of("I want a person", "human please", "I would like to talk to a person, please.",
                "Can I speak to somebody?", "Ich möchte mit einem Menschen sprechen", "agent", "Thank you!", "Hello",
                "none of these")) {
            assertThat(words.question(List.of(wish, "Where is my parcel?"))).as(wish).contains("Where is my parcel?");
        }
    }

    @Test
    void aWishThatSaysWhatItIsAboutStays() {
        for (String wish : List.of("I want to speak to a person about my refund",
                "My vase is broken, I want a human", "Ich will mit jemandem über meine Rechnung sprechen",
                "Where is my parcel?", "FK204417", "I want a person\n[photo.jpg]")) {
            assertThat(words.question(List.of(wish, "Do you ship to Norway?"))).as(wish).contains(wish);
        }
    }

    @Test
    void whoAsksNothingHasNoQuestion() {
        assertThat(words.question(List.of())).isEmpty();
        assertThat(words.question(List.of("human", "hello"))).isEmpty();
    }
}
