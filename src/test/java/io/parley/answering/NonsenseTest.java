package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that asks nothing does not get a person at once, and nobody with a question is left without one. */
class NonsenseTest {

    private final Bot bot = Bot.withoutModel();

    @ParameterizedTest
    @ValueSource(strings = {"asdfgh", "asdfgh qwrtz jklmnb", "you are useless", "You stupid bot!", "tell me a joke",
            "Tell me a joke please", "xyz", "12345", "hmm", "fuck you", "this bot sucks", "?? 17", "pottery",
            "aaaaaaaa",
            "Do you love me?"})
    void getsNoPersonAtOnce(String text) {
        bot.faq.findsNothing();
        Answer first = bot.asks(text);

        assertThat(first).isInstanceOfSatisfying(Notice.class, notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.NOT_UNDERSTOOD);
            assertThat(notice.text()).contains("\"person\"");
        });
        assertThat(bot.asks(text, Exchange.person(text), Exchange.missed(first.text())))
                .isInstanceOfSatisfying(Handover.class,
                        handover -> assertThat(handover.reason()).isEqualTo(HandoverReason.MISSING_KNOWLEDGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2\n\nKind regards\nIna", "Number 2 please", "the second one",
            "Hallo,\n\nNummer 2 bitte"
                    + "\n\nViele Grüße\nIna"})
    void aChoiceWhereNothingWasOfferedIsAskedBack(String text) {
        bot.faq.finds(Faq.RETURNS, 0.2);

        assertThat(bot.asks(text)).isInstanceOfSatisfying(Notice.class,
                notice -> assertThat(notice.kind()).isEqualTo(Notice.Kind.NOT_UNDERSTOOD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"do you ship to Norway", "Does the glaze contain lead?", "I was charged twice",
            "my stupid parcel arrived broken", "the joke mug that I ordered leaks", "rubbish bins: do you sell them?",
            "发货到挪威吗"})
    void aQuestionGetsAPersonAtOnce(String text) {
        bot.faq.findsNothing();

        assertThat(bot.asks(text)).isInstanceOf(Handover.class);
    }

    @Test
    void asksAgainOnceMoreAfterSomethingWasAnswered() {
        bot.faq.findsNothing();

        assertThat(bot.asks("asdfgh", Exchange.person("qwrtz"), Exchange.missed("What?"),
                Exchange.person("What is your return policy?"), Exchange.answered("You may", Faq.RETURNS)))
                .isInstanceOf(Notice.class);
    }

    @Test
    void offersWhatComesNearestToAWordAndDoesNotOfferItTwice() {
        bot.faq.finds(Faq.RETURNS, 0.12);
        Answer first = bot.asks("pots?");

        assertThat(first).isInstanceOf(Choices.class);
        assertThat(bot.asks("pots", Exchange.person("pots?"),
                Exchange.offering(first.text(), java.util.List.of(Faq.RETURNS)))).isInstanceOf(Notice.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quit", "exit", "Quit!", "/quit", "end chat", "ok quit"})
    void saysGoodbye(String text) {
        assertThat(bot.asks(text)).isInstanceOfSatisfying(Notice.class,
                notice -> assertThat(notice.kind()).isEqualTo(Notice.Kind.FAREWELL));
    }
}
