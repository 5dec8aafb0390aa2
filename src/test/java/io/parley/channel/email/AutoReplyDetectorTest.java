package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.email.mailbox.EmailSettings.MailboxSettings;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.message.Body;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.message.MailText;
import io.parley.channel.email.message.QuoteMarks;
import io.parley.channel.email.message.ReplyText;
import io.parley.channel.email.sender.AutoReplyDetector;
import io.parley.channel.text.YamlTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Programs are not answered, people are. */
public class AutoReplyDetectorTest {
    static final Path MAILS = Path.of("src/test/resources/email");
    public static final Mailbox SHOP = Mailbox.of("main", "parley.email",
            new MailboxSettings("support@shop.example", "Shop support", "imap://localhost:1/INBOX",
                    "smtp://localhost:1",
                    List.of("help@shop.example"), List.of(), List.of(), "seen", null, null, null));
    private final AutoReplyDetector automatic = new AutoReplyDetector(
            new MailText(new ReplyText(new QuoteMarks(YamlTexts.of("email/quotes.yaml")))));

    @TestFactory
    Stream<DynamicTest> answersNoMachine() throws IOException {
        return mails("machine").map(
                file -> DynamicTest.dynamicTest(name(file), () -> assertThat(reason(file)).as(name(file)).isPresent()));
    }

    @TestFactory
    Stream<DynamicTest> answersEveryPerson() throws IOException {
        return mails("ordinary").map(
                file -> DynamicTest.dynamicTest(name(file), () -> assertThat(reason(file)).as(name(file)).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> knowsAutomaticRepliesByTheirSubject() throws IOException {
        return Files.readAllLines(MAILS.resolve("automatic-subjects.txt")).stream()
                .map(subject -> DynamicTest.dynamicTest(subject, () -> assertThat(reason(withSubject(subject)))
                        .as(subject).isPresent()));
    }

    private static byte[] withSubject(String subject) {
        return ("From: ann@example.org\r\nTo: support@shop.example\r\nIn-Reply-To: <parley.1@shop.example>\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\nSubject: " + subject + "\r\n\r\n+44 20 7946 0000\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void hasSixtyOfEachAtLeast() throws IOException {
        assertThat(mails("machine")).hasSizeGreaterThanOrEqualTo(60);
        assertThat(mails("ordinary")).hasSizeGreaterThanOrEqualTo(60);
    }

    private Optional<String> reason(Path file) throws IOException {
        return reason(Files.readAllBytes(file));
    }

    private Optional<String> reason(byte[] bytes) {
        Incoming mail = Incoming.of(bytes).orElseThrow();
        return automatic.reason(mail, Body.parts(mail), SHOP);
    }

    static Stream<Path> mails(String kind) throws IOException {
        try (Stream<Path> files = Files.list(MAILS.resolve(kind))) {
            return files.sorted().toList().stream();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
