package io.parley.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.secrets.Samples.Sample;
import io.parley.support.Attempts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {
    private static final Path QUESTIONS = Path.of("../shared/data/eval");
    private static final Pattern PIN_TOLD = Pattern.compile("(?i)\\bpin\\b(?: code| number|#)?(?: is)? [0-9]{4,}");

    static Stream<Sample> samples() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void findsEveryKindOfSecret(Sample sample) {
        String masked = SecretMask.mask(sample.message());
        assertThat(masked).doesNotContain(sample.secret()).contains("•••••");
        assertThat(SecretMask.mask(masked)).as("masked again").isEqualTo(masked);
    }

    @Test
    void findsThemAll() {
        Attempts attempts = new Attempts("secrets in messages");
        samples().forEach(sample -> attempts.note(sample.message(),
                !SecretMask.mask(sample.message()).contains(sample.secret())));
        attempts.wereStopped(56);
    }

    @Test
    void leavesTheLastFourDigitsOfACardAndAllThatIsNoSecret() {
        assertThat(SecretMask.mask("my card 4111-1111-1111-1111 was declined, password: hunter22, and PIN 1234"))
                .isEqualTo("my card ••••• 1111 was declined, password: ••••• and PIN •••••");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order 302-1234567-1234567 of 4 May", "my order number is 4012345678901234",
            "order 5017443220001", "tracking number 1Z999AA10123456784", "DHL 00340434161094042557",
            "USPS 9400 1000 0000 0000 0000 00", "FedEx 449044304137821", "RR123456785DE",
            "call me at +49 151 23456789 or 030 901820", "+1 (415) 555-2671", "phone 0044 20 7946 0958", "415-555-2671",
            "it was 49.99 instead of 59.99, 39.99 and 19.99", "1,234,567.89 EUR", "EUR 4.999,00 to 5.999,00",
            "from 04.12.2026 10:30 to 05.12.2026 11:45", "IMEI 356938035643809", "EAN 4006381333931",
            "550e8400-e29b-41d4-a716-446655440000", "commit da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "How do I change my password?", "my password is not working", "the password is wrong",
            "password is expired, what now?", "Passwort vergessen", "mein Passwort ist falsch",
            "Passwort ist abgelaufen",
            "la contraseña es incorrecta", "mon mot de passe est oublié", "minha senha está errada",
            "wachtwoord is vergeten", "hasło jest nieprawidłowe", "мой пароль не подходит", "密码忘了怎么办",
            "What is a PIN?", "my pin is blocked", "I entered the PIN 3 times", "season pass 24", "where is the cvv?",
            "a bearer of good news", "Bearer instruments", "Bearer certificates of 2024",
            "https://shop.example/a/b:c?d=e@f",
            "mail me: ann@shop.example",
            "DE12 is my flat", "GB12 3456 7890 1234 5678 90", "open 10-12-1999 to 2000", "ZIP 12345-6789",
            "https://shop.example/products/Blue-Shirt-2024/reviews", "secret santa", "does she pass COVID-19 on?",
            "my passcode was denied.", "I have no passcode to access the app", "the key is under the mat"})
    void touchesNoOrdinaryMessage(String message) {
        assertThat(SecretMask.mask(message)).isEqualTo(message);
    }

    /** Some people tell their PIN in these questions; theirs are no ordinary messages. */
    @Test
    void touchesAtMostOneOrdinaryQuestionInAThousand() throws IOException {
        assumeTrue(Files.exists(QUESTIONS), "The questions of ../shared/data/eval are not here");
        List<String> questions = questions();
        List<String> touched = questions.stream().filter(question -> !SecretMask.mask(question).equals(question))
                .toList();
        List<String> ordinary = touched.stream().filter(question -> !PIN_TOLD.matcher(question).find()).toList();
        System.out.printf("Of %d questions %d are masked, of which %d tell no PIN (%.4f %%): %s%n", questions.size(),
                touched.size(), ordinary.size(), 100.0 * ordinary.size() / questions.size(), ordinary);
        assertThat(ordinary).hasSizeLessThanOrEqualTo(questions.size() / 1_000);
    }

    private static List<String> questions() throws IOException {
        List<String> questions = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(QUESTIONS)) {
            for (Path folder : folders) {
                Path file = folder.resolve("questions.csv");
                if (Files.exists(file)) {
                    Files.readAllLines(file).stream().skip(1).map(line -> line.replaceFirst(",[^,]*$", ""))
                            .forEach(questions::add);
                }
            }
        }
        return questions;
    }

    /** Each is the worst that is known for one of the patterns. */
    @ParameterizedTest
    @Timeout(60)
    @ValueSource(strings = {"4", "4 ", "4111 ", "41-11 ", "1", "eyJ-", "eyJhbGciOi.", "eyJaaaaaaa.aaaaaaa.", "pw:",
            "pw ", "pw is a ",
            "password for x y is not ", "password to a b c ", "password\"", "password is \"a", "пароль ", "密码",
            "密码是 a ", "secret key ",
            "api_key=abc ", "DE89", "DE89 ", "MT84MALT", "AB12-", "cvc ", "cvc: a", "911 is my ", "123-45-", "ssn ",
            "pin 1", "pin: 1-",
            "-----BEGIN PRIVATE KEY-----", "-----BEGIN ", "----- PRIVATE KEY", "a://b:", "a+b.c-d", "postgres://u:p",
            "http://a:b/",
            "bearer ", "bearer abcdefghijkl ", "sk-", "sk-a ", "xoxb-", "xoxe.", "SG.a", "SG.aaaaaaaaaaaaaaaa.", "A/b1",
            "a/B1a/B1=",
            "123456789:", "\n", " ", "\u00a0", "'", "•", "••••• 1111 1", "𝟒𝟏", "\u200b1"})
    void worksInProportionToTheLengthOfAMessage(String piece) {
        String some = piece.repeat(10_000 / piece.length());
        String twice = piece.repeat(20_000 / piece.length());
        SecretMask.mask(some);
        long once = Stream.generate(() -> cpuTime(some)).limit(3).min(Long::compare).orElseThrow();
        assertThat(Stream.generate(() -> cpuTime(twice)).limit(3).anyMatch(time -> time < 3 * once + 10_000_000))
                .as("twice as much takes about twice as long, which was %d nanoseconds", once).isTrue();
    }

    private static long cpuTime(String text) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        SecretMask.mask(text);
        return threads.getCurrentThreadCpuTime() - before;
    }
}
