package io.parley.channel.email.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.channel.email.AutoReplyDetectorTest;
import io.parley.channel.email.mailbox.Place;
import io.parley.channel.email.mailbox.TimeLimit;
import io.parley.channel.email.message.MailText;
import io.parley.channel.email.message.QuoteMarks;
import io.parley.channel.email.message.ReplyText;
import io.parley.channel.email.message.UnreadableMail;
import io.parley.channel.email.receiving.Tries.ReadingFailed;
import io.parley.channel.email.sender.AutoReplyDetector;
import io.parley.channel.text.YamlTexts;
import io.parley.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A mail is tried twice at most, and five times if each try was broken off; each object here stands for a process. */
class TriesTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final Place BEFORE = new Place("main", "INBOX", 1, 6);
    private static final Place PLACE = new Place("main", "INBOX", 1, 7);
    private static final byte[] SLOW = mail(400_000);

    private static byte[] mail(int emptyLines) {
        return ("From: ann@example.org\r\n\r\nHello" + "\r\n".repeat(emptyLines) + "Where is my order?")
                .getBytes(StandardCharsets.UTF_8);
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Tries within(Duration limit) {
        return tries(database.jdbc(), limit);
    }

    private static Tries tries(JdbcClient jdbc, Duration limit) {
        MailText texts = new MailText(new ReplyText(new QuoteMarks(YamlTexts.of("email/quotes.yaml"))));
        return new Tries(jdbc, new Understanding(texts, new AutoReplyDetector(texts)), new TimeLimit(limit, 4));
    }

    @Test
    void putsAMailAsideThatTakesTooLongTwice() {
        byte[] endless = mail(8_000_000);
        assertThatExceptionOfType(ReadingFailed.class)
                .isThrownBy(() -> within(Duration.ZERO).read(AutoReplyDetectorTest.SHOP, PLACE, endless));
        assertThatExceptionOfType(UnreadableMail.class)
                .isThrownBy(() -> within(Duration.ZERO).read(AutoReplyDetectorTest.SHOP, PLACE, endless))
                .withMessage("it takes longer than 0 s");
    }

    @Test
    void putsAMailAsideUnreadThatWasBrokenOffFiveTimes() {
        breakOff(PLACE, 5);
        assertThatExceptionOfType(UnreadableMail.class)
                .isThrownBy(() -> within(Duration.ofSeconds(30)).read(AutoReplyDetectorTest.SHOP, PLACE, SLOW))
                .withMessage("reading it was broken off 5 times");
    }

    @Test
    void readsAMailAfterAFewTriesThatWereBrokenOff() throws Exception {
        breakOff(PLACE, 4);
        assertThat(within(Duration.ofSeconds(30)).read(AutoReplyDetectorTest.SHOP, PLACE, SLOW).person())
                .isEqualTo("ann@example.org");
    }

    @Test
    void countsTheTriesOfOneMailOnly() throws Exception {
        breakOff(PLACE, 4);
        breakOff(new Place("main", "INBOX", 1, 8), 4);
        breakOff(new Place("main", "INBOX", 2, 8), 4);
        breakOff(new Place("other", "INBOX", 2, 8), 4);
        assertThat(
                within(Duration.ofSeconds(30)).read(AutoReplyDetectorTest.SHOP, new Place("main", "INBOX", 2, 8), SLOW)
                        .text())
                .isEqualTo("Hello\n\nWhere is my order?");
    }

    @Test
    void countsNoTryThatWentWell() throws Exception {
        for (int i = 0; i < 4; i++) {
            Tries tries = within(Duration.ofSeconds(30));
            assertThat(tries.read(AutoReplyDetectorTest.SHOP, PLACE, SLOW).person()).isEqualTo("ann@example.org");
            tries.done(PLACE, null);
        }
    }

    @Test
    void countsNoFailureOfTheDatabaseAgainstAMail() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        Tries tries = tries(limited(connections), Duration.ofSeconds(30));
        for (int i = 0; i < 4; i++) {
            connections.set(2);
            assertThat(tries.read(AutoReplyDetectorTest.SHOP, PLACE, SLOW).person()).isEqualTo("ann@example.org");
            connections.set(0);
            assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> tries.done(PLACE, null));
        }
    }

    @Test
    void readsAMailWithoutTheDatabaseWhoseTryWasWrittenDownWithTheMailBefore() throws Exception {
        AtomicInteger connections = new AtomicInteger(1);
        Tries tries = tries(limited(connections), Duration.ofSeconds(30));
        tries.done(BEFORE, PLACE);
        tries.noted(PLACE);
        assertThat(tries.read(AutoReplyDetectorTest.SHOP, PLACE, SLOW).person()).isEqualTo("ann@example.org");
        connections.set(1);
        assertThat(tries.read(AutoReplyDetectorTest.SHOP, PLACE, SLOW).person()).isEqualTo("ann@example.org");
        assertThat(connections).as("a further try is written down by itself").hasValue(0);
    }

    @Test
    void countsTheTryThatWasWrittenDownWithTheMailBefore() {
        within(Duration.ofSeconds(30)).done(BEFORE, PLACE);
        breakOff(PLACE, 4);
        assertThatExceptionOfType(UnreadableMail.class)
                .isThrownBy(() -> within(Duration.ofSeconds(30)).read(AutoReplyDetectorTest.SHOP, PLACE, SLOW))
                .withMessage("reading it was broken off 5 times");
    }

    /** A database that gives so many connections. */
    private static JdbcClient limited(AtomicInteger connections) {
        return JdbcClient.create(new DelegatingDataSource(database.dataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
                if (connections.getAndDecrement() <= 0) {
                    throw new SQLException("The database is gone", "08001");
                }
                return super.getConnection();
            }
        });
    }

    private static void breakOff(Place place, int times) {
        for (int i = 0; i < times; i++) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class)
                    .isThrownBy(() -> within(Duration.ofSeconds(30)).read(AutoReplyDetectorTest.SHOP, place, SLOW));
        }
    }
}
