package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.email.message.Incoming;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole application with a mailbox into which somebody writes under another's name. */
@ParleyTest
@DirtiesContext
class ForgedMailTest {
    private static final Post post = Post.start();
    private static final AtomicInteger number = new AtomicInteger();
    private static final String SUBJECT = "Refund for my order";
    private static final String SECRET = "Dear Alice, we refunded 86.40 for FK204417.";
    private static final String PASS = "dmarc=pass (p=reject) header.from=victim.example";
    private static final String FAIL = "dmarc=fail (p=reject) header.from=victim.example";
    private static final String NONE = "dkim=none; spf=none smtp.mailfrom=evil.example; dmarc=none";
    private static final String NOTHING = "";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String alice = "alice" + number.incrementAndGet() + "@victim.example";
    private final String mallory = "mallory" + number.get() + "@evil.example";

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
        properties.add("parley.email.authserv-id", () -> "mx.shop.example");
        properties.add("parley.public-url", () -> "https://chat.shop.example");
    }

    @AfterAll
    static void close() {
        post.close();
    }

    private static String checked(Post.Letterhead mail, String results, String text) {
        return (results.isEmpty() ? mail : mail.with("Authentication-Results", "mx.shop.example; " + results))
                .saying(text);
    }

    /** A mail under Alice's name, whose answer is to go to Mallory. */
    private Post.Letterhead forged() {
        return Post.from("Alice Victim", alice).with("Reply-To", mallory).with("Subject", "Re: " + SUBJECT);
    }

    /** Alice asks for a person, and is told that one comes; gives the ticket. */
    private JsonNode openTicket(String results) {
        post.deliver(Post.SHOP, checked(Post.from("Alice Victim", alice).with("Subject", SUBJECT), results,
                "I want to talk to a human please"));
        await().until(() -> !post.inbox(alice).isEmpty());
        return ticketOf(alice);
    }

    private JsonNode ticketOf(String address) {
        await().until(() -> tickets(address).size() == 1);
        return tickets(address).getFirst();
    }

    private List<JsonNode> tickets(String address) {
        return body(HttpRequest.newBuilder(uri("/api/tickets"))).valueStream()
                .filter(ticket -> ticket.path("address").asString("").equals(address)).toList();
    }

    private JsonNode view(JsonNode ticket) {
        return body(HttpRequest.newBuilder(uri("/api/tickets/" + ticket.path("id").asLong())));
    }

    private void reply(JsonNode ticket) {
        body(HttpRequest.newBuilder(uri("/api/tickets/" + ticket.path("id").asLong() + "/reply"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"text\":\"" + SECRET + "\"}")));
    }

    private JsonNode body(HttpRequest.Builder request) {
        return JsonMapper.shared().readTree(http.sendAsync(request.header("Authorization", ParleyTest.ADMIN).build(),
                BodyHandlers.ofString()).join().body());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private List<String> said(String address) {
        return post.inbox(address).stream().map(Post::plain).toList();
    }

    private List<String> customersWords(JsonNode ticket) {
        return view(ticket).path("turns").valueStream()
                .filter(line -> line.path("author").asString().equals("customer"))
                .map(line -> line.path("text").asString()).toList();
    }

    /** The notes on a customer's messages that say what is not verified. */
    private List<String> doubts(JsonNode ticket) {
        return view(ticket).path("turns").valueStream()
                .filter(line -> line.path("author").asString().equals("customer"))
                .map(line -> line.path("unverified").asString("")).toList();
    }

    private void assertOnlyAliceReadsTheReply(JsonNode ticket) {
        reply(ticket);
        await().until(() -> said(alice).stream().anyMatch(text -> text.contains(SECRET)));
        assertThat(said(mallory)).noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void storesAForgedMailAndAnswersNobody() {
        JsonNode ticket = openTicket(PASS);
        assertThat(ticket.path("address").asString()).isEqualTo(alice);
        assertThat(ticket.has("unverified")).isFalse();
        post.deliver(Post.SHOP, checked(forged(), FAIL, "Where is my refund?"));
        await().until(() -> unanswered(alice).equals(List.of("the mail server found that it is not from its sender")));
        assertThat(customersWords(ticket)).hasSize(1);
        assertOnlyAliceReadsTheReply(ticket);
        assertThat(post.inbox(mallory)).isEmpty();
    }

    /** As a forwarder that changes a mail makes it, too. */
    @Test
    void showsAMailToTheAgentThatAnswersOursThoughItIsNotFromItsSender() {
        JsonNode ticket = openTicket(PASS);
        post.deliver(Post.SHOP, checked(forged().answering(post.inbox(alice).getFirst()).with("Subject", "Pay"), FAIL,
                "My account is 4711 now. I want to talk to a human please"));
        await().until(() -> customersWords(ticket).size() == 2);
        assertThat(doubts(ticket)).containsExactly("", "the mail server found that " + alice + " did not send it");
        assertThat(view(ticket).path("ticket").path("address").asString()).isEqualTo(alice);
        JsonNode listed = body(HttpRequest.newBuilder(uri("/api/mails/unanswered"))).valueStream()
                .filter(mail -> mail.path("sender").asString().equals(alice)).findFirst().orElseThrow();
        assertThat(listed.path("ticket")).isEqualTo(ticket.path("id"));
        assertThat(listed.path("reason").asString()).isEqualTo("the mail server found that it is not from its sender");
        assertOnlyAliceReadsTheReply(ticket);
        assertThat(post.inbox(alice).getLast().subject()).isEqualTo("Re: " + SUBJECT);
        assertThat(post.inbox(alice)).hasSize(2);
        assertThat(post.inbox(mallory)).isEmpty();
    }

    @Test
    void keepsAMailThatNobodyVouchesForApartFromTheOpenConversation() {
        JsonNode ticket = openTicket(PASS);
        post.deliver(Post.SHOP, checked(forged().answering(post.inbox(alice).getFirst()), NONE,
                "I want to talk to a human please"));
        JsonNode mallorys = ticketOf(mallory);
        assertThat(mallorys.path("conversationId")).isNotEqualTo(ticket.path("conversationId"));
        assertThat(mallorys.path("unverified").asString())
                .isEqualTo(
                        "the mail server could not confirm that %s sent it; answers go to %s, the mail says that it is from %s",
                        alice, mallory, alice);
        assertThat(customersWords(ticket)).hasSize(1);
        assertOnlyAliceReadsTheReply(ticket);
    }

    @ParameterizedTest
    @ValueSource(strings = {PASS, NOTHING})
    void answersWhereTheConversationBeganThoughAMailWantsItsAnswerElsewhere(String results) {
        JsonNode ticket = openTicket(results);
        post.deliver(Post.SHOP, checked(forged(), results, "Please write to me there."));
        await().until(() -> customersWords(ticket).size() == 2);
        JsonNode shown = view(ticket).path("ticket");
        assertThat(shown.path("address").asString()).isEqualTo(alice);
        assertThat(shown.path("unverified").asString("")).isEqualTo(
                results.isEmpty() ? "the mail server did not check that " + alice + " sent it" : "");
        assertThat(doubts(ticket)).hasSize(2).allMatch(doubt -> doubt.isEmpty() == !results.isEmpty());
        assertOnlyAliceReadsTheReply(ticket);
        assertThat(post.inbox(mallory)).isEmpty();
    }

    @Test
    void keepsWhatAPersonWritesOutOfAConversationThatBeganElsewhereInTheirName() {
        post.deliver(Post.SHOP, checked(forged().with("Subject", SUBJECT), NOTHING, "Can I talk to a human?"));
        JsonNode mallorys = ticketOf(mallory);
        post.deliver(Post.SHOP, checked(Post.from("Alice Victim", alice).with("Subject", "Re: " + SUBJECT), NOTHING,
                "I want to talk to a human please"));
        assertOnlyAliceReadsTheReply(ticketOf(alice));
        assertThat(customersWords(mallorys)).hasSize(1);
    }

    /**
     * An answer to a stranger carries no link and no name from their mail, and no way to silence the person in whose
     * name they wrote.
     */
    @Test
    void quotesNoLinksAndNoNamesOfStrangers() {
        String questions = "Where is my order? See https://evil.example/pay\n\nHow do I return an item, evil.example?";
        post.deliver(Post.SHOP, Post.from("\"Your parcel is held\"", mallory)
                .with("Subject", "Pay 1.99 now https://evil.example/pay or www.evil.example").saying(questions));
        await().until(() -> post.inbox(mallory).size() == 1);
        Incoming answer = post.inbox(mallory).getFirst();
        assertThat(answer.subject()).isEqualTo("Re: Pay 1.99 now \u2026 or \u2026");
        assertThat(Stream.of(Post.plain(answer), Post.html(answer))).noneMatch(text -> text.contains("evil"))
                .noneMatch(text -> text.contains("parcel is held")).allMatch(text -> text.contains("Hello,"))
                .allMatch(text -> text.contains("/mail/off-"));
        post.deliver(Post.SHOP, forged().with("Subject", "Another").saying(questions));
        await().until(() -> post.inbox(mallory).size() == 2);
        Incoming others = post.inbox(mallory).getLast();
        assertThat(Stream.of(Post.plain(others), Post.html(others)))
                .noneMatch(text -> text.contains("/mail/off-") || text.contains("unsubscribe"));
    }

    private List<String> unanswered(String sender) {
        return jdbc.sql("select reason from mail_in where sender = ? and decision = 'not_answered'").param(sender)
                .query(String.class).list();
    }
}
