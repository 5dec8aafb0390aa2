package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.email.Post;
import io.parley.cluster.FailPoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process with a mailbox that is killed again and again while people write. */
@Tag("kills")
class EmailCrashTest {
    private static final int PEOPLE = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Where it dies; between the handing in and the note of it, the mail is found among those that were sent. */
    private static final List<FailPoint> DEATHS = List.of(FailPoint.BEFORE_COMMIT_OF_MEANING,
            FailPoint.AFTER_ANSWER_FOUND, FailPoint.BEFORE_SEND, FailPoint.AFTER_SEND,
            FailPoint.BEFORE_COMMIT_OF_DELIVERY);

    @TempDir
    Path folder;

    @Test
    void answersEachMailOnceWhateverHappens() throws Exception {
        try (Post post = Post.start()) {
            post.makeFolder(Post.SHOP, "Sent");
            int inFlight;
            for (int i = 0; i < PEOPLE; i++) {
                post.deliver(Post.SHOP, Post.from("Ann", address(i)).saying("What are your opening hours?"));
            }
            for (FailPoint death : DEATHS) {
                try (ParleyProcess process = start(post, death)) {
                    assertThat(process.diesWithin(PATIENCE)).as(death + "\n" + process.lastWords()).isTrue();
                }
            }
            try (ParleyProcess process = start(post, null)) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(answered(post)).as(() -> at(process))
                        .isEqualTo(PEOPLE));
                inFlight = OutboxSends.lost(folder.resolve("data"));
                assertThat(process.stopsWithin(Duration.ofMinutes(1))).as(process.lastWords()).isTrue();
            }
            int copies = answers(post) - PEOPLE;
            System.out.printf("%d mails, %d kills: %d answers, %d sent again under the same id, %d in flight%n", PEOPLE,
                    DEATHS.size(), answers(post) - copies, copies, inFlight);
            for (int i = 0; i < PEOPLE; i++) {
                assertThat(post.sources(address(i))).as(address(i)).isNotEmpty()
                        .allSatisfy(mail -> assertThat(mail).contains("Our shop in Bristol is open"));
                assertThat(post.sources(address(i)).stream().map(EmailCrashTest::id).distinct()).hasSize(1);
            }
            assertThat(copies).isLessThanOrEqualTo(inFlight);
        }
    }

    /** The rows that are not done and the end of the log, which explain a failure. */
    private String at(ParleyProcess process) {
        return OutboxSends.rows(folder.resolve("data")) + "\n" + process.lastWords();
    }

    private static long answered(Post post) {
        return IntStream.range(0, PEOPLE).filter(i -> !post.sources(address(i)).isEmpty()).count();
    }

    /** The mail's id, by which mail programs show one mail where it was submitted twice. */
    private static String id(String mail) {
        return mail.replaceFirst("(?s).*?\r\n(?i:Message-ID):\\s*(\\S+).*", "$1");
    }

    private static int answers(Post post) {
        int answers = 0;
        for (int i = 0; i < PEOPLE; i++) {
            answers += post.sources(address(i)).size();
        }
        return answers;
    }

    private static String address(int person) {
        return "ann" + person + "@example.org";
    }

    private ParleyProcess start(Post post, @Nullable FailPoint death) {
        Map<String, String> environment = Map.of("PARLEY_DATA_DIR", folder.resolve("data").toString(), "SERVER_PORT",
                "0",
                "PARLEY_EMAIL_ADDRESS", Post.SHOP, "PARLEY_EMAIL_IMAP_URL",
                post.imapUrl(Post.SHOP), "PARLEY_EMAIL_SMTP_URL", post.smtpUrl(Post.SHOP),
                "PARLEY_EMAIL_ANSWER_EXISTING", "true", "PARLEY_EMAIL_CHECK_EVERY", "2s");
        return ParleyProcess.start(folder.resolve("parley.log"), environment, death, 2);
    }
}
