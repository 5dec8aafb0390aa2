package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.email.message.Incoming;
import io.parley.support.ParleyTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole application with a mailbox: where the mails of people stay that the bot does not answer. */
@ParleyTest
@DirtiesContext
class KeptMailTest {
    private static final Post post = Post.start();
    private static final AtomicInteger people = new AtomicInteger();
    private static final String HOURS = "What are your opening hours?";
    private static final String PERSON = "I want to talk to a human please";
    private static final String PAUSE = "I pause my automatic answers";
    private static final String SILENT = "the sender wants no automatic answers";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String ann = "ann" + people.incrementAndGet() + "@example" + people.get() + ".example";

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry properties) {
        properties.add("parley.email.address", () -> Post.SHOP);
        properties.add("parley.email.imap-url", () -> post.imapUrl(Post.SHOP));
        properties.add("parley.email.smtp-url", () -> post.smtpUrl(Post.SHOP));
        properties.add("parley.email.answer-existing", () -> "true");
        properties.add("parley.email.check-every", () -> "1s");
        properties.add("parley.public-url", () -> "https://chat.shop.example");
    }

    @AfterAll
    static void close() {
        post.close();
    }

    private void writes(String text) {
        Post.Letterhead mail = Post.from("Ann Reed", ann);
        post.deliver(Post.SHOP, (post.inbox(ann).isEmpty() ? mail : mail.answering(post.inbox(ann).getLast()))
                .saying(text));
    }

    private Incoming got(int mails) {
        await().until(() -> post.inbox(ann).size() >= mails);
        assertThat(post.inbox(ann)).hasSize(mails);
        return post.inbox(ann).getLast();
    }

    private JsonNode get(String path) {
        return body(HttpRequest.newBuilder(uri(path)));
    }

    private JsonNode post(String path, String json) {
        return body(HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private JsonNode body(HttpRequest.Builder request) {
        return JsonMapper.shared().readTree(http.sendAsync(request.header("Authorization", ParleyTest.ADMIN).build(),
                BodyHandlers.ofString()).join().body());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private List<Long> tickets() {
        return get("/api/tickets").valueStream().filter(t -> t.path("address").asString("").equals(ann))
                .map(t -> t.path("id").asLong()).toList();
    }

    private long ticket() {
        await().until(() -> tickets().size() == 1);
        return tickets().getFirst();
    }

    private void agentSays(long ticket, String text) {
        post("/api/tickets/" + ticket + "/reply", "{\"text\":\"" + text + "\"}");
    }

    /** The messages of the customer and of agents, as the ticket shows them. */
    private List<String> said(long ticket) {
        return get("/api/tickets/" + ticket).path("turns").valueStream()
                .filter(line -> !line.path("author").asString().equals("bot"))
                .map(line -> line.path("text").asString().strip()).toList();
    }

    private List<JsonNode> unanswered() {
        return get("/api/mails/unanswered").valueStream().filter(m -> m.path("sender").asString().equals(ann)).toList();
    }

    private List<String> reasons() {
        return unanswered().stream().map(mail -> mail.path("reason").asString()).toList();
    }

    /** The customer's messages, wherever they are stored. */
    private List<String> kept() {
        return jdbc.sql("""
                select t.text from message t join participant p on p.id = t.participant_id
                where p.external_id = ? and t.text <> '' order by t.id""").param(ann).query(String.class).list()
                .stream()
                .map(String::strip).toList();
    }

    private void silence() throws IOException, InterruptedException {
        String link = Post.plain(post.inbox(ann).getLast()).replaceFirst("(?s).*(/mail/off-\\S+).*", "$1");
        http.send(HttpRequest.newBuilder(uri(link)).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    @Test
    void bringsThirtyMailsOfEachToTheTicketInOrder() {
        writes(PERSON);
        got(1);
        long ticket = ticket();
        post("/api/tickets/" + ticket + "/take", "{}");
        got(2);
        List<String> all = new ArrayList<>(List.of(PERSON));
        for (int i = 1; i <= 30; i++) {
            String detail = "Detail number " + i + " of my broken lamp.";
            writes(detail);
            all.add(detail);
            await().until(() -> said(ticket).equals(all));
            agentSays(ticket, "Word number " + i);
            all.add("Word number " + i);
            got(i + 2);
        }
        assertThat(said(ticket)).isEqualTo(all);
        assertThat(unanswered()).isEmpty();
    }

    @Test
    void showsAgentsTheSubjectOfAMail() {
        String subject = "Order 4711: the lamp <b>is</b> broken";
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).with("Subject", subject).saying(PERSON));
        got(1);
        long ticket = ticket();
        writes("Are you there?");
        got(2);

        JsonNode listed = get("/api/tickets").valueStream().filter(t -> t.path("id").asLong() == ticket).findFirst()
                .orElseThrow();
        assertThat(listed.path("subject").asString()).isEqualTo(subject);
        assertThat(get("/api/tickets/" + ticket).path("ticket").path("subject").asString()).isEqualTo(subject);
        assertThat(post("/api/tickets/" + ticket + "/take", "{}").path("subject").asString()).isEqualTo(subject);
    }

    @Test
    void readsAMailThatIsForwardedWithAWordToIt() {
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).with("Subject", "FW: Lamp").saying(
                "Hi, please see below, can you help?\n\nKind regards\nAnn\n\nFrom: Bob <bob@example.org>\n"
                        + "Sent: Thursday, November 19, 2026 3:12 PM\nTo: Ann <" + ann + ">\nSubject: Lamp\n\n"
                        + "What are your opening hours?\n"));
        assertThat(Post.plain(got(1))).contains("Did this help?").doesNotContain("\u201c");
        assertThat(kept()).last().asString().contains(HOURS);
    }

    @Test
    void bringsAllOfABurstToTheAgentWhoHasTheTicket() {
        writes(HOURS);
        got(1);
        writes(PERSON);
        got(2);
        long ticket = ticket();
        post("/api/tickets/" + ticket + "/take", "{}");
        got(3);
        List<String> details = new ArrayList<>(
                IntStream.rangeClosed(1, 9).mapToObj(i -> "Detail " + i + " of my lamp.").toList());
        details.add("Which lamp do you send me? And how do I return the old one?");
        details.forEach(this::writes);
        await().until(() -> said(ticket).size() == 12);
        assertThat(said(ticket)).endsWith(details.toArray(String[]::new));
        assertThat(unanswered()).isEmpty();
        post("/api/tickets/" + ticket + "/hand-back", "{}");
        got(4);
        writes(HOURS);
        assertThat(Post.plain(got(5))).doesNotContain(PAUSE);
    }

    @Test
    void keepsWhatIsBeyondALimitAndSaysSoOnce() {
        for (int i = 1; i <= 5; i++) {
            writes(HOURS);
            got(i);
        }
        writes("And on Sundays?");
        assertThat(Post.plain(got(6))).contains(PAUSE, "/mail/person-");
        assertThat(post.inbox(ann).getLast().header("Auto-Submitted")).isEqualTo("auto-replied");
        writes("And at Easter?");
        writes("And at Christmas?");
        await().until(() -> kept().size() == 8);
        assertThat(kept()).endsWith("And on Sundays?", "And at Easter?", "And at Christmas?");
        assertThat(reasons()).hasSize(3).containsOnly("too many mails in this thread");
        assertThat(unanswered()).allMatch(mail -> mail.path("ticket").isNull());
        writes(PERSON);
        assertThat(Post.plain(got(7))).contains("Somebody from our team");
        long ticket = ticket();
        assertThat(said(ticket)).endsWith("And at Christmas?", PERSON);
        assertThat(unanswered()).hasSize(4).allMatch(mail -> mail.path("ticket").asLong() == ticket);
        writes("My order is FK-1.");
        await().until(() -> said(ticket).getLast().equals("My order is FK-1."));
        assertThat(post.inbox(ann)).hasSize(7);
    }

    /** A program without any mark that answers whatever comes, under a new subject each time. */
    @Test
    void endsALoopThatTellsNothingOfItself() {
        writes(HOURS);
        int answered = 0;
        while (answered < 40) {
            int expected = answered + 1;
            await().until(() -> post.inbox(ann).size() >= expected || hasEnded(expected));
            if (post.inbox(ann).size() < expected) {
                break;
            }
            answered++;
            post.deliver(Post.SHOP, Post.from("Loop", ann).with("Subject", "Number " + answered)
                    .saying("You said: " + HOURS));
        }
        assertThat(answered).isEqualTo(11);
        assertThat(post.inbox(ann).stream().filter(mail -> Post.plain(mail).contains(PAUSE))).hasSize(1);
    }

    private boolean hasEnded(int mails) {
        return jdbc.sql("select count(*) from mail_in where sender = ?").param(ann).query(Integer.class)
                .single() == mails
                && jdbc.sql("select count(*) from inbox where state <> 'done'").query(Integer.class).single() == 0
                && jdbc.sql("select count(*) from outbox where state not in ('sent', 'dead_letter', 'superseded')")
                        .query(Integer.class).single() == 0;
    }

    @Test
    void givesASilencedPersonNoAnswerAndStillAPerson() throws Exception {
        writes(HOURS);
        got(1);
        silence();
        writes("And on Sundays?");
        await().until(() -> kept().size() == 2);
        assertThat(reasons()).containsExactly(SILENT);
        assertThat(tickets()).isEmpty();
        writes(PERSON);
        assertThat(Post.plain(got(2))).contains("Somebody from our team will answer you");
        long ticket = ticket();
        writes("It is about order FK-2.");
        await().until(() -> said(ticket).getLast().equals("It is about order FK-2."));
        agentSays(ticket, "Which lamp is it?");
        got(3);
        writes("The green one.");
        await().until(() -> said(ticket).getLast().equals("The green one."));
        assertThat(unanswered()).hasSize(4).allMatch(mail -> mail.path("ticket").asLong() == ticket);
        assertThat(post.inbox(ann)).hasSize(3);
    }

    @Test
    void keepsWhatLooksAutomaticByItsWordsAndShowsItToTheAgent() throws IOException {
        writes(PERSON);
        got(1);
        long ticket = ticket();
        String away = Files.readString(AutoReplyDetectorTest.MAILS.resolve("machine/vacation-bare-english-1.eml"))
                .split("\\R\\R", 2)[1].strip().replace("\r\n", "\n");
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).answering(post.inbox(ann).getLast()).saying(away));
        await().until(() -> said(ticket).size() == 2);
        assertThat(away).startsWith(said(ticket).getLast().lines().findFirst().orElseThrow());
        assertThat(reasons()).singleElement().asString().startsWith("it looks automatic: ");
        assertThat(post.inbox(ann)).hasSize(1);
    }

    @Test
    void showsAVerdictToTheAgentTooAndCountsIt() {
        writes(HOURS);
        Incoming answer = got(1);
        writes(PERSON);
        got(2);
        long ticket = ticket();
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).answering(answer).saying("This is not what I asked."));
        await().until(() -> said(ticket).getLast().equals("This is not what I asked."));
        assertThat(said(ticket)).containsExactly(HOURS, PERSON, "This is not what I asked.");
        await().until(() -> jdbc.sql("""
                select v.vote from verdict v join participant p on p.id = v.participant_id where p.external_id = ?""")
                .param(ann).query(Integer.class).list().equals(List.of(-1)));
        assertThat(Post.plain(got(3))).contains("Somebody from our team will come to you");
        assertThat(ticket()).isEqualTo(ticket);
    }

    @Test
    void showsThanksToTheAgentToo() {
        writes(PERSON);
        got(1);
        long ticket = ticket();
        writes("Thank you!");
        await().until(() -> said(ticket).getLast().equals("Thank you!"));
        assertThat(reasons()).containsExactly("only thanks");
    }
}
