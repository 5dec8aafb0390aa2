package io.parley.channel.email.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.text.YamlTexts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parts of a mail are read. */
class MailTextTest {
    private static final String PICTURE = """
            --b
            Content-Type: image/jpeg; name="mug.jpeg"
            Content-Disposition: inline; filename="mug.jpeg"
            Content-Transfer-Encoding: base64

            /9j/4AAQ
            """;
    private static final MailText texts = new MailText(
            new ReplyText(new QuoteMarks(YamlTexts.of("email/quotes.yaml"))));

    @Test
    void readsTextOnBothSidesOfAPicture() {
        List<Part> parts = mixed(plain("Here is the mug that came today:"), PICTURE,
                plain("It is broken. How do I send it back?\n\nSent from my iPhone"));
        assertThat(texts.newIn(parts))
                .isEqualTo("Here is the mug that came today:\n\nIt is broken. How do I send it back?");
        assertThat(Body.attachments(parts)).containsExactly("mug.jpeg");
    }

    @Test
    void readsHtmlOnBothSidesOfAPicture() {
        String html = "<html><body>Here is the mug:<br></body></html>";
        String more = "<html><body>It is broken.<br><br>Ann</body></html>";
        assertThat(texts.newIn(mixed(html(html), PICTURE, html(more))))
                .isEqualTo("Here is the mug:\n\nIt is broken.\n\nAnn");
        assertThat(texts.newIn(parts("multipart/alternative; boundary=a", "--a\nContent-Type: text/plain\n\n\n"
                + "--a\nContent-Type: multipart/mixed; boundary=b\n\n" + html(html) + PICTURE + html(more)
                + "--b--\n--a--\n"))).isEqualTo("Here is the mug:\n\nIt is broken.\n\nAnn");
    }

    @Test
    void readsOneOfTwoAlternatives() {
        String alternative = "--b\nContent-Type: multipart/alternative; boundary=a\n\n"
                + "--a\nContent-Type: text/plain\n\nWhere is my order?\n"
                + "--a\nContent-Type: text/html\n\n<p>Where is <b>my</b> order, please?</p>\n--a--\n";
        assertThat(texts.newIn(mixed(alternative))).isEqualTo("Where is my order?");
        assertThat(texts.newIn(mixed(alternative, PICTURE, plain("It is blue."))))
                .isEqualTo("Where is my order?\n\nIt is blue.");
    }

    @Test
    void readsOnceWhatAnUnmarkedAlternativeSaysAgain() {
        assertThat(texts.newIn(mixed(plain("Where is my order?"), html("<p>Where is my <b>order</b>?</p>"))))
                .isEqualTo("Where is my order?");
    }

    @Test
    void readsTheMailBelowTheWarningOfAGateway() {
        String warning = plain("""
                CAUTION: This email originated from outside of the organization. Do not
                click links or open attachments unless you recognize the sender and know
                the content is safe.
                """);
        String alternative = "--b\nContent-Type: multipart/alternative; boundary=a\n\n"
                + "--a\nContent-Type: text/plain\n\nWhere is my order?\n\nAnn\n"
                + "--a\nContent-Type: text/html\n\n<p>Where is my order?</p><p>Ann</p>\n--a--\n";
        assertThat(texts.newIn(mixed(warning, alternative))).isEqualTo("Where is my order?\n\nAnn");
        assertThat(texts.newIn(mixed(warning, html("<p>Where is my order?</p>")))).isEqualTo("Where is my order?");
        assertThat(texts.newIn(mixed(html("<div>[EXTERNAL EMAIL]</div><div>Where is my order?</div>"))))
                .isEqualTo("Where is my order?");
        assertThat(texts.newIn(mixed(warning))).startsWith("CAUTION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[EXTERN] Deze e-mail komt van buiten de organisatie. Wees voorzichtig met links.",
            "Dit bericht is afkomstig van buiten de organisatie. Klik niet op links.",
            "U ontvangt niet vaak e-mail van a@b.example.",
            "[EXTERN] Diese E-Mail kommt von außerhalb. Öffnen Sie keine Anhänge.", "Externer Absender",
            "[EXTERNE] Ce message vient de l'extérieur. Ne cliquez pas sur les liens.", "Expéditeur externe",
            "[EXTERNO] Este correo proviene de fuera de la organización.", "No haga clic en enlaces.",
            "[ESTERNO] Questo messaggio proviene dall'esterno. Non fare clic sui link.", "Mittente esterno",
            "[EXTERNO] Este e-mail foi enviado de fora da organização.", "Remetente externo",
            "[ZEWNĘTRZNY] Ta wiadomość pochodzi spoza organizacji. Nie klikaj linków.", "[EXTERNAL] Take care."})
    void readsTheMailBelowAWarningInEachLanguage(String warning) {
        assertThat(texts.newIn(mixed(plain(warning + "\n\nWhere is my order?")))).isEqualTo("Where is my order?");
    }

    @Test
    void readsTextBelowTheLineOfADevice() {
        assertThat(texts.newIn(mixed(plain("Sent from my iPhone"), plain("Where is my order?"))))
                .isEqualTo("Where is my order?");
    }

    @Test
    void readsAFileOnlyWhereItIsAllThereIs() {
        String file = "text/plain; name=question.txt";
        List<Part> alone = parts(file, "Where is my order?\n");
        assertThat(texts.newIn(alone)).isEqualTo("Where is my order?");
        assertThat(Body.attachments(alone)).isEmpty();
        assertThat(texts.newIn(parts("text/plain\nContent-Disposition: attachment", "Where is my order?\n")))
                .isEqualTo("Where is my order?");
        String attached = "--b\nContent-Type: text/plain\nContent-Disposition: %s; filename=log.txt\n\nError 12?\n";
        for (String disposition : List.of("attachment", "inline")) {
            List<Part> along = mixed(plain("See my log."), attached.formatted(disposition));
            assertThat(texts.newIn(along)).isEqualTo("See my log.");
            assertThat(Body.attachments(along)).containsExactly("log.txt");
        }
        assertThat(texts.newIn(mixed(attached.formatted("inline")))).isEqualTo("Error 12?");
    }

    @Test
    void namesPicturesThatTheHtmlDoesNotShow() {
        String logo = PICTURE.replace("--b\n", "--b\nContent-ID: <logo@shop>\n").replace("mug", "logo");
        List<Part> parts = mixed(html("<p>Where is my order?</p><img src=\"cid:logo@shop\">"), logo, PICTURE);
        assertThat(Body.attachments(parts)).containsExactly("mug.jpeg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quoted-printable", "Quoted-Printable", "\"quoted-printable\"", "quoted-printable;",
            " quoted-printable "})
    void undoesATransferEncodingHoweverItIsWritten(String encoding) {
        assertThat(texts.newIn(parts("text/plain; charset=utf-8\nContent-Transfer-Encoding: " + encoding,
                "Where is the caf=C3=A9?\n"))).isEqualTo("Where is the caf\u00e9?");
    }

    @Test
    void readsAddressesAndNamesInRawUtf8() {
        Incoming mail = Incoming
                .of("From: J\u00f8ran S\u00f8rensen <joran@b\u00fccher.example>\r\nTo: support@shop.example\r\n\r\nHi"
                        .getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        assertThat(mail.author()).contains("joran@xn--bcher-kva.example");
        assertThat(mail.authorName()).contains("J\u00f8ran S\u00f8rensen");
    }

    @Test
    void readsNoMorePartsThanAnybodyWrites() {
        List<Part> many = mixed(plain("Where is my order?"), plain("one of many ".repeat(3_000)).repeat(60));
        assertThat(TextParts.in(many)).hasSize(12);
        assertThat(TextParts.in(mixed(plain("a".repeat(500_000)), plain("b")))).hasSize(1);
    }

    private static String plain(String text) {
        return "--b\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n";
    }

    private static String html(String text) {
        return "--b\nContent-Type: text/html; charset=utf-8\n\n" + text + "\n";
    }

    private static List<Part> mixed(String... parts) {
        return parts("multipart/mixed; boundary=b", String.join("", parts) + "--b--\n");
    }

    private static List<Part> parts(String contentType, String body) {
        String mail = "From: Ann <ann@example.org>\nTo: support@shop.example\nSubject: Order\nContent-Type: "
                + contentType + "\n\n" + body;
        return Body.parts(Incoming.of(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)).orElseThrow());
    }
}
