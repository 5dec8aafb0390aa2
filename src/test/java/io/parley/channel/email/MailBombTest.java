package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.parley.channel.email.message.Body;
import io.parley.channel.email.message.HtmlText;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.message.MailText;
import io.parley.channel.email.message.Part;
import io.parley.channel.email.message.QuoteMarks;
import io.parley.channel.email.message.ReplyText;
import io.parley.channel.email.message.UnreadableMail;
import io.parley.channel.email.receiving.Questions;
import io.parley.channel.email.receiving.Understanding;
import io.parley.channel.email.sender.AutoReplyDetector;
import io.parley.channel.email.sender.Sender;
import io.parley.channel.email.verdict.VerdictWords;
import io.parley.channel.text.YamlTexts;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Mails that are made to be hard to read cost no more than their length. Allocated bytes are counted in place of time,
 * which says nothing on a busy machine; a mail whose reading all but never ends is stopped.
 */
class MailBombTest {
    /** So many bytes for each of a mail's say nothing. */
    private static final long FEW = 40;
    private static final Duration ENDLESS = Duration.ofMinutes(2);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final MailText texts = new MailText(
            new ReplyText(new QuoteMarks(YamlTexts.of("email/quotes.yaml"))));
    private final Understanding understanding = new Understanding(texts, new AutoReplyDetector(texts));
    private static final Questions questions = new Questions(YamlTexts.of("email/questions.yaml"));
    private static final VerdictWords verdicts = new VerdictWords(YamlTexts.of("email/verdicts.yaml"));

    /** The length of the shorter of two mails that are compared. */
    int length() {
        return 40_000;
    }

    @TestFactory
    Stream<DynamicTest> readsPlainTextInProportionToItsLength() {
        return Stream.concat(
                Stream.of("\n", "\r", "\u00a0\n", "____\n", "_".repeat(20) + "\n", "_ ".repeat(199) + "\n",
                        "*".repeat(399) + "\n", "--\n", "> a\n", ">", "a\n\n", "?", "? ", "Bye. ", "\"", "a@",
                        "On 3 May 2026 at 10:12 Ann\n", "On 3 May 2026 Ann wrote:\n", "From: a\n", "From: a\n\n",
                        "_____\nDisclaimer\n", "Disclaimer\n\n", "Regards\n\n", "Sent from ", "1) ", "- a\n",
                        "wrote wrote wrote wrote\n", "https://", "\u200b\n", "a ", "\u0301", "no-reply ",
                        "-----Original Message-----x\n", ": * _ * _ :\n").map(
                                unit -> inProportion(shown(unit),
                                        length -> plain("Hello\n" + filled(unit, length) + "\nWhere is my order?"))),
                Stream.of(inProportion("a long line below dates", length -> plain(
                        "On 3 May 2026 at 10:12 Ann\n".repeat(3) + filled("a", length) + "\nWhere is my order?"))));
    }

    @Test
    void readsWhatStandsBelowFourHundredThousandEmptyLines() throws UnreadableMail {
        String mail = plain("Hello" + "\r\n".repeat(400_000) + "Where is my order?");
        assertThat(understanding.read(mail.getBytes(StandardCharsets.UTF_8), AutoReplyDetectorTest.SHOP).text())
                .isEqualTo("Hello\n\nWhere is my order?");
    }

    @Test
    void leavesOutWhatStandsBehindMoreTagsThanAMailHas() {
        String lists = "<p>Hello</p>" + "<ul><li>a".repeat(30_000) + "<p>behind them</p>";
        assertThat(HtmlText.of(lists)).startsWith("Hello\n").doesNotContain("behind them");
        assertThat(HtmlText.of("<p>Hello</p>" + "<br>".repeat(30_000) + "<p>behind them</p>"))
                .isEqualTo("Hello\n\nbehind them\n\n");
    }

    @Test
    void decodesAPartAndParsesItsHtmlOnce() {
        Part part = Body.parts(Incoming.of(html("<p>Hello</p>").getBytes(StandardCharsets.UTF_8)).orElseThrow())
                .getFirst();
        assertThat(part.text()).isSameAs(part.text());
        assertThat(part.shown()).isEqualTo("Hello\n\n").isSameAs(part.shown());
    }

    @Test
    void decodesAWordWithoutALookThroughTheClassPath() {
        int words = 300;
        byte[] mail = headed("Subject: " + "=?utf-8?q?a?= ".repeat(words) + "\r\n").getBytes(StandardCharsets.UTF_8);
        made(mail);
        assertThat(made(mail) / words).as("made for each word").isLessThan(20_000);
    }

    @TestFactory
    Stream<DynamicTest> readsHtmlInProportionToItsLength() {
        return Stream.of("<br>", "<p>", "<div>", "<div>a</div>", "<b>", "<b><p>", "<table>", "<table><tr><td>",
                "<blockquote>", "<blockquote>a<br>", "<p hidden>a</p>", "<script></script>",
                "<p class=gmail_signature></p>",
                "<pre>\n", "<a href='", "<!--", "&amp;", "<", "</", "</p>", "<select><option>", "<i><a>", "<hr>",
                "<p style='display:", "<svg>", "<template>", "<ul><li>", "<dl><dt>", "<i><a><p>", "<object><li>",
                "<table><tr><td><ul><li>")
                .map(unit -> inProportion(shown(unit), length -> html("<p>Hello</p>" + filled(unit, length))));
    }

    @TestFactory
    Stream<DynamicTest> readsManyAttributesInProportionToTheirNumber() {
        return Stream.of(
                inProportion("attributes", length -> html("<p " + numbered("a", "=1 ", length) + ">Hello</p>")),
                inProportion("formatting", length -> html(numbered("<b id=", ">", length / 2)
                        + filled("<p>a</p>", length / 2))));
    }

    @TestFactory
    Stream<DynamicTest> readsHeadersInProportionToTheirLength() {
        Stream<DynamicTest> values = Stream.of("From", "To", "Subject", "References", "Content-Type", "Date",
                "X-Forefront-Antispam-Report", "X-Auto-Response-Suppress", "Content-Disposition")
                .flatMap(
                        name -> Stream.of("a", "a\r\n ", "a, ", "<a@b.example>, ", "((", "\"", "SCL ", "=?utf-8?q?a?= ",
                                "; a*0=b", "; boundary=a").map(
                                        unit -> inProportion(name + ": " + shown(unit),
                                                length -> headed(name + ": SCL x" + filled(unit, length) + "\r\n"))));
        Stream<DynamicTest> results = Stream.of("a", "(", "()", "\"", "a=b ", "a=b;", ";", "=", "\\", ".a=", "@", "(\\")
                .map(unit -> inProportion("Authentication-Results: " + shown(unit), length -> headed(
                        "Authentication-Results: localhost; dkim=pass header.d=" + filled(unit, length) + "\r\n")));
        return Stream.concat(Stream.concat(values, results), Stream.of(
                inProportion("results", length -> headed(
                        filled("Authentication-Results: localhost; spf=none\r\n", length))),
                inProportion("ways", length -> headed("Received: by x with LMTP" + filled(" by", length) + "\r\n")),
                inProportion("many", length -> headed(filled("From: a\r\n", length))),
                inProportion("blanks", length -> headed("X-Forefront-Antispam-Report: SCL" + filled(" ", length)
                        + "x\r\n"))));
    }

    @TestFactory
    Stream<DynamicTest> readsPartsInProportionToTheirNumber() {
        return Stream.of("--b\r\n\r\na\r\n", "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n",
                "--b\r\nContent-Type: text/html\r\n\r\n<br>\r\n", "--b", "--b\r\n")
                .map(unit -> inProportion(shown(unit),
                        length -> mail("Content-Type: multipart/mixed; boundary=b\r\n", filled(unit, length))));
    }

    private static String filled(String unit, int length) {
        return unit.repeat(length / unit.length());
    }

    private static String numbered(String before, String behind, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append(before).append(i).append(behind);
        }
        return text.toString();
    }

    private static String shown(String unit) {
        String shown = unit.codePoints().limit(20).mapToObj(c -> c > ' ' && c < 127
                ? Character.toString(c)
                : "U+" + Integer.toHexString(c)).reduce("", String::concat);
        return unit.length() + " × " + shown;
    }

    private static String plain(String text) {
        return mail("Content-Type: text/plain; charset=utf-8\r\n", text);
    }

    private static String html(String text) {
        return mail("Content-Type: text/html; charset=utf-8\r\n", text);
    }

    private static String headed(String header) {
        return header + mail("", "Where is my order?");
    }

    private static String mail(String headers, String text) {
        return "From: Ann <ann@example.org>\r\nTo: support@shop.example\r\nSubject: Order\r\nMessage-ID: <a@b.example>\r\n"
                + headers + "\r\n" + text;
    }

    private DynamicTest inProportion(String name, IntFunction<String> mail) {
        return DynamicTest.dynamicTest(name, () -> {
            byte[] small = mail.apply(length()).getBytes(StandardCharsets.UTF_8);
            byte[] twice = mail.apply(2 * length()).getBytes(StandardCharsets.UTF_8);
            long once = made(small);
            long more = made(twice);
            assertThat((double) more / Math.max(once, FEW * length())).as("made for twice the length").isLessThan(3);
        });
    }

    private long made(byte[] mail) {
        return assertTimeoutPreemptively(ENDLESS, () -> {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            understand(mail);
            return THREADS.getCurrentThreadAllocatedBytes() - before;
        });
    }

    /** Everything that is found out about a mail by its bytes. */
    private void understand(byte[] bytes) throws UnreadableMail {
        Understanding.Read read = understanding.read(bytes, AutoReplyDetectorTest.SHOP);
        Incoming mail = read.mail();
        Body.attachments(Body.parts(mail));
        questions.in(read.text(), "");
        verdicts.of(read.text(), mail.authorName().orElse(""), true);
        verdicts.told(read.text(), mail.authorName().orElse(""));
        mail.identity();
        mail.references();
        Sender.of(mail, AutoReplyDetectorTest.SHOP);
    }
}
