package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.answering.words.PersonWanted;
import io.parley.answering.words.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that need no search, and texts that only sound like them. */
class SmallTalkTest {

    private final SmallTalk smallTalk = new SmallTalk(Bot.PHRASES);
    private final PersonWanted personWanted = new PersonWanted(Bot.PHRASES.person());

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Hi!|GREETING", "hello there|GREETING", "Good morning everyone|GREETING",
            "helo|GREETING", "Guten Tag|GREETING", "is anybody there?|GREETING", "Thanks a lot, that helped!|THANKS",
            "ok thank you so much|THANKS", "thnaks|THANKS", "Vielen Dank|THANKS", "bye bye|FAREWELL", "help|HELP",
            "Hi, can someone help me?|HELP", "Are you a bot?|HELP", "你好|GREETING", "merci beaucoup|THANKS"})
    void isRecognised(String text, Notice.Kind kind) {
        assertThat(smallTalk.in(text)).contains(kind);
        assertThat(personWanted.in(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hi, where is my order?", "Thanks, and how do I return it?", "thanks for nothing",
            "hello, my pot arrived broken", "I need help with my password", "Is that it?", "2",
            "thanks but it is still broken"})
    void isNotAQuestionInDisguise(String text) {
        assertThat(smallTalk.in(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"human", "Human please!", "agent", "a real person please", "Can I speak to somebody?",
            "I want to talk to a person", "i wanna talk to a humna", "let me speak with an actual human being",
            "connect me to an agent", "Could you transfer me to a representative, please", "I need a human now",
            "talk to a real person", "get me a manager", "I'd like to speak to your manager", "customer service",
            "please put me through to someone, I want to talk to someone", "I'm tired of bots, I want a human",
            "can somebody call me", "is there a person I can talk to?", "I would like to chat with customer support",
            "Ich möchte mit einem Menschen sprechen", "Kann ich mit einem Mitarbeiter reden?",
            "je veux parler à un humain", "parler à quelqu'un", "quiero hablar con una persona",
            "voglio parlare con un operatore",
            "ik wil een medewerker spreken", "falar com atendente", "转人工", "speak to a reprsentative", "need a person",
            "My order is a mess and nobody helps me, give me a human"})
    void isARequestForAPerson(String text) {
        assertThat(personWanted.in(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"can I return a plant a person gave me", "I got somebody else's order",
            "Can I give someone a gift card?", "can my husband pick up the order for me?",
            "the person at the shop told me it was in stock", "Can someone else sign for my parcel?",
            "I don't want to talk to a human, just tell me the price", "How can I contact customer service?",
            "your agent was rude to me", "How many people work at your shop?",
            "do you have jobs for people without experience",
            "can I order as a person without an account", "Can I buy a voucher for a person who lives abroad?",
            "I spoke to someone yesterday about my refund", "I want someone to get a refund for their order",
            "Does a person check the returns?", "I need someone's order number", "Is support free?",
            "how do I call the courier"})
    void isNoRequestForAPerson(String text) {
        assertThat(personWanted.in(text)).isFalse();
    }

    @Test
    void forgivesOneSlipOfTheKeys() {
        assertThat(Vocabulary.isOneSlipAway("human", "humna")).isTrue();
        assertThat(Vocabulary.isOneSlipAway("human", "humans")).isTrue();
        assertThat(Vocabulary.isOneSlipAway("human", "hman")).isTrue();
        assertThat(Vocabulary.isOneSlipAway("human", "humor")).isFalse();
    }
}
