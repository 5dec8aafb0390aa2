package io.parley.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Personal data in a message goes to no model; the rest of the message does. */
class PersonalDataTest {
    private static final PersonalData NOTHING_PUBLISHED = new PersonalData(List.of());

    /** Each part that must be removed stands between two bars. */
    @ParameterizedTest
    @ValueSource(strings = {
            "write to ¦ann.reed@example.org¦ please", "¦oneil+shop@mail.example.co.uk¦",
            "mail: ¦anna_müller@firma.example¦.", "<¦a@b.example¦>", "¦JANE%X@EXAMPLE.COM¦ is mine",
            "call ¦+44 20 7946 0958¦", "my number is ¦020 7946 0958¦", "Tel. ¦030 901820¦",
            "call me at ¦(650) 253-0000¦",
            "¦+33 1 44 27 44 27¦, after six", "ring ¦07911 123456¦",
            "order ¦12345¦ is late", "where is ¦FK204417¦?", "order no. ¦FK-204417¦ please", "Bestellung ¦4711¦ fehlt",
            "commande n° ¦88123¦", "see ¦#5521¦", "my order is ¦fk204417¦", "invoice ¦2024-0815¦", "is ¦9876543¦ sent?",
            "I live at ¦12 Garden Lane¦", "send it to ¦221b Baker Street¦", "nach ¦Hauptstraße 12¦, bitte",
            "¦12 rue de la Paix¦", "¦SW1A 2AA¦ is my postcode", "¦10115 Berlin¦", "¦Lindenweg 3a¦",
            "my name is ¦Ann Reed¦", "I'm ¦Ann¦ and my parcel is late", "ich heiße ¦Jürgen Groß¦", "je m'appelle ¦Zoé¦",
            "me llamo ¦José García¦", "It is late.\nKind regards\n¦Ann Reed¦", "mi chiamo ¦Luca¦"})
    void hidesWhatTellsAPersonFromOthers(String marked) {
        String own = marked.substring(marked.indexOf('¦') + 1, marked.lastIndexOf('¦'));
        String masked = NOTHING_PUBLISHED.mask(marked.replace("¦", ""));
        assertThat(masked).doesNotContain(own).contains(marked.substring(0, marked.indexOf('¦')))
                .endsWith(marked.substring(marked.lastIndexOf('¦') + 1)).containsPattern("\\[[A-Z]+_\\d+]");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Where is my order?", "How long does delivery to Norway take?", "Do you open at 10:30 on 24 December 2026?",
            "I paid £86.40 twice", "Is the 4 mm drill in stock?", "can I return 3 of 5 shirts within 30 days",
            "my order is late", "I am angry", "this is not what I ordered", "Wann kommt meine Bestellung?",
            "Ich bin unzufrieden", "How do I reset my password?", "the 2024 model does not fit",
            "thanks for 1000 points",
            "which way is the shop?", "ist die Rechnung schon da?", "size 38/32 please", "v2.10.1 does not start"})
    void leavesAQuestionAsItIs(String question) {
        assertThat(NOTHING_PUBLISHED.mask(question)).isEqualTo(question);
    }

    @Test
    void namesTheSameThingAlike() {
        PersonalData data = new PersonalData(List.of());
        assertThat(data.mask("ann@example.org or bob@example.org?")).isEqualTo("[EMAIL_1] or [EMAIL_2]?");
        assertThat(data.mask("Bob@example.org")).isEqualTo("[EMAIL_2]");
    }

    @Test
    void leavesWhatTheCompanyPublishes() {
        PersonalData data = new PersonalData(
                List.of("Call +44 117 496 0999 or write to help@shop.example.", "The RTX4090"));
        assertThat(data.mask("Is help@shop.example or +44 117 496 0999 right for my RTX4090?"))
                .isEqualTo("Is help@shop.example or +44 117 496 0999 right for my RTX4090?");
    }
}
