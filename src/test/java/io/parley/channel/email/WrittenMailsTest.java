package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.YamlTexts;
import io.parley.channel.email.Understanding.Read;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Mails in the formats of real mail programs, written by somebody who had not seen the rules; the folder's README says how.
 * Prints what is read wrongly.
 */
@Timeout(300)
class WrittenMailsTest {
    private static final Path MAILS = Path.of("src/test/resources/email/written");
    private static final TestDatabase database = TestDatabase.migrated();

    private final MailText texts = new MailText(new ReplyText(new QuoteMarks(new YamlTexts("email/quotes.yaml"))));
    private final Understanding understanding = new Understanding(texts, new Automatic(texts));
    private final Post post = Post.start();
    private MailInstallation parley = MailInstallation.at(post, database);
    private int heard;

    @BeforeEach
    void read() {
        database.clear();
        parley = MailInstallation.at(post, database).read();
    }

    @AfterEach
    void close() {
        parley.close();
        post.close();
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    private static List<JsonNode> expected(String folder) throws IOException {
        return Files.readAllLines(MAILS.resolve(folder).resolve("expected.jsonl")).stream().filter(l -> !l.isBlank())
                .map(line -> JsonMapper.shared().readTree(line)).toList();
    }

    private static String mail(String folder, JsonNode expected) throws IOException {
        return Files.readString(MAILS.resolve(folder).resolve(expected.path("file").asString()),
                StandardCharsets.ISO_8859_1).replaceAll("\r?\n", "\r\n");
    }

    private Read read(String folder, JsonNode expected) throws IOException {
        try {
            return understanding.read(mail(folder, expected).getBytes(StandardCharsets.ISO_8859_1),
                    AutomaticTest.SHOP);
        } catch (UnreadableMail e) {
            throw new IOException(expected.toString(), e);
        }
    }

    private static String squeezed(String text) {
        return text.replaceAll("[\\s\\u00a0\\u200b]+", " ").strip();
    }

    @Test
    void personsAreReadAndKept() throws IOException {
        List<JsonNode> all = expected("persons");
        int right = 0;
        List<String> dropped = new ArrayList<>();
        for (JsonNode expected : all) {
            Read read = read("persons", expected);
            String text = squeezed(read.text());
            String wanted = squeezed(expected.path("new_text").asString());
            boolean same = text.equals(wanted) || text.equals(
                    squeezed(wanted + " " + expected.path("signature").asString()));
            right += same ? 1 : 0;
            if (!same) {
                System.out.printf("%s%n  wanted %s%n  read   %s%n", expected.path("file").asString(), wanted, text);
            }
            if (read.automatic().isPresent() || read.bounce().isPresent()) {
                dropped.add(expected.path("file").asString() + ": " + read.automatic().orElse("a bounce"));
            }
            read.doubt().ifPresent(
                    doubt -> System.out.println(expected.path("file").asString() + " is kept, not answered: " + doubt));
        }
        System.out.printf("Mails of persons: new text right in %d of %d, taken for a machine's: %s%n", right,
                all.size(),
                dropped);
        assertThat(dropped).isEmpty();
    }

    @Test
    void verdictsAreUnderstood() throws IOException {
        List<JsonNode> all = expected("verdicts");
        int right = 0;
        int inverted = 0;
        for (JsonNode expected : all) {
            InboundEvent event = afterAnAnswer("verdicts", expected);
            String said = event instanceof ReactionChanged reaction
                    ? reaction.added().stream().findFirst().orElse("")
                    : "none";
            String wanted = expected.path("verdict").asString();
            String got = switch (said) {
                case "👍" -> "up";
                case "👎" -> "down";
                default -> said;
            };
            right += got.equals(wanted) ? 1 : 0;
            boolean wrong = !got.equals(wanted) && !got.equals("none") && !wanted.equals("none");
            inverted += wrong ? 1 : 0;
            if (!got.equals(wanted)) {
                System.out.printf("%s wanted %s, got %s: %s%n", expected.path("file").asString(), wanted, got,
                        squeezed(read("verdicts", expected).text()));
            }
        }
        System.out.printf("Verdicts: %d of %d right, %d wrong way round%n", right, all.size(), inverted);
        assertThat(inverted).isZero();
    }

    @Test
    void autorepliesWithoutHeadersAreNotAnswered() throws IOException {
        parley.close();
        parley = MailInstallation.timing(post, database).read();
        List<JsonNode> all = expected("autoreplies");
        int answered = 0;
        for (JsonNode expected : all) {
            if (afterAnAnswer("autoreplies", expected) instanceof MessageReceived message) {
                answered++;
                System.out.printf("%s is answered: %s%n", expected.path("file").asString(), message.text());
            }
        }
        System.out.printf("Autoreplies without a header: %d of %d answered%n", answered, all.size());
    }

    /** The last thing that came in, where the mail answers a mail of ours. */
    private InboundEvent afterAnAnswer(String folder, JsonNode expected) throws IOException {
        String mail = mail(folder, expected);
        String from = Incoming.of(mail.getBytes(StandardCharsets.ISO_8859_1)).flatMap(Incoming::author).orElseThrow();
        post.deliver(Post.SHOP, Post.from("Somebody", from).saying("When do you open?"));
        parley.answer((MessageReceived) next(), "At nine.");
        String answering = mail.replaceAll("<parent-[^>]*@shop\\.example>", post.inbox(from).getLast().messageId());
        assertThat(answering).isNotEqualTo(mail);
        post.deliver(Post.SHOP, answering.getBytes(StandardCharsets.ISO_8859_1));
        return next();
    }

    private InboundEvent next() {
        InboundEvent last = parley.heard(heard + 1).getLast();
        heard = parley.inbox.events().size();
        return last;
    }
}
