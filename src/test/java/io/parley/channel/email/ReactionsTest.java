package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.channel.Command;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageKept;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reactions and short words about an answer are verdicts, never questions. */
class ReactionsTest {
    private static final Path DATA = Path.of("../shared/data/email/reactions");
    private static final TestDatabase database = TestDatabase.migrated();
    private static final String BOB = "bob@example.net";

    private final Post post = Post.start();
    private MailInstallation parley = MailInstallation.at(post, database);
    private String answer = "";
    private int heard;

    @BeforeEach
    void answerAQuestion() {
        assumeTrue(Files.exists(DATA), "The mails of ../shared/data/email are not here");
        database.clear();
        parley = MailInstallation.at(post, database).read();
        parley.answer((MessageReceived) after(Post.from("Bob", BOB).saying("When do you open?")), "At nine.");
        answer = post.inbox(BOB).getFirst().messageId();
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

    private InboundEvent after(String mail) {
        post.deliver(Post.SHOP, mail);
        heard++;
        return parley.heard(heard).getLast();
    }

    private static String file(String name) throws IOException {
        return Files.readString(DATA.resolve(name));
    }

    /** A mail of others, as if it had been written to us about our answer. */
    private String about(String mail) {
        return mail.replace("bob@example.net", BOB).replace("pat.tester@gmail.example", BOB)
                .replaceFirst("(?m)^To: .*$", "To: " + Post.SHOP).replaceFirst("(?m)^In-Reply-To: .*$",
                        "In-Reply-To: " + answer);
    }

    private String saying(String text) {
        return Post.from("Bob", BOB).with("In-Reply-To", answer).saying(text);
    }

    private static List<String> reaction(InboundEvent event) {
        assertThat(event).isInstanceOf(ReactionChanged.class);
        return List.copyOf(((ReactionChanged) event).added());
    }

    @Test
    void readsReactionMails() throws IOException {
        assertThat(reaction(after(about(file("rfc9078-1-reaction.eml"))))).containsExactly("👍");
        assertThat(reaction(after(about(file("rfc9078-2-reaction-with-list-footer.eml"))))).containsExactly("😀");
        assertThat(reaction(after(about(file("gmail-reaction-real-pseudonymised.eml"))))).containsExactly("🙏");
        assertThat(parley.inbox.events()).hasSize(4);
    }

    @Test
    void takesNoReactionToOthersMailsForAQuestion() throws IOException {
        for (String name : List.of("rfc9078-1-reaction.eml", "rfc9078-2-reaction-with-list-footer.eml",
                "gmail-reaction-real-pseudonymised.eml")) {
            assertThat(after(file(name))).as(name).isInstanceOf(Ignored.class);
        }
    }

    @Test
    void takesAnOrdinaryMailForAQuestion() throws IOException {
        String original = file("rfc9078-0-original.eml").replace("bob@example.net", Post.SHOP);
        assertThat(after(original)).isInstanceOfSatisfying(MessageReceived.class,
                message -> assertThat(message.text()).isEqualTo("Can we chat at 1pm pacific, today?"));
    }

    @Test
    void readsWhatOutlookTellsOthers() throws IOException {
        for (String body : file("outlook-reaction-bodies.txt").lines().toList()) {
            assertThat(reaction(after(saying(body)))).as(body)
                    .containsExactly(body.replaceFirst("^\\[(\\w+)].*", "$1"));
        }
        assertThat(reaction(after(saying(file("outlook-reaction-body-with-thread.txt"))))).containsExactly("like");
    }

    @Test
    void readsVerdictsInWords() {
        for (String text : List.of("Thanks, that worked", "That worked, thank you so much!\n\nBest regards,\nBob",
                "Perfect, thanks", "Danke, das hat geholfen!", "Merci, ça marche", "👍")) {
            assertThat(reaction(after(saying(text)))).as(text).containsExactly("👍");
        }
    }

    @Test
    void takesABareNoForAVerdictThatIsAnswered() {
        for (String text : List.of("This is not what I asked.", "Sorry, but that didn't help.",
                "Das war nicht meine Frage", "👎")) {
            post.deliver(Post.SHOP, saying(text));
            heard += 2;
            List<InboundEvent> both = parley.heard(heard).subList(heard - 2, heard);
            assertThat(both.getFirst()).as(text).isInstanceOfSatisfying(MessageReceived.class, no -> {
                assertThat(no.text()).isEqualTo(text);
                assertThat(no.command()).isEqualTo(Command.NOT_HELPED);
            });
            assertThat(reaction(both.getLast())).as(text).containsExactly("👎");
        }
    }

    @Test
    void takesThanksWithMoreForAQuestion() {
        for (String text : List.of("Thanks, that worked. Do you also open on Sundays?",
                "That worked once, now I get error 42", "Thanks, but where is the button")) {
            assertThat(after(saying(text))).as(text).isInstanceOf(MessageReceived.class);
        }
    }

    @Test
    void takesANoWithMoreForAQuestionAndAVerdict() {
        for (String text : List.of("That didn't work, I get error 42", "No. The door was closed at ten.")) {
            post.deliver(Post.SHOP, saying(text));
            heard += 2;
            List<InboundEvent> both = parley.heard(heard).subList(heard - 2, heard);
            assertThat(both.getFirst()).as(text).isInstanceOfSatisfying(MessageReceived.class,
                    question -> assertThat(question.text()).isEqualTo(text));
            assertThat(reaction(both.getLast())).as(text).containsExactly("👎");
        }
    }

    @Test
    void keepsGoodNewsWithTheVerdictAndWithoutAnAnswer() {
        for (String text : List.of("Yes! The parcel came this morning.", "My son found the switch. It works again.")) {
            post.deliver(Post.SHOP, saying(text));
            heard += 2;
            List<InboundEvent> both = parley.heard(heard).subList(heard - 2, heard);
            assertThat(both.getFirst()).as(text).isInstanceOfSatisfying(InboundEvent.MessageKept.class, news -> {
                assertThat(news.reason()).isEqualTo("it says that the answer helped");
                assertThat(news.message().text()).isEqualTo(text);
            });
            assertThat(reaction(both.getLast())).as(text).containsExactly("👍");
        }
    }

    @Test
    void answersAWishBehindGoodNews() {
        assertThat(after(saying("Yes, it works now. Please send me the invoice as well.")))
                .isInstanceOf(MessageReceived.class);
    }

    @Test
    void leavesThanksAloneAndForeignThumbsToo() {
        assertThat(after(saying("Thank you!"))).isInstanceOfSatisfying(InboundEvent.MessageKept.class, thanks -> {
            assertThat(thanks.reason()).isEqualTo("only thanks");
            assertThat(thanks.message().text()).isEqualTo("Thank you!");
        });
        assertThat(after(Post.from("Eve", "eve@example.org").with("In-Reply-To", answer)
                .with("Content-Disposition", "reaction").saying("👎"))).isInstanceOf(Ignored.class);
    }
}
