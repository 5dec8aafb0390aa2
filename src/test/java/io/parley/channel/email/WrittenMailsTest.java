package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.email.message.Addresses;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.message.MailText;
import io.parley.channel.email.message.QuoteMarks;
import io.parley.channel.email.message.ReplyText;
import io.parley.channel.email.message.UnreadableMail;
import io.parley.channel.email.receiving.Understanding;
import io.parley.channel.email.receiving.Understanding.Read;
import io.parley.channel.email.sender.AutoReplyDetector;
import io.parley.channel.text.YamlTexts;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Mails in the formats of real mail programs, written by somebody who had not seen the rules; the folder's README says how.
 * Prints what is read wrongly. {@code -Dwritten.mails=FOLDER} takes others of the same form.
 */
class WrittenMailsTest {
    private static final Path MAILS = Path
            .of(System.getProperty("written.mails", "src/test/resources/email/written"));
    private static final TestDatabase database = TestDatabase.migrated();

    private static final MailText texts = new MailText(
            new ReplyText(new QuoteMarks(YamlTexts.of("email/quotes.yaml"))));
    private final Understanding understanding = new Understanding(texts, new AutoReplyDetector(texts));
    private final Post post = Post.start();
    private MailInstallation parley = MailInstallation.at(post, database);

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
                    AutoReplyDetectorTest.SHOP);
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
        Map<String, InboundEvent> heard = afterAnswers("verdicts", all);
        int right = 0;
        int inverted = 0;
        for (JsonNode expected : all) {
            InboundEvent event = heard.get(author("verdicts", expected));
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
        Map<String, InboundEvent> heard = afterAnswers("autoreplies", all);
        int answered = 0;
        for (JsonNode expected : all) {
            if (heard.get(author("autoreplies", expected)) instanceof MessageReceived message) {
                answered++;
                System.out.printf("%s is answered: %s%n", expected.path("file").asString(), message.text());
            }
        }
        System.out.printf("Autoreplies without a header: %d of %d answered%n", answered, all.size());
    }

    /** The newest thing that each person said, where the mails answer mails of ours. */
    private Map<String, InboundEvent> afterAnswers(String folder, List<JsonNode> all) throws IOException {
        Set<String> people = new LinkedHashSet<>();
        for (JsonNode expected : all) {
            people.add(author(folder, expected));
        }
        assertThat(people).as("One mail is from each person").hasSameSizeAs(all);
        people.forEach(person -> post.deliver(Post.SHOP, Post.from("Somebody", person).saying("When do you open?")));
        parley.heard(people.size()).forEach(question -> parley.answer((MessageReceived) question, "At nine."));
        for (JsonNode expected : all) {
            String ours = post.inbox(author(folder, expected)).getLast().messageId();
            String mail = mail(folder, expected);
            String answering = mail.replaceAll("<parent-[^>]*@shop\\.example>", ours);
            assertThat(answering).isNotEqualTo(mail);
            post.deliver(Post.SHOP, answering.getBytes(StandardCharsets.ISO_8859_1));
        }
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> database.jdbc()
                .sql("select count(*) from mail_in").query(Integer.class).single() == 2 * all.size());
        Map<String, InboundEvent> newest = new HashMap<>();
        parley.heard(2 * all.size()).forEach(event -> newest.put(person(event), event));
        return newest;
    }

    private static String author(String folder, JsonNode expected) throws IOException {
        return Incoming.of(mail(folder, expected).getBytes(StandardCharsets.ISO_8859_1)).flatMap(Incoming::author)
                .map(Addresses::key).orElseThrow();
    }

    private static String person(InboundEvent event) {
        return switch (event) {
            case MessageReceived message -> message.sender().id();
            case InboundEvent.MessageKept kept -> kept.message().sender().id();
            case ReactionChanged reaction -> reaction.person().id();
            default -> "";
        };
    }
}
