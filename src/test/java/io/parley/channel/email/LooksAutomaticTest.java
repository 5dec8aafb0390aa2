package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.email.message.MailText;
import io.parley.channel.email.message.QuoteMarks;
import io.parley.channel.email.message.ReplyText;
import io.parley.channel.email.message.UnreadableMail;
import io.parley.channel.email.receiving.Understanding;
import io.parley.channel.email.sender.AutoReplyDetector;
import io.parley.channel.text.YamlTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Words alone make no mail a machine's: those who ask are answered, the others are kept for people. */
class LooksAutomaticTest {
    private static final MailText texts = new MailText(
            new ReplyText(new QuoteMarks(YamlTexts.of("email/quotes.yaml"))));
    private final Understanding understanding = new Understanding(texts, new AutoReplyDetector(texts));

    @TestFactory
    Stream<DynamicTest> takesPersonsWhoSpeakOfMachinesForPersons() {
        return Stream.of(
                "My parcel has not been delivered. The tracking page says permanent error and the recipient's address"
                        + " unknown.",
                "My order 4711 has not been delivered, your carrier says the gateway refused it.\n\nKind regards\nAnn",
                "I received this from you: This is an automated message. Your order was cancelled. Why was it cancelled?",
                "This is an automated message\n\nThat is all that I got from you. Where is my invoice?",
                "Hello,\n\nyou wrote to me \"You are receiving this because you bought a lamp\", but I never bought a lamp."
                        + "\n\nAnn",
                "Your last mail says: please do not reply to this e-mail, it was sent automatically. So how do I reach you?",
                "My mail to you came back with 550 5.1.1 user unknown. Message could not be delivered. Which address is right?",
                "Bitte antworten Sie nicht auf diese E-Mail, sie wurde automatisch erstellt - das steht unter Ihrer Rechnung."
                        + " Wohin schreibe ich denn?",
                "Ihr schreibt mir das hier: Dies ist eine automatische Nachricht. Mein Paket ist trotzdem nicht da.",
                "Vous m'avez écrit ceci : ceci est un message automatique. Mon colis n'est toujours pas arrivé.",
                "I am on holiday until 30 November. Can you deliver after that?",
                "Ich bin bis 30. November im Urlaub. Können Sie bitte erst danach liefern?",
                "I have received your message, ticket 4711, nobody has been in touch since. When will you answer?",
                "I got a new voicemail from your number. What did you want?")
                .map(text -> DynamicTest.dynamicTest(text, () -> {
                    assertThat(read(text).automatic()).isEmpty();
                    assertThat(read(text).doubt()).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> keepsWhatLooksAutomaticForPeople() {
        return Stream.of(
                "Ich bin bis 30. November im Urlaub. Bitte liefern Sie erst danach. Vielen Dank für Ihre Nachricht",
                "I am on annual leave until 30 November. Please deliver my order after that. Thank you for your message.",
                "Our office is closed until Monday, please deliver on Tuesday. Thank you for your email.",
                "I have received your message, ticket 4711 has been created, nobody has been in touch since.",
                "Your new voicemail does not play.",
                "This is an automated message. Your parcel will arrive tomorrow.",
                "Where is my order 4711?\n\nThis is an automated message from the scanner of Ann's Shop.")
                .map(text -> DynamicTest.dynamicTest(text, () -> {
                    assertThat(read(text).automatic()).isEmpty();
                    assertThat(read(text).doubt()).isPresent();
                }));
    }

    @Test
    void keepsAnAutomaticReplyThatOnlyItsSubjectShows() throws IOException {
        for (String subject : Files.readAllLines(AutoReplyDetectorTest.MAILS.resolve("automatic-subjects.txt"))) {
            Understanding.Read read = read(Post.from("Ann", "ann@example.org")
                    .with("In-Reply-To", "<parley.1@shop.example>").with("Subject", subject), "+44 20 7946");
            assertThat(read.automatic()).as(subject).isEmpty();
            assertThat(read.doubt()).as(subject).isPresent();
        }
    }

    @Test
    void knowsTheReportsOfMailSystemsByMoreThanTheirWords() {
        String text = "Your message could not be delivered.";
        assertThat(List.of("post_master@example.org", "post.master@example.org", "postmaster@example.org")).allMatch(
                address -> read(Post.from("Mail", address), text).automatic().isPresent());
        assertThat(read(Post.from("MMSC NDR Administrator", "sysadmin@example.org"), text).automatic()).isPresent();
        assertThat(read(Post.from("MMSC NDR Administrator", "sysadmin@example.org")
                .with("Subject", "550 - requested action not taken"), "Ann").automatic()).isPresent();
        assertThat(read(Post.from("Ann", "ann@example.org").with("Subject", "Undeliverable Message"), "To: bob")
                .doubt()).isPresent();
        assertThat(read(text).automatic()).isEmpty();
    }

    @Test
    void doubtsWhatHoldsAnotherMailAndNoWordOfItsOwn() {
        String bare = "--b\nContent-Type: message/rfc822\n\nFrom: support@shop.example\nSubject: Your order\n\nWhere is"
                + " it?\n--b--";
        String written = "--b\nContent-Type: text/plain\n\nWhat is this about?\n" + bare;
        assertThat(read(mixed(), bare).doubt()).isPresent();
        assertThat(read(mixed(), "--b\nContent-Type: text/plain\n\n \n" + bare).doubt()).isPresent();
        assertThat(read(mixed(), written).doubt()).isEmpty();
    }

    private static Post.Letterhead mixed() {
        return Post.from("Mail", "complaints@isp.example").with("Subject", "complaint about message from 192.0.2.1")
                .with("Content-Type", "multipart/mixed; boundary=b");
    }

    @Test
    void takesFeedbackReportsForReports() {
        String report = "--b\nContent-Type: text/plain\n\nPlease look at this?\n--b\nContent-Type:"
                + " message/feedback-report\n\nFeedback-Type: abuse\n--b--";
        assertThat(read(Post.from("Mail", "complaints@isp.example").with("Content-Type",
                "multipart/report; report-type=feedback-report; boundary=b"), report).automatic()).isPresent();
        assertThat(read(mixed(), report).automatic()).isPresent();
    }

    @Test
    void knowsTheAlertsOfListServers() {
        Stream.of("X-MLServer", "X-ML-Name", "X-ML-Info").forEach(header -> assertThat(
                read(Post.from("list", "list@example.org").with(header, "x").with("Subject", "Loop Alert"), "Duplicate")
                        .automatic())
                .isPresent());
    }

    private Understanding.Read read(String text) {
        return read(Post.from("Ann Reed", "ann@example.org"), text);
    }

    private Understanding.Read read(Post.Letterhead head, String text) {
        try {
            return understanding.read(head.saying(text).getBytes(StandardCharsets.UTF_8), AutoReplyDetectorTest.SHOP);
        } catch (UnreadableMail e) {
            throw new IllegalStateException(e);
        }
    }
}
