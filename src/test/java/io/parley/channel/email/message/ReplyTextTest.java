package io.parley.channel.email.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.parley.channel.text.YamlTexts;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The new text of a mail. */
class ReplyTextTest {
    private static final Path DATA = Path.of("../shared/data/email");
    private static final ReplyText reply = new ReplyText(new QuoteMarks(YamlTexts.of("email/quotes.yaml")));
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

    /** Counts allocated bytes in place of time, which says nothing on a busy machine. */
    @Test
    @Timeout(120)
    void worksInProportionToTheLengthOfAMail() {
        assertGrowsInProportion(n -> reply.of("What now?\n\n" + "> once more the same line\n".repeat(n)));
        assertGrowsInProportion(n -> reply.of("What now?\n" + ">".repeat(25 * n)));
        assertGrowsInProportion(n -> reply.of("What now?\n\n" + "On 3 May 2026 at 10:12 Ann\n".repeat(n)));
        assertGrowsInProportion(n -> reply.of("What now?\n\n" + "From: a\n".repeat(3 * n)));
        assertGrowsInProportion(n -> reply.of(HtmlText.of("<p>What now?</p>" + "<blockquote>a<br>".repeat(500)
                + "<div>b</div>".repeat(2 * n))));
    }

    private static void assertGrowsInProportion(IntConsumer work) {
        work.accept(1_000);
        long some = made(() -> work.accept(10_000));
        long more = made(() -> work.accept(40_000));
        assertThat((double) more / some).isBetween(1.0, 5.5);
    }

    private static long made(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    @Timeout(60)
    void readsTheLongMailOfThirdParties() throws IOException {
        assumeTrue(Files.exists(DATA), "The mails of ../shared/data/email are not here");
        String mail = Files.readString(DATA.resolve("reply-parser/emails/email_long_quote.txt"));
        assertThat(reply.of(mail)).startsWith("Hi folks").contains("clear a Riak bucket")
                .hasSizeLessThan(mail.length());
    }
}
