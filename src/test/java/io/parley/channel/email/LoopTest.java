package io.parley.channel.email;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.email.mailbox.EmailSettings.Limits;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two mailboxes, each with a Parley of its own, that write to each other. */
class LoopTest {
    private static final String ONE = "one@shop.example";
    private static final String OTHER = "other@forum.example";
    private static final Limits USUAL = new Limits(5, 20, 10, 30, 10, 30, 60, 300, 300, 2000);

    private final TestDatabase oneDatabase = TestDatabase.migrated();
    private final TestDatabase otherDatabase = TestDatabase.migrated();
    private final Post post = Post.start();
    private final Post relay = Post.start();
    private final List<MailInstallation> both = new ArrayList<>();
    private final List<Integer> answered = new ArrayList<>(List.of(0, 0));
    private int relayed;
    private OffsetDateTime date = OffsetDateTime.parse("2026-03-02T09:00:00Z");

    @BeforeEach
    void start() {
        Stream.of(post, relay).forEach(p -> List.of(ONE, OTHER).forEach(p::user));
        oneDatabase.clear();
        otherDatabase.clear();
    }

    @AfterEach
    void stop() {
        both.forEach(MailInstallation::close);
        Stream.of(post, relay).forEach(Post::close);
        oneDatabase.close();
        otherDatabase.close();
    }

    @Test
    void stopAfterTheFirstAnswer() {
        begin(post);
        await().until(() -> turn(mail -> mail) && reasons().size() == 1);
        assertThat(reasons()).containsExactly("Auto-Submitted says auto-replied");
        assertThat(mails()).isEqualTo(2);
    }

    @Test
    void stopWhenARelayTakesAwayWhateverMarksAMail() {
        begin(relay);
        await().atMost(Duration.ofMinutes(2)).until(() -> turn(this::stripped) && !reasons().isEmpty());
        assertThat(reasons()).containsExactly("too many mails in this thread");
        assertThat(mails()).isEqualTo(11);
    }

    @Test
    void stopWhenTheSubjectChangesEachTimeToo() {
        begin(relay);
        await().atMost(Duration.ofMinutes(2)).until(() -> turn(this::renamed) && !reasons().isEmpty());
        assertThat(reasons()).containsExactly("too many mails of this sender");
        assertThat(mails()).isEqualTo(21);
    }

    private void begin(Post way) {
        both.add(installation(ONE, oneDatabase, way));
        both.add(installation(OTHER, otherDatabase, way));
        post.deliver(ONE, Post.from("Other", OTHER).with("To", ONE).saying("What are your opening hours?"));
    }

    private MailInstallation installation(String address, TestDatabase database, Post way) {
        return MailInstallation.of(MailInstallation.settings(address, post.imapUrl(address), way.smtpUrl(address),
                "seen", USUAL, true), database).read();
    }

    /** Each answers what it got, and the relay brings on what it has. */
    private boolean turn(UnaryOperator<String> change) {
        for (int i = 0; i < both.size(); i++) {
            MailInstallation installation = both.get(i);
            List<MessageReceived> questions = installation.heard(0).stream().filter(MessageReceived.class::isInstance)
                    .map(MessageReceived.class::cast).toList();
            questions.stream().skip(answered.get(i))
                    .forEach(question -> installation.answer(question, "Do you mean our opening hours?"));
            answered.set(i, questions.size());
        }
        List<String> there = Stream.of(ONE, OTHER).flatMap(to -> relay.sources(to).stream()).toList();
        Stream.of(ONE, OTHER).forEach(to -> relay.sources(to).forEach(mail -> post.deliver(to, change.apply(mail))));
        Stream.of(ONE, OTHER).forEach(relay::empty);
        relayed += there.size();
        return true;
    }

    /**
     * The mail without any mark of an automatic mail. Its date is moved on, since two equal ones in the same second
     * would be the same mail.
     */
    private String stripped(String mail) {
        String kept = "(?i)^(From|To|Subject|MIME-Version|Content-.*|Date)$";
        String[] halves = mail.split("\r\n\r\n", 2);
        String header = Stream.of(halves[0].split("\r\n(?![ \t])")).filter(line -> line.split(":", 2)[0].matches(kept))
                .reduce("", (a, b) -> a + b + "\r\n");
        date = date.plusMinutes(1);
        String dated = header.replaceFirst("(?m)^Date: .*$", "Date: " + date.format(RFC_1123_DATE_TIME));
        return dated + "\r\n" + halves[1];
    }

    private String renamed(String mail) {
        relayed++;
        return stripped(mail).replaceFirst("(?m)^Subject: .*$", "Subject: Number " + relayed);
    }

    private List<String> reasons() {
        return both.stream().flatMap(installation -> installation.reasons().stream()).toList();
    }

    private int mails() {
        return post.inbox(ONE).size() + post.inbox(OTHER).size();
    }
}
