package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.YamlTexts;
import io.parley.channel.email.EmailSettings.MailboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Programs are not answered, people are. */
class AutomaticTest {
    static final Path MAILS = Path.of("src/test/resources/email");
    static final Mailbox SHOP = Mailbox.of("main", "parley.email",
            new MailboxSettings("support@shop.example", "Shop support", "imap://localhost:1/INBOX",
                    "smtp://localhost:1",
                    List.of("help@shop.example"), "seen", null, null, null));
    private final Automatic automatic = new Automatic(new YamlTexts("email/automatic.yaml"));

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

    @Test
    void hasSixtyOfEachAtLeast() throws IOException {
        assertThat(mails("machine")).hasSizeGreaterThanOrEqualTo(60);
        assertThat(mails("ordinary")).hasSizeGreaterThanOrEqualTo(60);
    }

    private Optional<String> reason(Path file) throws IOException {
        Incoming mail = Incoming.of(Files.readAllBytes(file)).orElseThrow();
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
