package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.support.TestDatabase;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mails that wait when a mailbox is looked at are taken together, each once and in order. */
class WaitingMailsTest {
    private static final TestDatabase database = TestDatabase.migrated();

    private final Post post = Post.start();
    private final Wire wire = Wire.to(post.imapPort());
    private final MailInstallation parley = MailInstallation.of(MailInstallation.settings(
            "imap://support%40shop.example:secret@127.0.0.1:" + wire.port() + "/INBOX", post.smtpUrl(Post.SHOP), "seen",
            MailInstallation.MANY, true), database);

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterEach
    void close() {
        parley.close();
        wire.close();
        post.close();
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    private void write(String text) {
        post.deliver(Post.SHOP, Post.from("Ann", "ann@example.org").saying(text));
    }

    private List<String> texts(int count) {
        return parley.heard(count).stream().map(event -> ((MessageReceived) event).text()).toList();
    }

    @Test
    void takesManyWaitingMailsWithAHandfulOfCommands() {
        IntStream.range(0, 60).forEach(i -> write("Question " + i + "?"));
        parley.readWithoutWaiting();
        assertThat(texts(60)).containsExactlyElementsOf(IntStream.range(0, 60).mapToObj(i -> "Question " + i + "?")
                .toList());
        await().until(() -> post.seen() == 60);
        assertThat(wire.commands()).isLessThan(15);
    }

    @Test
    void takesMailsOneByOneWhereTheServerFailsToGiveThemTogether() {
        wire.oneByOne();
        write("One?");
        write("Two?");
        parley.readWithoutWaiting();
        assertThat(texts(2)).containsExactly("One?", "Two?");
    }

    @Test
    void takesLargeMailsAndOthersInTheOrderInWhichTheyCame() {
        write("Before?");
        post.deliver(Post.SHOP, Post.from("Ann", "ann@example.org")
                .with("Content-Type", "multipart/mixed; boundary=b").saying("--b\nContent-Type: text/plain\n\nLarge?\n"
                        + "--b\nContent-Type: application/x\n\n" + ("x".repeat(70) + "\n").repeat(5_000) + "--b--"));
        write("After?");
        parley.readWithoutWaiting();
        assertThat(texts(3)).containsExactly("Before?", "Large?", "After?");
        await().until(() -> post.seen() == 3);
    }
}
