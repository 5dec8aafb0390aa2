package io.parley.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Personal data in a message goes to no model; the rest of the message does. */
class PersonalDataTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
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
            "¦12 rue de la Paix¦", "nach ¦hauptstraße 12¦ bitte", "in der ¦Bahnhofstr 5¦",
            "j'habite au ¦12 rue de la paix¦", "I live at ¦Kiannonkatu 98¦", "my address is ¦450 Præstevænget 15¦",
            "Phone: ¦467 3395¦", "can you call me on ¦9472 7916¦?", "¦SW1A 2AA¦ is my postcode", "¦10115 Berlin¦",
            "¦Lindenweg 3a¦",
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
            "which way is the shop?", "ist die Rechnung schon da?", "size 38/32 please", "call me on 24/12/2026",
            "please call me at 10:30", "phone orders: 10 or 12?", "v2.10.1 does not start"})
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

    @Test
    void hidesNamesThatAreKnown() {
        PersonalData data = new PersonalData(List.of("Our roses are Rosa Claire. Write to Mark."),
                List.of("Jürgen van der Groß", "ann.featherstone@mail.example", "Claire"));
        assertThat(data.mask("JURGEN VAN DER GROSS wrote, not Groß; featherstone did. Will van der Berg?"))
                .isEqualTo("[NAME_1] wrote, not [NAME_2]; [NAME_3] did. Will van der Berg?");
        assertThat(data.mask("Does Claire bloom? claire asks.")).isEqualTo("Does Claire bloom? [NAME_4] asks.");
    }

    @Test
    void givesBackWhatWasHidden() {
        PersonalData data = new PersonalData(List.of(), List.of("Ann Reed"));
        String text = "I am Ann Reed, 12 Garden Lane, ann@mail.example, +44 20 7946 0958, order #A-10442, [EMAIL_1], DE12.";
        String masked = data.mask(text);
        assertThat(masked).isEqualTo(
                "I am [NAME_1], [ADDRESS_1], [EMAIL_1], [PHONE_1], order #[ORDER_1], [WORD_1], DE12.");
        assertThat(data.restored(masked)).isEqualTo(text);
        assertThat(data.restored("EMAIL_1, 【name_1】 and [EMAIL_2]"))
                .isEqualTo("ann@mail.example, Ann Reed and [EMAIL_2]");
    }

    @Test
    void leavesNothingOfATokenWithinAToken() {
        PersonalData data = new PersonalData(List.of());
        data.mask("[EMAIL_1]");
        data.mask("a@b.example");
        assertThat(data.restored("[WORD_1]")).isEqualTo("[EMAIL_1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[EMAIL_2]", "EMAIL_2", "[NAME_1]", "x[EMAIL_1]", "https://shop.example/[EMAIL_1]",
            "https://shop.example/EMAIL_1", "[EMAIL_1]/pay", "[EMAIL_1].example.org", "shop.example@[EMAIL_1]",
            "[EMAIL_1]x"})
    void tellsATokenThatIsMisused(String written) {
        PersonalData data = new PersonalData(List.of());
        data.mask("a@b.example");
        assertThat(data.isMisused(written)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[EMAIL_1]", "EMAIL_1.", "([EMAIL_1])", "[EMAIL_1][1]", "“[EMAIL_1]”, [EMAIL_12]",
            "寄到[EMAIL_1]。",
            "[EMAIL_1]'s order", "EMAIL_10"})
    void takesATokenThatStandsByItself(String written) {
        PersonalData data = new PersonalData(List.of());
        for (int i = 0; i < 12; i++) {
            data.mask("a" + i + "@b.example");
        }
        assertThat(data.isMisused(written)).isFalse();
    }

    @Test
    void cutsNothingOfSomebodysInTwo() {
        String text = "ring +44 20 7946 0958 or write to ann.reed@mail.example, 12 Garden Lane";
        for (String own : List.of("+44 20 7946 0958", "ann.reed@mail.example", "12 Garden Lane")) {
            int start = text.indexOf(own);
            for (int place = start + 1; place < start + own.length(); place++) {
                assertThat(PersonalData.cutBefore(text, place)).isEqualTo(start);
                assertThat(PersonalData.cutAfter(text, place)).isEqualTo(start + own.length());
            }
        }
        assertThat(PersonalData.cutBefore(text, 4)).isEqualTo(4);
    }

    /** Ten times the text takes ten times as long, and not a hundred times, whatever it says; by the processor's time. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "1", "1 ", "A ", "a@", "a.", "a-", "+1 (", "#1", "Ab ", "12 Ab Ab ", "Rue Ab ",
            "I am Ab ",
            "order A1-", "order ", "[EMAIL_", "[EMAIL_1]", "DE12 ", "Am Ab Ab ", "d'", "\n", "Ann ", "Ann van der ",
            "1-1/1_", "12345 ", "é", "regards,\n", "+44 20 7946 0958 ", "07400 123456 ", "a1234 "})
    void takesAsLongAsATextIs(String piece) {
        String shorter = piece.repeat(10_000 / piece.length());
        long small = Math.min(nanos(shorter), nanos(shorter));
        long large = nanos(piece.repeat(100_000 / piece.length()));
        assertThat(large).isLessThan(60L * Math.max(small, 50_000_000));
    }

    private static long nanos(String text) {
        PersonalData data = new PersonalData(List.of("We open at nine."), List.of("Ann Reed"));
        long start = THREADS.getCurrentThreadCpuTime();
        String masked = data.mask(text);
        data.isMisused(masked);
        data.restored(masked);
        return THREADS.getCurrentThreadCpuTime() - start;
    }
}
