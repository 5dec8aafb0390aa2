package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.email.Post;
import io.parley.cluster.FailPoint;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One process that is killed again and again while it takes mails of people that it keeps and does not answer. */
@Tag("kills")
class KeptMailCrashTest {
    private static final int AWAY = 40;
    private static final int BUSY = 10;
    private static final int MAILS_EACH = 4;
    private static final String HOURS = "What are your opening hours?";
    private static final String PAUSE = "I pause my automatic answers";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** The places that a kept mail passes. */
    private static final List<FailPoint> DEATHS = List.of(FailPoint.BEFORE_STORE, FailPoint.AFTER_STORE,
            FailPoint.AFTER_INBOX_CLAIM, FailPoint.BEFORE_COMMIT_OF_MEANING, FailPoint.AFTER_COMMIT_OF_MEANING);

    /** The same for mails of which some are answered and some get the word that no more answers come. */
    private static final List<FailPoint> MORE_DEATHS = List.of(FailPoint.AFTER_STORE,
            FailPoint.BEFORE_COMMIT_OF_MEANING);

    private final Operator operator = new Operator();

    @TempDir
    Path folder;

    @Test
    void keepsEachMailOnceWhateverHappens() throws Exception {
        try (Post post = Post.start()) {
            for (int i = 0; i < AWAY; i++) {
                post.deliver(Post.SHOP, Post.from("Ann", away(i)).saying("I am on annual leave until 30 November."
                        + " Please deliver my order after that. Thank you for your message."));
            }
            dies(post, DEATHS);
            for (int i = 0; i < BUSY * MAILS_EACH; i++) {
                post.deliver(Post.SHOP, Post.from("Ben", busy(i % BUSY)).saying(HOURS));
            }
            dies(post, MORE_DEATHS);
            try (ParleyProcess process = start(post, null)) {
                await().atMost(PATIENCE).until(() -> process.isServing() && isAtRest());
                assertKept(post);
                assertThat(process.stopsWithin(Duration.ofMinutes(1))).as(process.lastWords()).isTrue();
            }
        }
    }

    private void dies(Post post, List<FailPoint> deaths) throws InterruptedException {
        for (FailPoint death : deaths) {
            try (ParleyProcess process = start(post, death)) {
                assertThat(process.diesWithin(PATIENCE)).as(death + "\n" + process.lastWords()).isTrue();
            }
        }
    }

    private void assertKept(Post post) throws Exception {
        List<String> senders = Stream.concat(IntStream.range(0, AWAY).mapToObj(KeptMailCrashTest::away),
                IntStream.range(0, BUSY * MAILS_EACH).mapToObj(i -> busy(i % BUSY))).sorted().toList();
        assertThat(rows("""
                select p.external_id from message t join participant p on p.id = t.participant_id
                where t.author = 'participant' order by 1""")).isEqualTo(senders);
        List<String> kept = new ArrayList<>(senders);
        IntStream.range(0, BUSY).forEach(i -> kept.remove(busy(i)));
        assertThat(operator.get("/api/mails/unanswered?limit=200").valueStream()
                .map(mail -> mail.path("sender").asString()).sorted()).isEqualTo(kept);
        assertThat(post.seen()).as("only what was answered is marked").isEqualTo(BUSY);
        for (int i = 0; i < BUSY; i++) {
            List<String> got = post.sources(busy(i));
            assertThat(got.stream().filter(mail -> mail.contains("Our shop in Bristol is open"))).hasSize(1);
            assertThat(got.stream().filter(mail -> mail.contains(PAUSE))).hasSize(1);
            assertThat(got).hasSize(2);
        }
        System.out.printf("%d mails, %d kept, %d kills: each kept once%n", senders.size(), kept.size(),
                DEATHS.size() + MORE_DEATHS.size());
    }

    /** Whether all mails are taken, shown in the mailbox, and worked on. */
    private boolean isAtRest() throws Exception {
        return rows("select id from mail_in where marked").size() == AWAY + BUSY * MAILS_EACH
                && rows("select id from inbox where state <> 'done'").isEmpty()
                && rows("select id from outbox where state <> 'sent'").isEmpty();
    }

    private List<String> rows(String statement) throws Exception {
        try (Connection connection = OutboxSends.databaseOf(folder.resolve("data"))) {
            return JdbcClient.create(new SingleConnectionDataSource(connection, true)).sql(statement)
                    .query(String.class).list();
        }
    }

    private static String away(int person) {
        return "ann" + person + "@example.org";
    }

    private static String busy(int person) {
        return "ben" + person + "@busy.example";
    }

    private ParleyProcess start(Post post, @Nullable FailPoint death) {
        Map<String, String> environment = new HashMap<>(operator.settings());
        environment.putAll(Map.of("PARLEY_DATA_DIR", folder.resolve("data").toString(), "PARLEY_EMAIL_ADDRESS",
                Post.SHOP, "PARLEY_EMAIL_IMAP_URL", post.imapUrl(Post.SHOP), "PARLEY_EMAIL_SMTP_URL",
                post.smtpUrl(Post.SHOP), "PARLEY_EMAIL_ANSWER_EXISTING", "true", "PARLEY_EMAIL_CHECK_EVERY", "2s",
                "PARLEY_EMAIL_LIMITS_SENDER_PER_HOUR", "1"));
        return ParleyProcess.start(folder.resolve("parley.log"), environment, death, 3);
    }
}
