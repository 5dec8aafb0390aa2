package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.store.MailFolder;
import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelHealth.State;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.support.TestDatabase;
import jakarta.mail.Flags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mailbox is read whatever its server does. */
class MailboxTest {
    private static final TestDatabase database = TestDatabase.migrated();

    private final Post post = Post.start();
    private final Wire wire = Wire.to(post.imapPort());
    private MailInstallation parley = at("seen", false);

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

    private MailInstallation at(String after, boolean existing) {
        return MailInstallation.of(MailInstallation.settings(url(wire.port()), post.smtpUrl(Post.SHOP), after,
                MailInstallation.MANY, existing), database);
    }

    private static String url(int port) {
        return "imap://support%40shop.example:secret@127.0.0.1:" + port + "/INBOX";
    }

    private void write(String text) {
        post.deliver(Post.SHOP, Post.from("Ann", "ann@example.org").saying(text));
    }

    private List<String> texts(int count) {
        return parley.heard(count).stream().filter(MessageReceived.class::isInstance)
                .map(event -> ((MessageReceived) event).text()).toList();
    }

    @Test
    void restsThoughTheServerTellsOfMailsAgainAndAgain() {
        wire.tellsAgain();
        parley = checkingSeldom().read();
        awaitRest();
        write("Hello?");
        assertThat(texts(1)).containsExactly("Hello?");
        awaitRest();
        write("And now?");
        assertThat(texts(2)).containsExactly("Hello?", "And now?");
    }

    /** Nothing is asked of the server for a while. */
    private void awaitRest() {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500)).until(() -> before.getAndSet(wire.commands()) == wire.commands());
    }

    private MailInstallation checkingSeldom() {
        return MailInstallation.of(MailInstallation.checking(MailInstallation.settings(url(wire.port()),
                post.smtpUrl(Post.SHOP), "seen", MailInstallation.MANY, false), Duration.ofMinutes(10)), database);
    }

    @Test
    void takesAMailAtOnceThatTheServerTellsOfBeforeItIdles() {
        wire.beforeIdle(() -> write("Just now?"));
        parley = checkingSeldom().read();
        assertThat(texts(1)).containsExactly("Just now?");
    }

    @Test
    void takesAMailAtOnceThatArrivesWhileAnotherIsTaken() {
        parley = checkingSeldom();
        parley.read();
        parley.stopReading();
        write("One?");
        write("Two?");
        parley.inbox.meanwhile.set(() -> write("Three?"));
        parley.readWithoutWaiting();
        assertThat(texts(3)).containsExactly("One?", "Two?", "Three?");
    }

    @Test
    void takesEachMailOnceThoughTheLineIsCutAgainAndAgain() {
        parley.read();
        for (int i = 0; i < 20; i++) {
            write("Question " + i + "?");
            if (i % 4 == 3) {
                wire.cut();
            }
        }
        await().until(() -> parley.inbox.events().size() >= 20);
        assertThat(texts(20)).containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "Question " + i + "?")
                .toList());
        await().until(() -> post.seen() == 20);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnWhenAConnectionStaysOpenAndSaysNothing(boolean idle) {
        if (!idle) {
            wire.withoutIdle();
        }
        parley.read();
        write("Before?");
        assertThat(texts(1)).containsExactly("Before?");
        wire.fallSilent();
        write("After?");
        await().until(() -> parley.inbox.events().size() == 2);
        assertThat(texts(2)).containsExactly("Before?", "After?");
    }

    @Test
    void readsAServerThatCannotIdle() {
        wire.withoutIdle();
        parley.read();
        write("Do you poll?");
        assertThat(texts(1)).containsExactly("Do you poll?");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesAMailThatTheServerForgotToAnnounce(boolean idle) {
        wire.withoutNews();
        if (!idle) {
            wire.withoutIdle();
        }
        parley.read();
        write("Did you see me?");
        assertThat(texts(1)).containsExactly("Did you see me?");
    }

    @Test
    void leavesAloneWhatWasThereBefore() {
        String mail = Post.from("Ann", "ann@example.org").saying("Old?");
        post.deliverMany(Post.SHOP, mail.getBytes(StandardCharsets.UTF_8), 3_000);
        parley = MailInstallation.of(MailInstallation.patient(parley.settings), database).read();
        write("New?");
        assertThat(texts(1)).containsExactly("New?");
        assertThat(rows()).isEqualTo(1);
        System.out.printf("3,000 mails at the first start: %d bytes came over the line%n", wire.brought());
        assertThat(wire.brought()).isLessThan(30_000);
    }

    @Test
    void answersWhatWasThereBeforeWhenToldSo() {
        IntStream.range(0, 110).forEach(i -> write("Old " + i + "?"));
        parley = at("seen", true).readWithoutWaiting();
        assertThat(texts(110)).hasSize(110).doesNotHaveDuplicates();
    }

    @Test
    void showsNothingAsTakenBeforeItIsStored() {
        int many = 1_000_000;
        parley.read();
        parley.inbox.failures.set(many);
        write("Stored?");
        await().until(() -> parley.inbox.failures.get() < many - 1);
        assertThat(post.seen()).isZero();
        parley.inbox.failures.set(0);
        assertThat(texts(1)).containsExactly("Stored?");
        await().until(() -> post.seen() == 1);
    }

    @Test
    void putsAMailAsideThatCannotBeReadAndGoesOn() {
        parley.read();
        post.deliver(Post.SHOP, new byte[]{0, 1, 2, 13, 10, (byte) 0xff, (byte) 0xfe, 13, 10, 13, 10, 7});
        write("And this one?");
        assertThat(parley.heard(2)).first().isInstanceOf(Ignored.class);
        assertThat(texts(2)).containsExactly("And this one?");
        assertThat(database.jdbc().sql("select reason from mail_in where decision = 'quarantined'").query(String.class)
                .single()).isEqualTo("it has no header");
    }

    @Test
    void readsTheTextBehindAPhotoThatIsLargerThanWhatIsFetched() {
        parley.read();
        post.deliver(Post.SHOP, large("--outer\r\nContent-Type: image/jpeg; name=mug.jpg\r\n"
                + "Content-Disposition: attachment; filename=mug.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + ("QUJD".repeat(19) + "\r\n").repeat(5_000) + "--outer\r\n"
                + "Content-Type: multipart/alternative; boundary=inner\r\n\r\n"
                + "--inner\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
                + "\r\n\r\nThe caf=C3=A9 mug is broken. Can I send it back?\r\n"
                + "--inner\r\nContent-Type: text/html\r\n\r\n<p>The mug</p>\r\n--inner--\r\n"));
        assertThat(parley.heard(1)).singleElement().isInstanceOfSatisfying(MessageReceived.class, message -> {
            assertThat(message.text()).isEqualTo("The café mug is broken. Can I send it back?");
            assertThat(message.attachments()).containsExactly("mug.jpg");
        });
        assertThat(stored()).isLessThan(5_000);
    }

    @Test
    void readsTheBeginningOfALargeMailOfThousandsOfParts() {
        parley.read();
        post.deliver(Post.SHOP, large("--outer\r\nContent-Type: text/plain\r\n\r\nWhere is it?\r\n"
                + ("--outer\r\nContent-Type: application/x\r\n\r\n" + "x".repeat(200) + "\r\n").repeat(3_000)));
        assertThat(texts(1)).containsExactly("Where is it?");
        assertThat(stored()).isLessThan(20_000);
    }

    private static String large(String parts) {
        return "From: Ann <ann@example.org>\r\nTo: " + Post.SHOP + "\r\nSubject: My mug\r\n"
                + "Message-ID: <large@example.org>\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=outer\r\n\r\n" + parts + "--outer--\r\n";
    }

    private long stored() {
        return parley.inbox.events().stream().mapToLong(event -> event.payload().length).sum();
    }

    @Test
    void answersAMailOfBlankLinesAndTheOneBehindIt() {
        parley = MailInstallation.of(MailInstallation.large(parley.settings), database).read();
        write("Hello" + "\n".repeat(400_000) + "Where is my order?");
        write("And this one?");
        assertThat(texts(2)).containsExactly("Hello\n\nWhere is my order?", "And this one?");
    }

    @Test
    void goesOnBehindAMailThatEndedTheProcessFiveTimes() {
        parley.read();
        parley.stopReading();
        write("Poison?");
        MailFolder inbox = post.folder(Post.SHOP, "INBOX");
        database.jdbc().sql("insert into mail_try values ('main', 'INBOX', ?, ?, 5)").param(inbox.getUidValidity())
                .param(inbox.getMessages().getFirst().getUid()).update();
        write("And this one?");
        parley.readWithoutWaiting();
        assertThat(texts(2)).containsExactly("And this one?");
        assertThat(parley.reasons()).containsExactly("reading it was broken off 5 times");
    }

    @Test
    void saysThatAMailboxStandsStillWhileAMailIsInHandForMoreThanHalfAMinute() {
        parley.read();
        List<ChannelHealth> seen = new ArrayList<>();
        parley.inbox.meanwhile.set(() -> {
            seen.add(parley.channel.health());
            parley.ahead.set(Duration.ofSeconds(31));
            seen.add(parley.channel.health());
        });
        write("Slow?");
        parley.heard(1);
        assertThat(seen).extracting(ChannelHealth::state).containsExactly(State.UP, State.DOWN);
        assertThat(seen.getLast().detail()).startsWith("reading main: the mail with UID ").contains("is in hand since");
        await().until(() -> parley.channel.health().state() == State.UP);
    }

    @Test
    void comparesMailsWhenTheirNumbersChange() {
        parley.read();
        List<String> mails = IntStream.range(0, 5).mapToObj(
                i -> Post.from("Ann", "ann" + i + "@example.org").saying("Question " + i + "?")).toList();
        mails.forEach(mail -> post.deliver(Post.SHOP, mail));
        parley.heard(5);
        await().until(() -> database.jdbc().sql("select count(*) from mail_in where marked").query(Integer.class)
                .single() == 5);
        parley.stopReading();
        database.jdbc().sql("update mail_in set marked = false where uid = 2").update();
        waitForOtherUidValidity();
        try (Post moved = Post.start();
                MailInstallation again = MailInstallation.of(MailInstallation.settings(url(moved.imapPort()),
                        post.smtpUrl(Post.SHOP), "seen", MailInstallation.MANY, false), database)) {
            Instant before = Instant.now().minus(Duration.ofHours(1));
            IntStream.range(0, 3).forEach(i -> moved.deliver(Post.SHOP, Post.from("Cat", "cat@example.org")
                    .with("Date", "Sun, 22 Nov 2020 10:00:00 +0000").saying("Old " + i + "?"), before));
            mails.forEach(mail -> moved.deliver(Post.SHOP, mail));
            moved.deliver(Post.SHOP, Post.from("Ben", "ben@example.org").saying("New?"));
            again.read();
            await().until(() -> moved.seen() == 2);
            assertThat(again.heard(1)).singleElement()
                    .satisfies(event -> assertThat(((MessageReceived) event).text()).isEqualTo("New?"));
            assertThat(again.reasons()).isEmpty();
            assertThat(database.jdbc().sql("select uid from mail_in where uidvalidity = ? and marked order by id")
                    .param(moved.folder(Post.SHOP, "INBOX").getUidValidity()).query(Long.class).list())
                    .containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
            assertThat(rows()).isEqualTo(6);
        }
    }

    /** The servers here number their folders by the second in which they begin. */
    private void waitForOtherUidValidity() {
        long validity = post.folder(Post.SHOP, "INBOX").getUidValidity();
        await().until(() -> Instant.now().getEpochSecond() > validity);
    }

    @Test
    void fetchesNoMoreOfAHugeMailThanItsBeginning() {
        parley.read();
        String attachment = "\n--b\nContent-Type: application/pdf; name=\"plan.pdf\"\nContent-Disposition: attachment\n"
                + "Content-Transfer-Encoding: base64\n\n" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB\n".repeat(200_000)
                + "--b--";
        post.deliver(Post.SHOP, Post.from("Ann", "ann@example.org").with("Content-Type", "multipart/mixed; boundary=b")
                .saying("--b\nContent-Type: text/plain\n\nCan you print this?" + attachment));
        MessageReceived message = (MessageReceived) parley.heard(1).getFirst();
        assertThat(message.text()).isEqualTo("Can you print this?");
        assertThat(message.attachments()).containsExactly("plan.pdf");
        assertThat(wire.brought()).isLessThan(1_500_000);
    }

    @Test
    void marksMailsAsTheSettingsSay() {
        parley = at("flagged", false).read();
        write("One?");
        await().until(() -> marked(Flags.Flag.FLAGGED) == 1);
        parley.close();
        parley = at("move:Answered", false).read();
        write("Two?");
        await().until(() -> post.mails(Post.SHOP, "Answered").size() == 1);
        parley.close();
        parley = at("nothing", false).read();
        write("Three?");
        parley.heard(1);
        assertThat(post.seen()).isZero();
        assertThat(post.inbox(Post.SHOP)).hasSize(2);
    }

    private long marked(Flags.Flag flag) {
        return post.folder(Post.SHOP, "INBOX").getMessages().stream().filter(mail -> mail.isSet(flag)).count();
    }

    private static int rows() {
        return database.jdbc().sql("select count(*) from mail_in").query(Integer.class).single();
    }
}
