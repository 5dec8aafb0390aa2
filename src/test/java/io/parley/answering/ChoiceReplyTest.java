package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.faq.FaqId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that people type after choices. */
class ChoiceReplyTest {

    private static final List<FaqId> OFFERED = List.of(Faq.RETURNS, Faq.REFUND, Faq.DELIVERY);

    private final ChoiceReply replies = new ChoiceReply(Bot.PHRASES, new Faq()::entry);

    @ParameterizedTest
    @ValueSource(strings = {"2", "2.", "(2)", "#2", "2)", "no. 2", "2️⃣", "２", "number 2 please", "Number two, please!",
            "the second one", "second", "I mean the second one, please", "I'd like option 2", "Option 2", "2nd",
            "2, thanks!", "2 please thank you", "no, the second one", "yes, 2", "Die zweite bitte", "Nummer 2",
            "2 / Kind regards / Ina", "2\n\nKind regards\nIna",
            "Hi Marta,\n\n2\n\nThank you very much!\nBest\nIna Müller",
            "Hello,\n\nnumber 2 please.\n\nThanks in advance\nInes Vogel\nVogel Ceramics Ltd", "2\n\nIna",
            "Dear team,\nthe second one\nYours sincerely\nDr. A. B. Miller", "When will I get my refund?",
            "when will i get my refund", "When will I get my refnud?", "2. When will I get my refund?",
            "Hello,\nWhen will I get my refund?\nKind regards\nIna", "das zweite bitte", "Ich nehme die zweite, danke",
            "Hallo,\n\nNummer 2 bitte.\n\nViele Grüße\nIna", "le deuxième svp", "La deuxième, merci",
            "Bonjour,\n\nnuméro 2, merci\n\nCordialement\nClaire", "la segunda, por favor", "opción 2, gracias",
            "o segundo, por favor", "a opção 2, obrigada", "la seconda, grazie", "Il numero 2, per favore",
            "de tweede graag", "Nummer 2 alstublieft", "Optie 2, dank u", "druga, proszę", "Numer 2, dziękuję",
            "Dzień dobry,\n\nnumer 2 proszę\n\nPozdrawiam\nAnna"})
    void isTheSecondChoice(String text) {
        assertThat(replies.pick(text, OFFERED)).contains(new Pick.Chosen(Faq.REFUND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"the last one", "last", "3", "three", "the third one please", "3!"})
    void isTheLastChoice(String text) {
        assertThat(replies.pick(text, OFFERED)).contains(new Pick.Chosen(Faq.DELIVERY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none of these", "None of these, thanks", "no", "neither", "Nope.", "something else",
            "Hi,\n\nnone of them, sorry.\n\nKind regards\nIna", "keine davon", "no thank you", "none of these 3"})
    void meansNone(String text) {
        assertThat(replies.pick(text, OFFERED)).contains(new Pick.NoneOfThese());
        assertThat(replies.rejects(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0. None of these", "0\n\nThanks\nIna"})
    void meansNoneByTheNumberBeforeIt(String text) {
        assertThat(replies.pick(text, OFFERED)).contains(new Pick.NoneOfThese());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "number 7 please", "12", "1 and 2", "yes", "the 4th one", "4\n\nThanks\nIna"})
    void meansToChooseButDoesNot(String text) {
        assertThat(replies.pick(text, OFFERED)).contains(new Pick.Unclear());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 pots arrived broken", "I ordered 2", "my order is 1002345", "2 weeks ago I sent it back",
            "second hand pots?", "how do I return one", "thanks", "hello", "Kind regards\nIna", "Is it refundable?",
            "the second pot is broken", "no, how do I cancel?", "", "2?! really\nWhere is my money?",
            "When will I get my invoice?", "I want a person"})
    void isSomethingElse(String text) {
        assertThat(replies.pick(text, OFFERED)).isEmpty();
    }

    @Test
    void takesAYesForTheOnlyChoice() {
        assertThat(replies.pick("yes, please!", List.of(Faq.REFUND))).contains(new Pick.Chosen(Faq.REFUND));
    }

    @Test
    void isNoChoiceWhereNoneIsOpen() {
        assertThat(replies.pick("2", List.of())).isEmpty();
        assertThat(replies.pick("none of these", List.of())).isEmpty();
    }

    @Test
    void namesNothingByAPlaceAlone() {
        assertThat(replies.namesPlaces("number two please")).isTrue();
        assertThat(replies.namesPlaces("two pots please")).isFalse();
    }
}
