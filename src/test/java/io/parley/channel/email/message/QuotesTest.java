package io.parley.channel.email.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.text.YamlTexts;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a mail that are not new, as mail programs mark them. */
class QuotesTest {
    private static final String NEW = "That worked, thanks!";
    private static final ReplyText reply = new ReplyText(new QuoteMarks(YamlTexts.of("email/quotes.yaml")));

    @ParameterizedTest
    @ValueSource(strings = {"Get Outlook for iOS<https://aka.ms/o0ukef>", "Get Outlook for iOS <https://aka.ms/o0ukef>",
            "Get Outlook for iOS", "Sent from Outlook for Android<https://aka.ms/AAb9ysg>",
            "Gesendet von Outlook für Android<https://aka.ms/AAb9ysg>",
            "Holen Sie sich Outlook für iOS<https://aka.ms/o0ukef>",
            "Outlook für iOS<https://aka.ms/o0ukef> beziehen", "Obtenez Outlook pour iOS<https://aka.ms/o0ukef>",
            "Obtener Outlook para iOS<https://aka.ms/o0ukef>", "Scarica Outlook per Android<https://aka.ms/AAb9ysg>",
            "Obter o Outlook para iOS<https://aka.ms/o0ukef>", "Outlook voor iOS<https://aka.ms/o0ukef> downloaden",
            "Pobierz program Outlook dla systemu iOS<https://aka.ms/o0ukef>",
            "Hämta Outlook för iOS<https://aka.ms/o0ukef>",
            "Hent Outlook til iOS<https://aka.ms/o0ukef>", "Hanki Outlook for iOS<https://aka.ms/o0ukef>",
            "[Get Outlook for iOS](https://aka.ms/o0ukef)", "Sent with \u2063TypeApp",
            "Sent from TypeApp<http://www.typeapp.com/r?b=1>",
            "Sent from [Mail](https://go.microsoft.com/fwlink/?LinkId=550986) for Windows",
            "Sent from Mail<https://go.microsoft.com/fwlink/?LinkId=550986> for Windows 10",
            "Sent with [Proton Mail](https://proton.me/mail/home) secure email.", "Sent with ProtonMail Secure Email.",
            "Sent from Proton Mail for Android.", "Sent from my iPhone", "Von meinem iPhone gesendet",
            "Von meinem/meiner Galaxy gesendet",
            "Diese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.",
            "Envoyé de mon iPhone", "Enviado desde mi iPhone", "Inviato da iPhone", "Enviado do meu iPhone",
            "Verstuurd vanaf mijn iPhone", "Wysłane z iPhone'a", "Skickat från min iPhone", "Lähetetty iPhonesta",
            "iPhone'umdan gönderildi", "Odesláno z iPhonu", "Στάλθηκε από το iPhone μου", "나의 iPhone에서 보냄",
            "发自我的iPhone",
            "Sent from Yahoo Mail for iPhone<https://overview.mail.yahoo.com/?.src=iOS>",
            "Yahoo Mail: Search, Organize, Conquer<https://mail.onelink.me/107872968?pid=nativeplacement>"})
    void leavesOutWhatADeviceAdds(String line) {
        assertThat(reply.of(NEW + "\n\n" + line + "\n")).isEqualTo(NEW);
        assertThat(
                reply.of(NEW + "\n\n" + line + "\n\nOn 3 May 2026 at 10:12, Shop <help@shop.example> wrote:\n\n> Hi"))
                .isEqualTo(NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Von meinem Konto wurde zweimal abgebucht.", "Sent from my desk it works, from home not.",
            "See https://shop.example/outlook", "I get Outlook for work from you. It is broken.",
            "Gestern habe ich bestellt. Gesendet von wem?"})
    void keepsSentencesThatLookLikeADevicesLine(String line) {
        assertThat(reply.of("Hello\n\n" + line)).isEqualTo("Hello\n\n" + line);
    }

    @TestFactory
    Stream<DynamicTest> leavesOutTheLineAboveAQuoteInEveryLanguage() {
        return Stream.of("على 19.11.2026 \u202b15:12، كتب Shop:", "El 19/11/26 a les 15:12, Shop escribió:",
                "19.11.2026 у 15:12 Shop напісаў:", "На 19.11.26 в 15:12, Shop написа:",
                "D'an/ar 19/11/2026 15:12 eo bet skrivet gant Shop :", "19. 11. 2026. u 15:12, Shop je napisao/la:",
                "El 19/11/26 a les 15:12, Shop ha escrit:", "Ri 19/11/26 15:12, Shop xutz'ib'aj:",
                "Dne 19.11.2026 v 15:12 Shop napsal(a):", "Ar 19/11/2026 15:12, ysgrifennodd Shop:",
                "Den 19-11-2026 kl. 15:12 skrev Shop:", "Am 19.11.26 um 15:12 schrieb Shop:",
                "19.11.2026 15:12 jo Shop napisał:", "Στις 19/11/2026 15:12, ο/η Shop έγραψε:",
                "On 2026-11-19 15:12, Shop wrote:",
                "El 19/11/26 a las 15:12, Shop escribió:", "En 19/11/26 15:12, Shop escribió:",
                "19.11.2026 15:12 Shop kirjutas:",
                "2026/11/19 15:12(e)an, Shop igorleak idatzi zuen:", "Shop kirjoitti 19.11.2026 klo 15.12:",
                "Le 19/11/2026 à 15:12, Shop a écrit :", "Op 19-11-2026 om 15:12, skreau Shop:",
                "Ar 19/11/2026 15:12, scríobh Shop:",
                "Sgrìobh Shop na leanas 19/11/2026 aig 15:12:", "O 19/11/26 ás 15:12, Shop escribiu:",
                "נכתב על ידי Shop, ב־19/11/2026 בשעה 15:12:", "19. 11. 2026. u 15:12, Shop piše:",
                "19.11.2026 15:12 Shop napisa:",
                "2026. 11. 19. 15:12 keltezéssel, Shop írta:", "19.11.2026 15:12-ին Shopը գրել է.",
                "Le 19/11/2026 a 15:12, Shop ha scribite:",
                "Pada 19/11/2026 15:12, Shop menulis:", "Þann 19.11.2026 15:12, skrifaði Shop:",
                "Il 19/11/2026 15:12, Shop ha scritto:",
                "თარიღი 19.11.2026 15:12, Shop წერს:", "Di 19/11/2026 15:12, Shop yura:",
                "19.11.2026 15:12 уақытында, Shop жазған:",
                "នៅ​លើ 19/11/2026 15:12, Shop បាន​សរសេរ៖", "2026-11-19 오후 3:12에 Shop 이(가) 쓴 글:",
                "2026-11-19 15:12, Shop rašė:",
                "19.11.2026 15:12 Shop rakstīja:", "Pada 19/11/2026 15:12, Shop membalas:",
                "Den 19.11.2026 15:12, skrev Shop:",
                "Op 19-11-2026 om 15:12 schreef Shop:", "Den 19.11.2026 15:12, skreiv Shop:",
                "W dniu 19.11.2026 o 15:12, Shop pisze:",
                "Em 19/11/2026 15:12, Shop escreveu:", "Às 15:12 de 19/11/2026, Shop escreveu:",
                "Ils 19.11.2026 a las 15:12 ha Shop scrit:",
                "La 19.11.2026 15:12, Shop a scris:", "19.11.2026 15:12, Shop пишет:",
                "Dňa 19. 11. 2026 o 15:12 Shop napísal(a):",
                "Shop je 19. 11. 2026 ob 15:12 napisal:", "Më 19.11.2026, 15:12, Shop shkroi:",
                "Дана 19.11.2026. у 15:12, Shop пише:",
                "Den 2026-11-19 kl. 15:12, skrev Shop:", "เมื่อ 19/11/2026 เวลา 15:12 Shop เขียนว่า:",
                "19.11.2026 15:12 tarihinde Shop yazdı:",
                "19.11.2026 15:12, Shop:", "19/11/2026 15:12, Shop da yozdi:",
                "Vào lúc 15:12 19/11/2026, Shop đã viết:",
                "在 2026/11/19 15:12, Shop 写道:", "Shop 於 2026/11/19 15:12 寫道:", "Shop schrieb am 19.11.2026 um 15:12:",
                "Shop skrev den 19-11-2026 kl. 15:12:", "Shop a écrit le 19/11/2026 à 15:12 :",
                "Shop schreef op 19-11-2026 om 15:12:",
                "Shop schrieb:", "Shop wrote:", "skrev Shop:", "Shop a écrit :").map(
                        line -> DynamicTest.dynamicTest(line, () -> assertThat(
                                reply.of(NEW + "\n\n" + line + "\n> This is how you cancel your order.\n> Bye\n"))
                                .isEqualTo(NEW)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"---- On Thu, 19 Nov 2026 15:12:00 +0100 Shop <help@shop.example> wrote ---",
            "---- On Thu, 19 Nov 2026 15:12:00 +0100 Shop <help@shop.example> wrote ----",
            "---- Am Do, 19 Nov 2026 15:12:00 +0100 Shop <help@shop.example> schrieb ----",
            "On Thu, Nov 19, 2026 at 3:12 PM Shop <help@shop.example> wrote",
            "Shop schrieb am 19.11.2026 15:12 (GMT +01:00):", "2026-11-19 15:12 GMT+01:00 Shop",
            "2026-11-19 15:12 GMT+01:00 Shop:",
            "Am Do., 19. Nov. 2026 um 15:12 Uhr schrieb Shop <help@shop.example\n>:",
            "tor. 19. nov. 2026 kl. 15:12 skrev Shop <help@shop.example\n>:",
            "-------- Oprindelig besked --------\nFra: Shop", "-------- Pôvodná správa --------",
            "-------- Algupärane sõnum --------\nSaatja: Shop\nTeema: Re: Order",
            "-------- Original --------\nFrom:  Shop\nDate:  Thu, Nov 19"})
    void leavesOutAnEarlierMailThatIsNotMarkedLineByLine(String above) {
        assertThat(reply.of(NEW + "\n\n" + above + "\n\nThis is how you cancel your order.\nBye\n")).isEqualTo(NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Am 19.11.26 um 11:09 schrieb Shop Support", "Am 19. November um 11:09 schrieb Shop",
            "Am 19.11.26 um 11:09\nschrieb Shop Support", "Shop Support schrieb am 19.11.26 um 11:09",
            "On 19/11/26 at 11:09 Shop Support wrote", "On 19 November at 11:09, Shop wrote",
            "Le 19/11/26 à 11:09, Shop Support a écrit", "El 19/11/26 a las 11:09, Shop escribió",
            "Il 19/11/26 alle 11:09 Shop Support ha scritto", "Em 19/11/26 às 11:09, Shop escreveu",
            "Op 19-11-26 om 11:09 schreef Shop Support", "Op 19 nov om 11:09 heeft Shop het volgende geschreven",
            "W dniu 19.11.26 o 11:09 Shop Support pisze", "Dnia 19 listopada o 11:09 Shop napisał(a)"})
    void leavesOutTheLineAboveAQuoteThatHasNoColon(String line) {
        assertThat(reply.of(NEW + "\n\n" + line + "\n\n> This is how you cancel.\n> Bye\n")).isEqualTo(NEW);
        assertThat(reply.of(NEW + "\n\n" + line + "\n\nThis is how I cancel.")).contains("This is how I cancel.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Yesterday at 10:12 I wrote", "Gestern um 10:12 schrieb ich euch"})
    void keepsTheWritersOwnLineAboveAQuote(String line) {
        assertThat(reply.of(line + "\n> It is broken.\n\nStill no answer.")).startsWith(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I wrote on 3 May 2026 at 10:12:", "On 3 May you wrote the following to me:",
            "Ich schrieb am 3.5.2026 um 10:12:",
            "--- my order was 4711 ---", "Yesterday I wrote", "At 10:12 the page said:"})
    void keepsLinesOfTheWriterThatSpeakOfWriting(String line) {
        String text = "Hello\n" + line + "\nThe parcel never came.";
        assertThat(reply.of(text)).isEqualTo(text);
    }

    @Test
    void leavesOutWhatIsForProgramsOnly() {
        assertThat(reply.of("""
                -----BEGIN PGP SIGNED MESSAGE-----
                Hash: SHA256

                Please cancel my order.
                - --
                Ann

                -----BEGIN PGP SIGNATURE-----

                iQEzBAEBCAAdFiEE
                =abcd
                -----END PGP SIGNATURE-----
                """)).isEqualTo("Please cancel my order.");
        assertThat(reply.of(
                "My key:\n\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBF?\n-----END PGP PUBLIC KEY BLOCK-----\n\nWhere is my order?"))
                .isEqualTo("My key:\n\nWhere is my order?");
        assertThat(reply.of("Where is my order?\n\nbegin 644 a.txt\n#0V%T\n`\nend\n\nBye"))
                .isEqualTo("Where is my order?\n\nBye");
        assertThat(reply.of("I begin 644 days ago\nbegin 644 days\nnot coded")).contains("begin 644 days\nnot coded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Quoting Shop <help@shop.example>:", "Quoting \"Shop, Help\" <help@shop.example>:",
            "Quoting Shop:", "Zitat von Shop <help@shop.example>:", "Zitat von Shop:",
            "Citat af Shop <help@shop.example>:",
            "Citando Shop <help@shop.example>:", "Citeren Shop <help@shop.example>:",
            "Citerar Shop <help@shop.example>:", "Siterer Shop <help@shop.example>:",
            "Cituji Shop <help@shop.example>:", "Citát Shop <help@shop.example>:",
            "Cytowanie Shop <help@shop.example>:", "Lainaus Shop <help@shop.example>:",
            "Idézet (Shop <help@shop.example>):", "Цитирую Shop <help@shop.example>:",
            "Цитую Shop <help@shop.example>:", "Alinti Shop <help@shop.example>", "引用 Shop <help@shop.example>：",
            "Shop <help@shop.example>을(를) 인용합니다:", "Shop <help@shop.example> a écrit :",
            "Zitat von Shop der freundlichen Leute am Rhein\n<help@shop.example>:"})
    void leavesOutWhatHordeWritesAboveAQuote(String line) {
        assertThat(reply.of(NEW + "\n\n" + line + "\n\n> Turn it off and on.\n> Does it light?\n")).isEqualTo(NEW);
        assertThat(reply.of(line + "\n\n> Turn it off and on.\n\n" + NEW)).isEqualTo(NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Quoting your page: it lights for ever.", "Zitat von eurer Seite: sie leuchtet ewig.",
            "Quoting your page:\n\nIt lights for ever."})
    void keepsWhatAPersonQuotesInTheirOwnWords(String text) {
        assertThat(reply.of(text + "\n\nIt does not.")).isEqualTo(text + "\n\nIt does not.");
    }

    @Test
    void leavesOutTheListOfLinksThatRoundcubeWritesBelow() {
        String list = "\n\nLinks:\n------\n[1] https://shop.example/mail/up-1-abc\n[2]\n"
                + "https://shop.example/mail/a-rather-long-one-that-stands-on-a-line-of-its-own\n[3] mailto:help@shop.example\n";
        assertThat(reply.of(NEW + list)).isEqualTo(NEW);
        assertThat(reply.of(NEW + "\n\nOn 2026-11-19 15:12, Shop wrote:\n\n> Did this help? [1]" + list))
                .isEqualTo(NEW);
        assertThat(reply.of("On 2026-11-19 15:12, Shop wrote:\n\n> Did this help? [1]\n\n" + NEW + list))
                .isEqualTo(NEW);
        String own = "Links:\n------\nThe lamp is on the left.\n[1] is the switch.";
        assertThat(reply.of(own)).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"See the forwarded message.", "fyi question below", "See below", "Siehe unten.",
            "Bitte die Frage unten beantworten", "Voir ci-dessous, merci",
            "Ver más abajo", "Vedi sotto", "Zie hieronder", "Veja abaixo, por favor", "Proszę zobaczyć poniżej"})
    void readsAForwardedMailToWhichTheWriterPoints(String words) {
        String forwarded = words
                + "\n\n---------- Forwarded message ---------\nFrom: Bob <bob@example.org>\nDate: Thu, Nov 19, 2026\n"
                + "Subject: Lamp\nTo: Ann <ann@example.org>\n\nHow do I return a lamp?\nNote: it is broken.\n";
        assertThat(reply.of(forwarded)).isEqualTo(words + "\n\nHow do I return a lamp?\nNote: it is broken.");
        assertThat(reply.of(words
                + "\n\nBegin forwarded message:\n\n> From: Bob <bob@example.org>\n> Subject: Lamp\n> Date: 19 November 2026\n"
                + "> To: ann@example.org\n> \n> How do I return a lamp?\n"))
                .isEqualTo(words + "\n\nHow do I return a lamp?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Please see below, can you help?", "Hi,\n\nsee below please. Can you help?\n\nThanks\nAnn",
            "Bitte siehe unten, könnt ihr helfen?"})
    void readsAForwardedMailWithoutATitleWhereTheSubjectSaysThatItIsOne(String words) {
        String forwarded = "\n\nFrom: Bob <bob@example.org>\nSent: Thursday, November 19, 2026 3:12 PM\n"
                + "To: Ann <ann@example.org>\nSubject: Lamp\n\nHow do I return a lamp?\n";
        assertThat(reply.of(words + forwarded, true)).isEqualTo(words + "\n\nHow do I return a lamp?");
        assertThat(reply.of(words + forwarded, false)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[image: image.png]", "[cid:image001.png@01DD4C5A.1B2C3D40]", "[Bild: Lampe.jpg]",
            "[image: Inline image 1]", "[immagine: foto.png]"})
    void leavesOutWhereAPictureStood(String placeholder) {
        assertThat(reply.of("The link has expired:\n\n" + placeholder + "\n\nHow do I log in?"))
                .isEqualTo("The link has expired:\n\nHow do I log in?");
        assertThat(reply.of("I see [image: image.png] in the list."))
                .isEqualTo("I see [image: image.png] in the list.");
    }

    @Test
    void leavesOutASignatureWithTheNameThatItBeginsWith() {
        String signature = "Hélène Vasseur\nAssistante de direction\nCabinet Vasseur\n04 99 55 01 22";
        assertThat(reply.of("Bonjour, où est le lien ?\n\nCordialement,\n" + signature))
                .isEqualTo("Bonjour, où est le lien ?\n\nCordialement,");
        assertThat(reply.of("Bonjour, où est le lien ?\n\nCordialement,\nHélène\n\n" + signature))
                .isEqualTo("Bonjour, où est le lien ?\n\nCordialement,\nHélène");
    }

    @Test
    void leavesOutASignatureWithTheNameWhereAFirmIsCalledByTheSurname() {
        String signature = "Jan Kowal\nKowal Meble\ntel. 22 555 01 22";
        assertThat(reply.of("Gdzie jest paczka?\n\nZ poważaniem\n\n" + signature))
                .isEqualTo("Gdzie jest paczka?\n\nZ poważaniem");
        assertThat(reply.of("Gdzie jest paczka?\n\nZ poważaniem\nJan\n" + signature))
                .isEqualTo("Gdzie jest paczka?\n\nZ poważaniem\nJan");
        assertThat(reply.of("Gdzie jest paczka?\n\nZ poważaniem\nJAN KOWAL\n" + signature))
                .isEqualTo("Gdzie jest paczka?\n\nZ poważaniem\nJAN KOWAL");
    }

    @Test
    void readsNoForwardedMailUnderAQuestionOfItsWritersOwn() {
        String words = "Please see below. We paid this on 28 October, so why are we getting a reminder?";
        assertThat(reply.of(words + "\n\nGraham\n\nFrom: Shop <billing@shop.example>\nSent: 12 November 2026 09:00\n"
                + "To: Graham Stokoe\nSubject: Invoice overdue\n\nPlease pay within 7 days.\n", true))
                .isEqualTo(words + "\n\nGraham");
    }

    @Test
    void readsNoEarlierMailOtherwise() {
        String forwarded = "\n\n---------- Forwarded message ---------\nFrom: Bob <bob@example.org>\nDate: Thu, Nov 19, 2026\nTo: Ann\n\nHow do I return a lamp?\n";
        assertThat(reply.of("That is what Bob says." + forwarded)).isEqualTo("That is what Bob says.");
        String answered = "\n\nFrom: Shop <help@shop.example>\nSent: Thu, Nov 19, 2026\nTo: Ann\nSubject: Re: Order\n\nThis is how you cancel.\n";
        assertThat(reply.of("It did not help, see below." + answered)).isEqualTo("It did not help, see below.");
        assertThat(reply.of("Please answer the question below." + answered))
                .isEqualTo("Please answer the question below.\n\nThis is how you cancel.");
    }
}
