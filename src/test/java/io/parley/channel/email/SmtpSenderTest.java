package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.channel.Address;
import io.parley.channel.AnswerSource;
import io.parley.channel.ChannelHealth.State;
import io.parley.channel.Delivery;
import io.parley.channel.DeliveryStatus;
import io.parley.channel.DeliveryStatus.Unknown;
import io.parley.channel.OutboundMessage;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.Receipt;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.channel.email.thread.MailAddress;
import io.parley.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails are submitted, and the server's answers are understood. */
class SmtpSenderTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final Address ANN = new MailAddress("main", "0123456789abcdef0123", "ann@example.org").address();

    private final Post post = Post.start();
    private final ScriptedSmtp smtp = new ScriptedSmtp();
    private MailInstallation parley = at(smtp.url());

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterEach
    void close() {
        parley.close();
        smtp.close();
        post.close();
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    private MailInstallation at(String smtpUrl) {
        return MailInstallation.of(MailInstallation.settings(post.imapUrl(Post.SHOP), smtpUrl, "seen",
                MailInstallation.MANY, false), database);
    }

    private Delivery delivery(long id) {
        OutboundMessage message = new OutboundMessage("1", "7", null, AnswerSource.FAQ, null, 0.9, "We open at nine.",
                List.of(), List.of(), true, true, false);
        return new Delivery(id, ANN, Delivery.Action.SEND, null, parley.channel.render(message).getFirst());
    }

    private Receipt deliver(long id) {
        return parley.channel.deliver(delivery(id));
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 421 later", "MAIL, 451 later", "RCPT, 450 busy", "RCPT, 452 full", "DATA, 451 later",
            "., 451 later", "., 421 later", "EHLO, 421 later"})
    void triesAgainWhatIsRefusedForNow(String command, String answer) {
        smtp.answering(command, answer).answering("HELO", answer);
        assertThatThrownBy(() -> deliver(1)).isInstanceOf(TransientDeliveryFailure.class);
        assertThat(smtp.taken).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MAIL, 550 no, false", "RCPT, 550 unknown user, true", "RCPT, 553 no such address, true",
            "DATA, 554 no, false", "., 554 refused, false", "., 552 too large, false"})
    void givesUpWhatIsRefusedForGood(String command, String answer, boolean addressGone) {
        smtp.answering(command, answer);
        assertThatThrownBy(() -> deliver(1)).isInstanceOfSatisfying(PermanentDeliveryFailure.class,
                failure -> assertThat(failure.addressGone()).isEqualTo(addressGone));
        assertThat(smtp.taken).isEmpty();
    }

    @Test
    void knowsThatItDoesNotKnowWhenTheAnswerIsLost() {
        smtp.answering(".", ScriptedSmtp.END);
        assertThatThrownBy(() -> deliver(1)).isInstanceOf(UnknownDeliveryFailure.class);
        assertThat(parley.channel.reconcile(delivery(1))).isInstanceOf(Unknown.class);
        smtp.answering(".", "250 taken");
        deliver(1);
        assertThat(smtp.taken).hasSize(2);
        Set<String> ids = smtp.taken.stream()
                .map(mail -> mail.replaceFirst("(?s).*?\r\n(?i:Message-ID): (\\S+).*", "$1"))
                .collect(Collectors.toSet());
        assertThat(ids).singleElement().asString().startsWith("<parley.1.");
        assertThat(stored()).containsExactlyElementsOf(ids);
    }

    @Test
    void findsAMailAmongThoseThatWereSent() {
        post.makeFolder(Post.SHOP, "Sent");
        Receipt receipt = deliver(1);
        assertThat(post.mails(Post.SHOP, "Sent")).singleElement()
                .satisfies(mail -> assertThat(mail.messageId()).isEqualTo(receipt.externalId()));
        database.jdbc().sql("update mail_out set submitted_at = null").update();
        assertThat(parley.channel.reconcile(delivery(1))).isEqualTo(new DeliveryStatus.Delivered(receipt));
        assertThat(parley.channel.reconcile(delivery(2))).isInstanceOf(Unknown.class);
    }

    @Test
    void putsWhatWasSentAmongThoseOnceTheMailboxCanBeReachedAgain() {
        post.makeFolder(Post.SHOP, "Sent");
        try (Wire wire = Wire.to(post.imapPort())) {
            parley.close();
            parley = MailInstallation.of(MailInstallation.settings(
                    "imap://support%40shop.example:secret@127.0.0.1:" + wire.port() + "/INBOX", smtp.url(), "seen",
                    MailInstallation.MANY, false), database);
            wire.refuse(true);
            Receipt receipt = deliver(1);
            parley.copies.keepLeft(parley.mailbox, later(3));
            assertThat(post.mails(Post.SHOP, "Sent")).isEmpty();
            wire.refuse(false);
            parley.copies.keepLeft(parley.mailbox, later(6));
            assertThat(post.mails(Post.SHOP, "Sent")).singleElement()
                    .satisfies(mail -> assertThat(mail.messageId()).isEqualTo(receipt.externalId()));
            assertThat(copies()).isZero();
        }
    }

    @Test
    void leavesACopyAloneThatLiesAmongThoseThatWereSent() {
        post.makeFolder(Post.SHOP, "Sent");
        deliver(1);
        assertThat(copies()).isZero();
        database.jdbc().sql("insert into mail_copy values (1, 'main', ?, now())")
                .param(post.sources(Post.SHOP, "Sent").getFirst().getBytes(StandardCharsets.UTF_8)).update();
        parley.copies.keepLeft(parley.mailbox, later(3));
        assertThat(post.mails(Post.SHOP, "Sent")).hasSize(1);
        assertThat(copies()).isZero();
    }

    private static Instant later(int minutes) {
        return Instant.now().plus(Duration.ofMinutes(minutes));
    }

    private static int copies() {
        return database.jdbc().sql("select count(*) from mail_copy").query(Integer.class).single();
    }

    @Test
    void knowsWhatItSubmitted() {
        Receipt receipt = deliver(1);
        assertThat(parley.channel.reconcile(delivery(1))).isEqualTo(new DeliveryStatus.Delivered(receipt));
    }

    @Test
    void storesTheIdBeforeItSends() {
        smtp.answering("MAIL", "451 later");
        assertThatThrownBy(() -> deliver(1)).isInstanceOf(TransientDeliveryFailure.class);
        assertThat(stored()).singleElement().asString().startsWith("<parley.1.");
    }

    @Test
    void waitsForAServerThatRefusesAndSaysSo() {
        try (Wire wire = Wire.to(post.smtpPort())) {
            parley = at("smtp://support%40shop.example:secret@127.0.0.1:" + wire.port());
            wire.refuse(true);
            assertThatThrownBy(() -> deliver(1)).isInstanceOf(TransientDeliveryFailure.class);
            assertThat(parley.channel.health().state()).isEqualTo(State.DOWN);
            wire.refuse(false);
            deliver(1);
            assertThat(parley.channel.health().state()).isEqualTo(State.UP);
            assertThat(post.inbox("ann@example.org")).hasSize(1);
        }
    }

    @Test
    void endsWhenTheServerSaysNothing() {
        try (Wire wire = Wire.to(post.smtpPort())) {
            parley = at("smtp://support%40shop.example:secret@127.0.0.1:" + wire.port());
            smtp.answering("EHLO", "250 ok");
            Thread silencer = Thread.ofVirtual().start(() -> {
                while (wire.open() == 0) {
                    Thread.onSpinWait();
                }
                wire.fallSilent();
            });
            assertThatThrownBy(() -> deliver(1)).isInstanceOfAny(TransientDeliveryFailure.class,
                    UnknownDeliveryFailure.class);
            assertThat(silencer.isAlive()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp://127.0.0.1:%d?starttls=required", "smtps://127.0.0.1:%d"})
    void sendsNothingWithoutTheTlsThatItWants(String url) {
        parley = at(url.formatted(Integer.parseInt(smtp.url().replaceFirst(".*:", ""))));
        assertThatThrownBy(() -> deliver(1)).isInstanceOf(TransientDeliveryFailure.class);
        assertThat(smtp.taken).isEmpty();
    }

    @Test
    void sendsNothingToAServerWhoseNameNobodyVouchesFor() {
        try (Post other = Post.startWithTls()) {
            parley = at("smtps://support%40shop.example:secret@127.0.0.1:" + other.smtpPort());
            assertThatThrownBy(() -> deliver(1)).isInstanceOf(TransientDeliveryFailure.class);
            assertThat(other.inbox("ann@example.org")).isEmpty();
        }
    }

    private static List<String> stored() {
        return database.jdbc().sql("select message_id from mail_out").query(String.class).list();
    }
}
