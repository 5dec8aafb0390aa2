package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Post;
import io.parley.fake.slack.Screen;
import io.parley.support.Browser;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application with Slack bringing events: what people see in a workspace. */
@ParleyTest(properties = {"parley.slack.bot-token=" + FakeSlack.BOT_TOKEN,
        "parley.slack.signing-secret=" + FakeSlack.SECRET, "parley.slack.limits.channel-per-second=50",
        "parley.slack.answer-timeout=3s", "parley.slack.agent-channel=C0AGENTS"})
@DirtiesContext
@Timeout(120)
class SlackApplicationTest {
    private static final FakeSlack slack = FakeSlack.start();
    private static final AtomicInteger channels = new AtomicInteger();
    private static final String QUESTION = "What are your opening hours?";
    private static final String ANSWER = "Our shop in Bristol is open";
    private static final String MENTION = "<@" + FakeSlack.BOT + "> ";
    private static final String OTHER = "How long does delivery take?";

    private final JdbcClient jdbc;
    private final URI events;
    private final String channel = "C" + channels.incrementAndGet();
    private final String direct = "D" + channels.incrementAndGet();

    @Autowired
    SlackApplicationTest(JdbcClient jdbc, @Value("${local.server.port}") String port) {
        this.jdbc = jdbc;
        this.events = URI.create("http://127.0.0.1:" + port + EventsController.PATH);
    }

    @DynamicPropertySource
    static void slack(DynamicPropertyRegistry properties) {
        properties.add("parley.slack.api-url", slack::url);
    }

    @BeforeEach
    void bring() {
        slack.bringTo(events);
    }

    @AfterEach
    void tookEverythingAndSentOnlyWhatSlackTakes() {
        await().until(slack::isIdle);
        assertThat(slack.violations()).isEmpty();
        assertThat(slack.lost()).isEmpty();
    }

    @AfterAll
    static void close() {
        slack.close();
    }

    private Post answer(String place, String root, Predicate<Post> which) {
        await().atMost(Duration.ofSeconds(20)).until(() -> slack.answers(place, root).stream().anyMatch(which));
        return slack.answers(place, root).stream().filter(which).toList().getLast();
    }

    private Post answer(String place, String root) {
        return answer(place, root, post -> true);
    }

    private int inbox(@Nullable String outcome) {
        return jdbc.sql("select count(*) from inbox where channel = 'slack' and (:o::text is null or outcome = :o)")
                .param("o", outcome).query(Integer.class).single();
    }

    private void everythingIsUnderstood() {
        await().until(slack::isIdle);
        await().until(() -> jdbc.sql("select count(*) from inbox where state in ('queued', 'ready', 'claimed')")
                .query(Integer.class).single() == 0);
        await().until(() -> jdbc
                .sql("select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending')")
                .query(Integer.class).single() == 0);
    }

    private int votes(int vote) {
        return jdbc.sql("select count(*) from verdict where vote = ?").param(vote).query(Integer.class).single();
    }

    @Test
    void answersADirectMessageInItsThread() {
        String ts = slack.say(direct, "U1", QUESTION, null);
        Post answer = answer(direct, ts);
        assertThat(answer.seen()).startsWith(ANSWER);
        assertThat(answer.thread()).isEqualTo(ts);
        assertThat(answer.text()).startsWith(ANSWER);
        assertThat(FakeSlack.values(answer)).anyMatch(v -> v.startsWith("u:")).anyMatch(v -> v.startsWith("d:"))
                .anyMatch(v -> v.startsWith("p:"));
    }

    @Test
    void answersAMentionOnceThoughItArrivesAsTwoEvents() {
        String ts = slack.say(channel, "U1", MENTION + QUESTION, null);
        assertThat(answer(channel, ts).seen()).startsWith(ANSWER);
        everythingIsUnderstood();
        assertThat(slack.answers(channel, ts)).hasSize(1);
    }

    @Test
    void goesOnInItsThreadWithoutAMentionUnlessPeopleTalkToEachOther() {
        String ts = slack.say(channel, "U1", MENTION + QUESTION, null);
        answer(channel, ts);
        slack.say(channel, "U2", "<@U1> " + OTHER, ts);
        everythingIsUnderstood();
        assertThat(slack.answers(channel, ts)).hasSize(1);
        slack.say(channel, "U2", OTHER, ts);
        await().until(() -> slack.answers(channel, ts).size() == 2);
    }

    @Test
    void answersAFollowUpThatOvertookItsMention() {
        String root = slack.workspace().nextTs();
        String ts = slack.say(channel, "U1", OTHER, root);
        everythingIsUnderstood();
        assertThat(slack.answers(channel, root)).isEmpty();
        slack.say(channel, "U1", MENTION + QUESTION, null, event -> event.put("ts", root));
        await().atMost(Duration.ofSeconds(20)).until(() -> slack.answers(channel, root).size() == 2);
        assertThat(slack.answers(channel, root).getFirst().seen()).startsWith(ANSWER);
        assertThat(slack.answers(channel, root).getLast().seen()).doesNotContain(ANSWER);
        assertThat(ts).isGreaterThan(root);
    }

    @Test
    void leavesAloneWhatPeopleSaidBeforeItWasCalled() {
        String root = slack.say(channel, "U1", "Morning, all", null);
        slack.say(channel, "U2", OTHER, root);
        everythingIsUnderstood();
        int before = inbox("said before the bot was called");
        slack.say(channel, "U1", MENTION + QUESTION, root);
        answer(channel, root);
        await().atMost(Duration.ofSeconds(20)).until(() -> inbox("said before the bot was called") == before + 1);
        everythingIsUnderstood();
        assertThat(slack.answers(channel, root)).hasSize(1);
    }

    @Test
    void isSilentInOtherThreadsAndToBotsAndJoins() {
        String ts = slack.say(channel, "U1", QUESTION, null);
        slack.say(channel, "U2", QUESTION, ts);
        slack.say(direct, "U9", QUESTION, null, event -> event.put("bot_id", "B9"));
        slack.say(direct, FakeSlack.BOT, QUESTION, null);
        slack.say(direct, "U1", "has joined", null, event -> event.put("subtype", "channel_join"));
        everythingIsUnderstood();
        assertThat(slack.answers(channel, ts)).isEmpty();
        assertThat(slack.posts(direct)).hasSize(3);
    }

    @Test
    void correctsItsAnswerInPlaceAndTakesItAway() {
        String ts = slack.say(direct, "U1", QUESTION, null);
        Post first = answer(direct, ts);
        slack.edit(direct, ts, OTHER);
        Post second = answer(direct, ts, post -> post.edits() > 0);
        assertThat(second.ts()).isEqualTo(first.ts());
        assertThat(second.seen()).doesNotContain(ANSWER);
        slack.delete(direct, ts);
        await().until(() -> slack.answers(direct, ts).isEmpty());
    }

    @Test
    void countsTwoPeoplesVotesAndTakesOneBack() {
        Post answer = answer(channel, slack.say(channel, "U1", MENTION + QUESTION, null));
        int before = votes(1);
        slack.press("U1", answer, "u:");
        slack.react("U2", answer, "+1::skin-tone-3", true);
        await().until(() -> votes(1) == before + 2);
        slack.react("U2", answer, "+1::skin-tone-3", false);
        await().until(() -> votes(1) == before + 1);
    }

    @Test
    void offersACommentAfterAThumbsDown() {
        Post answer = answer(channel, slack.say(channel, "U1", MENTION + QUESTION, null));
        int before = slack.views().size();
        slack.press("U7", answer, "d:");
        await().until(() -> slack.views().size() == before + 1);
        slack.submit("U7", slack.views().getLast(), "It was about Bath");
        await().until(() -> jdbc.sql("select count(*) from verdict where vote = -1 and comment = 'It was about Bath'")
                .query(Integer.class).single() == 1);
    }

    @Test
    void leadsToAPerson() {
        String ts = slack.say(channel, "U1", MENTION + QUESTION, null);
        slack.press("U1", answer(channel, ts), "p:");
        await().until(() -> slack.answers(channel, ts).size() == 2);
        assertThat(slack.answers(channel, ts).getLast().seen()).contains("our team");
    }

    @Test
    void answersACommandForItsAskerOnly() {
        slack.command(channel, "U1", QUESTION);
        await().until(() -> !slack.posts(channel).isEmpty());
        Post answer = slack.posts(channel).getFirst();
        assertThat(answer.onlyFor()).isEqualTo("U1");
        assertThat(answer.seen()).startsWith(ANSWER);
        int before = votes(1);
        slack.press("U1", answer, "u:");
        await().until(() -> votes(1) == before + 1);
    }

    @Test
    void answersAMessageThatAShortcutPointsAt() {
        String ts = slack.say(channel, "U1", QUESTION, null);
        slack.shortcut("U2", slack.posts(channel).getFirst());
        assertThat(answer(channel, ts).seen()).startsWith(ANSWER);
    }

    @Test
    void answersAgainWhoPointsAtAMessageThatWasAnswered() {
        String ts = slack.say(channel, "U1", MENTION + QUESTION, null);
        Post first = answer(channel, ts);
        slack.shortcut("U2", slack.posts(channel).getFirst());
        await().until(() -> slack.answers(channel, ts).size() == 2);
        assertThat(slack.answers(channel, ts).getLast().seen()).isEqualTo(first.seen());
    }

    @Test
    void answersEachWhoPointsAtAMessageWhereItIsNoMember() {
        slack.workspace().keepOut(channel);
        slack.say(channel, "U1", QUESTION, null);
        slack.shortcut("U2", slack.posts(channel).getFirst());
        assertThat(shared().onlyFor()).isEqualTo("U2");
        slack.shortcut("U3", slack.posts(channel).getFirst());
        await().until(() -> slack.posts(channel).size() == 3);
        assertThat(shared().onlyFor()).isEqualTo("U3");
        assertThat(shared().seen()).contains(ANSWER);
    }

    @Test
    void tellsAgentsOnceThatSomebodyWaits() {
        int before = slack.posts("C0AGENTS").size();
        String ts = slack.say(direct, "U1", "Do you repair <!channel> lawnmowers?", null);
        await().until(() -> slack.posts("C0AGENTS").size() == before + 1);
        Post call = slack.posts("C0AGENTS").getLast();
        assertThat(call.seen()).contains("waits for a person on slack", "the FAQ does not answer it", "lawnmowers");
        assertThat(call.thread()).isNull();
        slack.say(direct, "U1", QUESTION, ts);
        slack.press("U1", answer(direct, ts, post -> post.seen().startsWith(ANSWER)), "p:");
        slack.react("U5", call, "+1", true);
        everythingIsUnderstood();
        assertThat(slack.posts("C0AGENTS")).hasSize(before + 1);
    }

    private Post askAlone(String question) {
        slack.command(channel, "U1", question);
        await().until(() -> !slack.posts(channel).isEmpty());
        return slack.posts(channel).getFirst();
    }

    private Post shared() {
        await().until(() -> slack.posts(channel).size() > 1);
        return slack.posts(channel).getLast();
    }

    @Test
    void showsAnAnswerToAllOnceItsAskerSharesIt() {
        Post answer = askAlone(QUESTION);
        slack.press("U1", answer, "s:");
        Post shared = shared();
        assertThat(shared.onlyFor()).isNull();
        assertThat(shared.thread()).isNull();
        assertThat(shared.seen()).startsWith("ann asked: " + QUESTION).contains(ANSWER);
        assertThat(FakeSlack.values(shared)).noneMatch(v -> v.startsWith("s:") || v.startsWith("p:"));
        int before = votes(1);
        slack.press("U2", shared, "u:");
        slack.react("U3", shared, "tada", true);
        await().until(() -> votes(1) == before + 2);
        slack.press("U1", answer, "s:");
        everythingIsUnderstood();
        assertThat(slack.posts(channel)).hasSize(2);
    }

    @Test
    void sharesWhereItIsNoMember() {
        slack.workspace().keepOut(channel);
        slack.press("U1", askAlone(QUESTION), "s:");
        assertThat(shared().onlyFor()).isNull();
        assertThat(shared().seen()).contains(QUESTION, ANSWER);
    }

    @Test
    void offersToShareOnlyAnAnswerThatOnePersonSees() {
        String ts = slack.say(channel, "U1", MENTION + QUESTION, null);
        assertThat(FakeSlack.values(answer(channel, ts))).noneMatch(v -> v.startsWith("s:"));
    }

    @Test
    void tellsWhoPointsAtAMessageWhereItIsNoMember() {
        slack.workspace().keepOut(channel);
        slack.say(channel, "U1", QUESTION, null);
        slack.shortcut("U2", slack.posts(channel).getFirst());
        Post answer = shared();
        assertThat(answer.onlyFor()).isEqualTo("U2");
        assertThat(answer.seen()).contains("/invite", ANSWER);
        int before = votes(1);
        slack.press("U2", answer, "u:");
        await().until(() -> votes(1) == before + 1);
        slack.press("U2", answer, "p:");
        await().until(() -> slack.posts(channel).size() == 3);
        assertThat(shared().onlyFor()).isEqualTo("U2");
        assertThat(shared().seen()).contains("our team");
    }

    @Test
    void saysThatItCannotReadAFile() {
        String ts = slack.say(direct, "U1", "", null, event -> event.put("subtype", "file_share").putArray("files")
                .addObject().put("name", "invoice.pdf"));
        assertThat(answer(direct, ts).seen()).contains("only read text");
    }

    @Test
    void sendsNoneTwiceWhoseResultWasLost() {
        slack.fail("chat.postMessage", io.parley.fake.slack.Fault.answerLost());
        String ts = slack.say(direct, "U1", QUESTION, null);
        answer(direct, ts);
        everythingIsUnderstood();
        assertThat(slack.answers(direct, ts)).hasSize(1);
        assertThat(slack.calls("conversations.replies")).isNotEmpty();
    }

    @Test
    void waitsAsLongAsSlackAsksAndGetsOverItsFailures() {
        slack.fail("chat.postMessage", io.parley.fake.slack.Fault.limited(1), io.parley.fake.slack.Fault.status(500),
                io.parley.fake.slack.Fault.error("internal_error"), io.parley.fake.slack.Fault.slow(4_000));
        String ts = slack.say(direct, "U1", QUESTION, null);
        answer(direct, ts);
        everythingIsUnderstood();
        assertThat(slack.answers(direct, ts)).hasSize(1);
    }

    @Test
    void keepsAnswersWhileTheTokenIsWrongAndSaysSo() {
        slack.revoke(true);
        String ts = slack.say(direct, "U1", QUESTION, null);
        await().atMost(Duration.ofSeconds(30)).until(() -> health().contains("PARLEY_SLACK_BOT_TOKEN"));
        assertThat(slack.answers(direct, ts)).isEmpty();
        slack.revoke(false);
        long mended = System.nanoTime();
        answer(direct, ts);
        System.out.printf("Answered %.1f s after the token was mended%n", (System.nanoTime() - mended) / 1e9);
        everythingIsUnderstood();
        assertThat(slack.answers(direct, ts)).hasSize(1);
        assertThat(health()).doesNotContain("PARLEY_SLACK_BOT_TOKEN");
    }

    private String health() {
        HttpRequest request = HttpRequest.newBuilder(events.resolve("/health")).build();
        return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString()).join().body();
    }

    @Test
    void namesTheFileThatItDidNotRead() {
        String ts = slack.say(direct, "U1", QUESTION, null, event -> event.put("subtype", "file_share")
                .putArray("files").addObject().put("name", "<!channel>.pdf"));
        assertThat(answer(direct, ts).seen()).startsWith(ANSWER).contains("only read text").contains(".pdf");
    }

    @Test
    void suggestsWhatToAskWhenItsMessagesAreOpened() {
        slack.event(tools.jackson.databind.json.JsonMapper.shared().createObjectNode().put("type", "app_home_opened")
                .put("user", "U1").put("channel", direct).put("tab", "messages"));
        await().until(() -> slack.calls("assistant.threads.setSuggestedPrompts").stream()
                .anyMatch(call -> call.path("channel_id").asString("").equals(direct) && !call.has("thread_ts")));
    }

    /** The pictures of the set-up page are made from what comes about here. */
    @Test
    void looksLikeItsPictures() {
        String choosing = slack.say(direct, "U1", "Can I change it?", null);
        String knowing = slack.say(direct, "U1", "Can I change my order after placing it?", null);
        String calling = slack.say(direct, "U1", "Do you repair espresso machines that I bought elsewhere?", null);
        assertThat(FakeSlack.values(answer(direct, knowing))).anyMatch(v -> v.startsWith("u:"));
        assertThat(FakeSlack.values(answer(direct, choosing))).anyMatch(v -> v.startsWith("c1:"));
        assertThat(answer(direct, calling).seen()).contains("our team");
        if (Browser.isInstalled()) {
            try (Browser browser = Browser.start()) {
                picture(browser, "slack-answer", knowing);
                picture(browser, "slack-choices", choosing);
                picture(browser, "slack-handover", calling);
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }

    private void picture(Browser browser, String name, String root) {
        Page page = browser.visitor(new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(684, 100)
                .setDeviceScaleFactor(2));
        page.setContent(Screen.of(slack.posts(direct).stream().filter(post -> post.root().equals(root)).toList()));
        Browser.wholePage(page, name);
    }

    private int bring(String secret, long skew, String body, boolean signed) {
        String now = Long.toString(Instant.now().getEpochSecond() + skew);
        HttpRequest.Builder request = HttpRequest.newBuilder(events).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (signed) {
            request.header("X-Slack-Request-Timestamp", now).header("X-Slack-Signature",
                    FakeSlack.signature(secret.isEmpty() ? "x" : secret, now, body));
        }
        return HttpClient.newHttpClient().sendAsync(request.build(), HttpResponse.BodyHandlers.discarding()).join()
                .statusCode();
    }

    @Test
    void takesNothingThatSlackDidNotSignNow() {
        everythingIsUnderstood();
        int before = inbox(null);
        String body = "{\"type\":\"event_callback\",\"event_id\":\"EvForged\",\"event\":{\"type\":\"message\"}}";
        assertThat(List.of(bring("wrong", 0, body, true), bring("---", 0, body, true), bring("", 0, body, false),
                bring(FakeSlack.SECRET, -301, body, true), bring(FakeSlack.SECRET, 302, body, true),
                bring(FakeSlack.SECRET, 86_400, body, true))).containsOnly(401);
        assertThat(inbox(null)).isEqualTo(before);
        assertThat(bring(FakeSlack.SECRET, 0, body + "\r\n", true)).isEqualTo(200);
        assertThat(inbox(null)).isEqualTo(before + 1);
    }

    /** Slack itself repeats what it thinks was lost, so within the five minutes a repetition is taken, and stored once. */
    @Test
    void storesNothingOfAReplayedRequest() {
        everythingIsUnderstood();
        int before = inbox(null);
        Instant then = Instant.now();
        String body = "{\"type\":\"event_callback\",\"event_id\":\"EvReplayed\",\"event\":{\"type\":\"message\"}}";
        assertThat(bringAsOf(then, body, "EvReplayed")).isEqualTo(200);
        assertThat(bringAsOf(then, body, "EvReplayed")).isEqualTo(200);
        assertThat(inbox(null)).isEqualTo(before + 1);
        assertThat(bringAsOf(then, body, "EvAltered")).isEqualTo(401);
        assertThat(bringAsOf(then.minusSeconds(301), body, "EvReplayed")).isEqualTo(401);
        assertThat(bringAsOf(then.minusSeconds(86_400), body, "EvReplayed")).isEqualTo(401);
        assertThat(inbox(null)).isEqualTo(before + 1);
    }

    /** A request that was recorded when it was signed, sent now; perhaps with another event's id in it. */
    private int bringAsOf(Instant signedAt, String body, String eventId) {
        String then = Long.toString(signedAt.getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(events).header("X-Slack-Request-Timestamp", then)
                .header("X-Slack-Signature", FakeSlack.signature(FakeSlack.SECRET, then, body))
                .POST(HttpRequest.BodyPublishers.ofString(body.replace("EvReplayed", eventId))).build();
        return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.discarding()).join()
                .statusCode();
    }
}
