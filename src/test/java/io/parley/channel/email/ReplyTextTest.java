package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person wrote newly in a mail. */
class ReplyTextTest {
    private static final Path DATA = Path.of("../shared/data/email");
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private final ReplyText reply = new ReplyText(new QuoteMarks(new YamlTexts("quotes.yaml")));
    private final MailText texts = new MailText(reply);

    @TestFactory
    Stream<DynamicTest> findsWhatAPersonWouldCallTheReply() throws IOException {
        assumeTrue(Files.exists(DATA), "The mails of ../shared/data/email are not here");
        try (InputStream in = getClass().getResourceAsStream("/email/reply-parser-labels.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#")).map(line -> line.split("\t", -1)).toList().stream()
                    .map(label -> DynamicTest.dynamicTest(label[0], () -> checkLabel(label)));
        }
    }

    private void checkLabel(String[] label) throws IOException {
        String mail = Files.readString(DATA.resolve("reply-parser/emails").resolve(label[0]));
        String text = reply.of(mail);
        assertThat(text).startsWith(label[1]).endsWith(label[2].replace("\\n", "\n"));
        if (!label[3].isEmpty()) {
            assertThat(text).doesNotContain(label[3].split("\\|"));
        }
    }

    @TestFactory
    Stream<DynamicTest> agreesWithOthersExpectations() throws IOException {
        assumeTrue(Files.exists(DATA), "The mails of ../shared/data/email are not here");
        List<String> lines = Files.readAllLines(DATA.resolve("talon/expectations.jsonl"));
        return lines.stream().map(line -> JsonMapper.shared().readTree(line))
                .map(e -> DynamicTest.dynamicTest(e.path("file").asString(), () -> checkExpectation(e)));
    }

    private void checkExpectation(JsonNode expectation) throws IOException {
        byte[] bytes = Files.readAllBytes(DATA.resolve("talon/fixtures").resolve(expectation.path("file").asString()));
        String expected = expectation.path("expect").asString();
        boolean html = expectation.path("kind").asString().startsWith("html");
        if (html) {
            String text = reply.of(HtmlText.of(Charsets.text(bytes, "utf-8")));
            assertThat(text.replaceAll("\\s", "")).isEqualTo(expected.replaceAll("\\s", ""));
        } else {
            String plain = Body.parts(Incoming.of(bytes).orElseThrow()).getFirst().text();
            boolean keepsSignature = expected.contains("Sent ");
            String text = keepsSignature ? reply.withSignature(plain) : reply.of(plain);
            assertThat(text.replaceAll("\\s+", " ")).isEqualTo(expected.strip().replaceAll("\\s+", " "));
            assertThat(texts.newIn(Body.parts(Incoming.of(bytes).orElseThrow()))).isEqualTo("Hello");
        }
    }

    @Test
    void readsAMegabyteOfQuotesWithinASecond() throws IOException {
        String quotes = "What now?\n\n" + "> once more the same line\n".repeat(40_000);
        String oneLine = "What now?\n" + ">".repeat(1_000_000);
        String starts = "What now?\n\n" + "On 3 May 2026 at 10:12 Ann\n".repeat(40_000);
        String headers = "What now?\n\n" + "From: a\n".repeat(130_000);
        String html = "<p>What now?</p>" + "<blockquote>a<br>".repeat(2_000) + "<div>b</div>".repeat(70_000);
        for (String mail : List.of(quotes, oneLine, starts, headers)) {
            assertThat(timed(() -> reply.of(mail))).isLessThan(A_SECOND);
        }
        assertThat(timed(() -> reply.of(HtmlText.of(html)))).isLessThan(A_SECOND.multipliedBy(2));
    }

    @Test
    void readsTheLongMailOfThirdPartiesWithinASecond() throws IOException {
        assumeTrue(Files.exists(DATA), "The mails of ../shared/data/email are not here");
        String mail = Files.readString(DATA.resolve("reply-parser/emails/email_long_quote.txt"));
        Duration time = timed(() -> reply.of(mail));
        System.out.printf("The mail of %d characters took %d ms%n", mail.length(), time.toMillis());
        assertThat(time).isLessThan(A_SECOND);
    }

    private static Duration timed(Runnable work) {
        work.run();
        long begin = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
