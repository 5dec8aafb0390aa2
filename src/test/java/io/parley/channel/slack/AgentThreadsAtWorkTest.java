package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Post;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many tickets at once, in whose threads agents answer and talk among themselves, while Slack brings things twice. */
@Tag("hostile")
@Timeout(600)
class AgentThreadsAtWorkTest extends SlackApplication {
    private static final String PLACE = "C0AGENTS";
    private static final int TICKETS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SECRET = "he is on the list";
    private static final List<String> NOTES = List.of("note: %s", "Note: %s", "NOTE : %s", "note:%s", "*Note:* %s",
            "internal: %s", "Private: %s", ";; %s", ";;%s", "\uD83D\uDD12 %s", "%s :lock:", "<@UMARTA> %s");

    /** A customer, and what stands under their ticket. */
    private final class Talk {
        private final int number;
        private final String place;
        private String root = "";
        private String changed = "";
        private String taken = "";
        private String note = "";

        Talk(int number) {
            this.number = number;
            this.place = direct + "X" + number;
        }

        void asks() {
            slack.say(place, "UCUSTOMER" + number, "Do you mend kettle number " + number + "?", null);
        }

        String says(String text) {
            return slack.say(PLACE, "UBOB", text, root);
        }

        String notes(int which) {
            return says(NOTES.get((number + which) % NOTES.size()).formatted(SECRET + which));
        }

        /** What happens under it, in order. */
        List<Runnable> script() {
            return List.of(() -> says("Reply 1 to " + number), () -> notes(0),
                    () -> changed = says("Reply 2 to " + number), () -> note = notes(1),
                    () -> slack.say(PLACE, "USTRANGER", SECRET + " as strangers know", root),
                    () -> taken = says("Reply 3 to " + number),
                    () -> slack.edit(PLACE, changed, "Reply 2, changed, to " + number),
                    () -> slack.edit(PLACE, note, SECRET + " without a sign"), () -> notes(2),
                    () -> slack.delete(PLACE, taken), () -> says("Reply 4 to " + number), () -> notes(3));
        }

        List<String> replies() {
            return slack.posts(place).stream().filter(post -> post.user().equals(FakeSlack.BOT)).map(Post::seen)
                    .filter(seen -> seen.contains("Reply")).map(seen -> seen.substring(seen.indexOf("Reply"))).toList();
        }
    }

    @Test
    void bringsEachReplyOnceAndInOrderAndNoNoteToTheCustomer() {
        Random random = new Random(20_26);
        jdbc.sql("insert into agent (login, name, role, slack_user) values ('at-work', 'Bob', 'agent', 'UBOB')")
                .update();
        List<Talk> talks = new ArrayList<>();
        for (int i = 0; i < TICKETS; i++) {
            talks.add(new Talk(i));
        }
        slack.duplicateOneIn(5);
        try {
            talks.forEach(Talk::asks);
            Awaitility.await().atMost(PATIENCE).until(() -> talks.stream().allMatch(this::hasTicket));
            takeHalfByButtonAndHalfByAReply(talks);
            writeAtRandom(talks, random);
            isQuiet();
        } finally {
            slack.duplicateOneIn(Integer.MAX_VALUE);
        }

        for (Talk talk : talks) {
            List<String> first = talk.number % 2 == 0 ? List.of() : List.of("Reply 0 to " + talk.number);
            assertThat(talk.replies()).as("of ticket " + talk.number).containsExactlyElementsOf(Stream.concat(
                    first.stream(), Stream.of("Reply 1 to " + talk.number, "Reply 2, changed, to " + talk.number,
                            "Reply 4 to " + talk.number))
                    .toList());
        }
        assertThat(Stream.of("chat.postMessage", "chat.update").flatMap(method -> slack.calls(method).stream())
                .filter(call -> !call.path("channel").asString().equals(PLACE)))
                .noneMatch(call -> call.toString().contains(SECRET));
        assertThat(jdbc.sql("select count(*) from ticket_note where text like '%' || ? || '%'").param(SECRET)
                .query(Integer.class).single()).isEqualTo(5 * TICKETS);
        assertThat(jdbc.sql("select count(*) from message where author = 'agent' and text like '%' || ? || '%'")
                .param(SECRET).query(Integer.class).single()).isZero();
        System.out.printf("%d tickets, %d replies, %d notes in %d spellings%n", TICKETS,
                talks.stream().mapToInt(talk -> talk.replies().size()).sum(), 5 * TICKETS, NOTES.size());
    }

    private boolean hasTicket(Talk talk) {
        String question = "kettle number " + talk.number + "?";
        slack.posts(PLACE).stream().filter(post -> post.thread() == null && post.seen().contains(question)).findFirst()
                .ifPresent(post -> talk.root = post.ts());
        return !talk.root.isEmpty();
    }

    private void takeHalfByButtonAndHalfByAReply(List<Talk> talks) {
        for (Talk talk : talks) {
            if (talk.number % 2 == 0) {
                slack.press("UBOB", post(talk.root), "g:take");
            } else {
                talk.says("Reply 0 to " + talk.number);
            }
        }
        List<Talk> asking = talks.stream().filter(talk -> talk.number % 2 == 1).toList();
        Awaitility.await().atMost(PATIENCE).until(() -> asking.stream().allMatch(talk -> asked(talk).isPresent()));
        asking.forEach(talk -> slack.press("UBOB", asked(talk).orElseThrow(), "g:send"));
        Awaitility.await().atMost(PATIENCE).until(() -> jdbc.sql("select count(*) from ticket where taken_by = 'Bob' "
                + "and assignee = (select id from agent where login = 'at-work')").query(Integer.class)
                .single() == TICKETS);
    }

    private static Post post(String ts) {
        return slack.posts(PLACE).stream().filter(post -> post.ts().equals(ts)).findFirst().orElseThrow();
    }

    private static Optional<Post> asked(Talk talk) {
        return slack.answers(PLACE, talk.root).stream().filter(post -> "UBOB".equals(post.onlyFor())).findFirst();
    }

    private static void writeAtRandom(List<Talk> talks, Random random) {
        List<List<Runnable>> scripts = new ArrayList<>();
        talks.forEach(talk -> scripts.add(new ArrayList<>(talk.script())));
        while (!scripts.isEmpty()) {
            Collections.shuffle(scripts, random);
            scripts.forEach(script -> script.removeFirst().run());
            scripts.removeIf(List::isEmpty);
        }
    }

    private void isQuiet() {
        Awaitility.await().atMost(PATIENCE).until(slack::isIdle);
        Awaitility.await().atMost(PATIENCE).until(() -> jdbc.sql("""
                select (select count(*) from inbox where state in ('queued', 'ready', 'claimed', 'deferred'))
                    + (select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending'))""")
                .query(Integer.class).single() == 0);
    }
}
