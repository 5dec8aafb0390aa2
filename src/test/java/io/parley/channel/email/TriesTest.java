package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.channel.YamlTexts;
import io.parley.channel.email.MailRows.Place;
import io.parley.channel.email.Tries.ReadingFailed;
import io.parley.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mail is tried twice at most, whatever ends a try; each object here stands for a process. */
@Timeout(60)
class TriesTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final Place PLACE = new Place("main", "INBOX", 1, 7);
    private static final byte[] SLOW = ("From: ann@example.org\r\n\r\nHello" + "\r\n".repeat(400_000)
            + "Where is my order?").getBytes(StandardCharsets.UTF_8);

    @BeforeEach
    void clear() {
        database.clear();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Tries within(Duration limit) {
        MailText texts = new MailText(new ReplyText(new QuoteMarks(new YamlTexts("email/quotes.yaml"))));
        return new Tries(database.jdbc(), new Understanding(texts, new Automatic(texts)), new TimeLimit(limit, 4));
    }

    @Test
    void putsAMailAsideThatTakesTooLongTwice() {
        assertThatExceptionOfType(ReadingFailed.class)
                .isThrownBy(() -> within(Duration.ZERO).read(AutomaticTest.SHOP, PLACE, SLOW));
        assertThatExceptionOfType(UnreadableMail.class)
                .isThrownBy(() -> within(Duration.ZERO).read(AutomaticTest.SHOP, PLACE, SLOW))
                .withMessage("it takes longer than 0 s");
    }

    @Test
    void putsAMailAsideUnreadThatWasBrokenOffTwice() {
        breakOff(PLACE);
        breakOff(PLACE);
        assertThatExceptionOfType(UnreadableMail.class)
                .isThrownBy(() -> within(Duration.ofSeconds(30)).read(AutomaticTest.SHOP, PLACE, SLOW))
                .withMessage("reading it was broken off twice");
    }

    @Test
    void countsTheTriesOfOneMailOnly() throws Exception {
        breakOff(PLACE);
        breakOff(new Place("main", "INBOX", 1, 8));
        breakOff(new Place("main", "INBOX", 2, 8));
        breakOff(new Place("other", "INBOX", 2, 8));
        assertThat(within(Duration.ofSeconds(30)).read(AutomaticTest.SHOP, new Place("main", "INBOX", 2, 8), SLOW)
                .text()).isEqualTo("Hello\n\nWhere is my order?");
    }

    @Test
    void countsNoTryThatWentWell() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(within(Duration.ofSeconds(30)).read(AutomaticTest.SHOP, PLACE, SLOW).person())
                    .isEqualTo("ann@example.org");
        }
    }

    private static void breakOff(Place place) {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> within(Duration.ofSeconds(30)).read(AutomaticTest.SHOP, place, SLOW));
    }
}
