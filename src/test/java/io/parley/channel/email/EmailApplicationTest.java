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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application with a mailbox: what people get. */
@ParleyTest
@DirtiesContext
class EmailApplicationTest {
    private static final Post post = Post.start();
    private static final AtomicInteger people = new AtomicInteger();
    private static final String QUESTION = "What are your opening hours?";
    private static final String ANSWER = "Our shop in Bristol is open";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String ann = "ann" + people.incrementAndGet() + "@example.org";

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry properties) {
        properties.add("parley.email.address", () -> Post.SHOP);
        properties.add("parley.email.name", () -> "Shop support");
        properties.add("parley.email.imap-url", () -> post.imapUrl(Post.SHOP));
        properties.add("parley.email.smtp-url", () -> post.smtpUrl(Post.SHOP));
        properties.add("parley.email.answer-existing", () -> "true");
        properties.add("parley.email.check-every", () -> "1s");
        properties.add("parley.email.authserv-id", () -> "mx.shop.example");
        properties.add("parley.email.limits.domain-per-hour", () -> "1000");
        properties.add("parley.email.limits.domain-per-day", () -> "1000");
        properties.add("parley.public-url", () -> "https://chat.shop.example");
    }

    @AfterAll
    static void close() {
        post.close();
    }

    @Test
    void answersAMailInItsThread() {
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).with("Subject", "What time do you open?")
                .with("Authentication-Results", "mx.shop.example; dmarc=pass header.from=example.org")
                .saying(QUESTION));
        Incoming answer = answer(1);
        Incoming question = lastOf(ann);
        assertThat(Post.plain(answer)).startsWith("Hello Ann Reed,\n\n" + ANSWER).contains(
                "\n\nKind regards\nThe automatic assistant of Shop support\n\n-- \nA program wrote this answer.");
        assertThat(Post.html(answer)).contains("Hello Ann Reed,").contains(ANSWER).doesNotContain("<img", "data-part");
        assertThat(answer.subject()).isEqualTo("Re: What time do you open?");
        assertThat(answer.header("In-Reply-To")).isEqualTo(question.messageId());
        assertThat(answer.ids("References")).endsWith(question.messageId());
        assertThat(answer.header("Auto-Submitted")).isEqualTo("auto-replied");
        assertThat(answer.header("X-Auto-Response-Suppress")).isEqualTo("All");
        assertThat(answer.addresses("Reply-To")).containsExactly(Post.SHOP);
        assertThat(answer.header("From")).isEqualTo("Shop support <" + Post.SHOP + ">");
        assertThat(sentIds()).contains(answer.messageId());
    }

    @Test
    void greetsByNameOnlyWhomTheMailServerVouchesFor() {
        assertThat(Post.plain(ask("What time do you open?", QUESTION))).startsWith("Hello,\n\n" + ANSWER);
    }

    @Test
    void writesInTheLanguageOfThePerson() throws Exception {
        Incoming answer = ask("Bestellung", "Ich möchte bitte mit einem Mitarbeiter sprechen.");

        assertThat(Post.plain(answer)).startsWith("Guten Tag,\n\nSelbstverständlich.").contains("ein Programm")
                .doesNotContain("automatic", "Hello");
        assertThat(Post.html(answer)).contains("<html lang=\"de\">", "Guten Tag,")
                .doesNotContain("automatic", "Hello");
        HttpResponse<String> page = get(link(answer, "off"));
        assertThat(page.body()).contains("<html lang=\"de\">",
                "Sollen wir keine automatischen Antworten mehr an " + ann,
                "<button>Keine automatischen Antworten mehr</button>");
        assertThat(push(link(answer, "off")).body()).contains("Erledigt.", "Wieder senden");
    }

    @Test
    void keepsOneConversationForOneThread() {
        Incoming first = ask("Hours", QUESTION);
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).answering(first).saying("And how do I return an item?"));
        Incoming second = answer(2);
        assertThat(second.ids("References")).contains(first.messageId(), lastOf(ann).messageId());
        assertThat(conversations()).isEqualTo(1);
    }

    @Test
    void startsAnotherConversationForAnotherTopicAndForAnotherPerson() {
        Incoming first = ask("Hours", QUESTION);
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).with("Subject", "Other").saying("How do I return an item?"));
        answer(2);
        assertThat(conversations()).isEqualTo(2);
        String ben = "ben" + ann;
        post.deliver(Post.SHOP, Post.from("Ben", ben).answering(first).saying("How do I return an item?"));
        await().until(() -> post.inbox(ben).size() == 1);
        assertThat(conversations()).isEqualTo(2);
    }

    @Test
    void joinsAReplyWithoutReferencesByItsSubject() {
        ask("My very own subject", QUESTION);
        post.deliver(Post.SHOP,
                Post.from("Ann Reed", ann).with("Subject", "AW: My very own subject")
                        .saying("How do I return an item?"));
        answer(2);
        assertThat(conversations()).isEqualTo(1);
    }

    @Test
    void offersNumberedChoicesAndTakesTheNumber() {
        Incoming choices = ask("Order", "my order");
        Matcher second = Pattern.compile("(?m)^2\\. (.+)$").matcher(Post.plain(choices));
        assertThat(second.find()).isTrue();
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).answering(choices)
                .saying("Hello,\n\n2\n\nThank you very much!\n\nKind regards\nAnn Reed"));
        Incoming answer = answer(2);
        String entry = jdbc.sql("select answer from faq_entry where question = ?").param(second.group(1))
                .query(String.class).single();
        assertThat(Post.plain(answer)).contains(entry.lines().findFirst().orElseThrow());
        assertThat(chosen()).containsExactly(second.group(1));
    }

    @Test
    void answersEachOfSeveralChoices() {
        Incoming choices = ask("Order", "my order");
        List<String> offered = Pattern.compile("(?m)^[12]\\. (.+)$").matcher(Post.plain(choices)).results()
                .map(choice -> choice.group(1)).toList();
        assertThat(offered).hasSize(2);
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).answering(choices)
                .saying("Hello,\n\n1 and 2 please.\n\nKind regards\nAnn Reed"));
        Incoming answer = answer(2);
        for (String question : offered) {
            String entry = jdbc.sql("select answer from faq_entry where question = ?").param(question)
                    .query(String.class).single();
            assertThat(Post.plain(answer)).contains("\u201c" + question + "\u201d",
                    entry.lines().findFirst().orElseThrow());
        }
    }

    @Test
    void takesAChoiceByLinkOnceAndOnlyAfterTheButton() throws Exception {
        Incoming choices = ask("Order", "my order");
        Matcher second = Pattern.compile("(?m)^2\\. (.+)\n {3}https://chat\\.shop\\.example/mail/choice2-")
                .matcher(Post.plain(choices));
        assertThat(second.find()).isTrue();
        String link = link(choices, "choice2");
        assertThat(Post.html(choices)).contains("<a href=\"https://chat.shop.example" + link + "\">" + second.group(1))
                .contains(link(choices, "choice0"));

        assertThat(get(link).body()).contains(second.group(1), "<form method=\"post\"");
        assertThat(http.send(HttpRequest.newBuilder(uri(link)).HEAD().build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        assertThat(chosen()).isEmpty();
        assertThat(push(link).body()).contains("The answer comes to you by mail.");
        assertThat(push(link).body()).contains("used already").doesNotContain("<form");
        String entry = jdbc.sql("select answer from faq_entry where question = ?").param(second.group(1))
                .query(String.class).single();
        assertThat(Post.plain(answer(2))).contains(entry.lines().findFirst().orElseThrow());
        assertThat(chosen()).containsExactly(second.group(1));
    }

    @Test
    void knowsNoLinkToAChoiceThatItDidNotOffer() throws Exception {
        String link = link(ask("Order", "my order"), "choice1");

        assertThat(get(link.replace("choice1", "choice2")).statusCode()).isEqualTo(404);
        assertThat(get(link(answer(1), "person").replace("person", "choice1")).statusCode()).isEqualTo(404);
        assertThat(push(link.replace("choice1", "choice9")).statusCode()).isEqualTo(404);
        assertThat(chosen()).isEmpty();
    }

    @Test
    void asksAgainAfterTheLinkToNoneOfThem() throws Exception {
        push(link(ask("Order", "my order"), "choice0"));

        assertThat(Post.plain(answer(2))).contains("Sorry about that.");
    }

    @Test
    void doesNotRepeatTheQuestionUnderTheAnswer() {
        Incoming answer = ask("Hours", QUESTION);

        assertThat(Post.plain(answer)).contains(ANSWER, "More about this:\n- https://fernandkiln.example/shop\n")
                .doesNotContain(QUESTION);
        assertThat(Post.html(answer))
                .contains("<a href=\"https://fernandkiln.example/shop\">fernandkiln.example/shop</a>")
                .doesNotContain(QUESTION);
    }

    @Test
    void quotesNoLinkOfAStrangerInTheNameOfAFile() {
        String file = "--b\nContent-Type: application/octet-stream; name=\"www.evil.example\"\n"
                + "Content-Disposition: attachment; filename=\"www.evil.example\"\n\nx\n--b--";
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).with("Content-Type", "multipart/mixed; boundary=b")
                .saying("--b\nContent-Type: text/plain\n\n" + QUESTION + "\n" + file));

        assertThat(Post.plain(answer(1))).contains(ANSWER, "www evil example").doesNotContain("evil.example");
    }

    @Test
    void answersEachOfSeveralQuestionsInOneMail() throws Exception {
        Incoming answer = ask("Three things", "Hello,\n\n" + QUESTION + " And how do I return an item?\n\nThanks\nAnn");
        String plain = Post.plain(answer);
        assertThat(plain).containsSubsequence("\u201c" + QUESTION + "\u201d", ANSWER, "/mail/up-", "/mail/down-",
                "\u201cAnd how do I return an item?\u201d", "/mail/up-", "/mail/down-", "-- ");
        assertThat(Post.html(answer)).containsSubsequence(QUESTION, ANSWER, "/mail/up-", "And how do I return an item?",
                "/mail/up-");
        assertThat(answersWithConfidence()).isEqualTo(2);
        push(link(answer, "up"));
        await().until(() -> verdicts().equals(List.of(1)));
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).answering(answer).saying("Thanks, that worked!"));
        await().until(() -> verdicts().equals(List.of(1, 1)));
        assertThat(post.inbox(ann)).hasSize(1);
    }

    @Test
    void countsAVerdictByLinkOnceAndOnlyAfterTheButton() throws Exception {
        Incoming answer = ask("Hours", QUESTION);
        String up = link(answer, "up");
        assertThat(get(up).body()).contains("<form method=\"post\"");
        assertThat(verdicts()).isEmpty();
        assertThat(push(up).statusCode()).isEqualTo(200);
        await().until(() -> verdicts().equals(List.of(1)));
        assertThat(push(up).body()).contains("used already");
        assertThat(get(up).body()).doesNotContain("<form");
        push(link(answer, "down"));
        await().until(() -> verdicts().equals(List.of(-1)));
        assertThat(get(up.replaceFirst(".$", "x")).statusCode()).isEqualTo(404);
    }

    @Test
    void callsAPersonByLink() throws Exception {
        push(link(ask("Hours", QUESTION), "person"));
        assertThat(Post.plain(answer(2))).contains("Somebody from our team");
    }

    @Test
    void takesThanksForAVerdict() {
        Incoming answer = ask("Hours", QUESTION);
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).answering(answer)
                .saying("Thanks, that worked!\n\nAnn\n\nOn Sat, 21 Nov 2026 at 10:00, Shop <support@shop.example> wrote:\n> hi"));
        await().until(() -> verdicts().equals(List.of(1)));
        assertThat(post.inbox(ann)).hasSize(1);
    }

    @Test
    void asksAgainAfterANoAndCallsAPersonAfterTheSecond() {
        Incoming answer = ask("Hours", QUESTION);
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).answering(answer).saying("This is not what I asked."));
        Incoming sorry = answer(2);
        assertThat(Post.plain(sorry)).contains("Sorry about that.", "\"person\"");
        await().until(() -> verdicts().equals(List.of(-1)));

        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).answering(sorry).saying("That did not help either."));
        assertThat(Post.plain(answer(3))).containsIgnoringCase("somebody from our team");
        assertThat(verdicts()).containsExactly(-1);
    }

    @Test
    void takesReactionsForVerdicts() {
        Incoming answer = ask("Hours", QUESTION);
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).answering(answer).with("Content-Disposition", "reaction")
                .saying("👎"));
        await().until(() -> verdicts().equals(List.of(-1)));
        post.deliver(Post.SHOP,
                Post.from("Ann Reed", ann).answering(answer).saying("[like] Ann Reed reacted to your message:"));
        await().until(() -> verdicts().equals(List.of(1)));
        assertThat(post.inbox(ann)).hasSize(1);
    }

    @Test
    void stopsAnsweringWhoWantsNoAnswersUntilTheyWantThemAgain() throws Exception {
        Incoming answer = ask("Hours", QUESTION);
        Matcher again = Pattern.compile("action=\"(on-[^\"]+)\"").matcher(push(link(answer, "off")).body());
        assertThat(again.find()).isTrue();
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).saying(QUESTION));
        await().until(() -> reasons().contains("the sender wants no automatic answers"));
        assertThat(get(link(answer, "off")).body()).contains("You get no more automatic answers")
                .doesNotContain("used already");
        push("/mail/" + again.group(1));
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).saying(QUESTION));
        answer(2);
        assertThat(get(link(answer, "off")).body()).contains("Stop automatic answers");
        assertThat(push(link(answer, "off")).body()).contains("You get no more automatic answers");
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).saying(QUESTION));
        await().until(() -> reasons().equals(List.of("the sender wants no automatic answers",
                "the sender wants no automatic answers")));
        assertThat(push("/mail/" + again.group(1)).body()).contains("Automatic answers come again");
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).saying(QUESTION));
        answer(3);
    }

    @Test
    void marksAConversationUndeliverableWhenOurMailComesBack() {
        Incoming answer = ask("Hours", QUESTION);
        post.deliver(Post.SHOP, Bounces.of(answer, ann, "failed", "5.1.1"));
        await().until(() -> jdbc.sql("select not reachable from conversation where address like ?").param("%|" + ann)
                .query(Boolean.class).single());
        assertThat(post.inbox(ann)).hasSize(1);
    }

    @Test
    void stopsAfterAHandfulOfMailsInAThread() {
        Incoming last = ask("Loop", QUESTION);
        for (int i = 2; i <= 5; i++) {
            post.deliver(Post.SHOP, Post.from("Ann Reed", ann).answering(last).saying(QUESTION));
            last = answer(i);
        }
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).answering(last).saying(QUESTION));
        await().until(() -> reasons().contains("too many mails in this thread"));
        assertThat(Post.plain(answer(6))).contains("I pause my automatic answers");
    }

    @Test
    void saysThatItIsUp() throws Exception {
        await().until(() -> get("/health").body().contains("\"email\":{\"status\":\"up\""));
    }

    private Incoming ask(String subject, String question) {
        post.deliver(Post.SHOP, Post.from("Ann Reed", ann).with("Subject", subject).saying(question));
        return answer(1);
    }

    /** The answer of this number that she got. */
    private Incoming answer(int count) {
        await().until(() -> post.inbox(ann).size() >= count);
        assertThat(post.inbox(ann)).hasSize(count);
        return post.inbox(ann).get(count - 1);
    }

    private static Incoming lastOf(String sender) {
        return post.inbox(Post.SHOP).stream().filter(m -> m.author().filter(sender::equals).isPresent())
                .reduce((a, b) -> b).orElseThrow();
    }

    private static String link(Incoming mail, String action) {
        Matcher link = Pattern.compile("https://chat\\.shop\\.example(/mail/" + action + "-\\S+)")
                .matcher(Post.plain(mail));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> push(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private List<String> chosen() {
        return jdbc.sql("""
                select e.question from message t join participant p on p.id = t.participant_id
                join faq_entry e on e.id = t.chosen_faq where p.external_id = ?""").param(ann).query(String.class)
                .list();
    }

    private List<Integer> verdicts() {
        return jdbc.sql("""
                select v.vote from verdict v join participant p on p.id = v.participant_id
                where p.channel = 'email' and p.external_id = ? and v.vote <> 0""").param(ann).query(Integer.class)
                .list();
    }

    private int answersWithConfidence() {
        return jdbc.sql("""
                select count(*) from message t join conversation c on c.id = t.conversation_id
                where c.address like ? and t.source = 'faq' and t.confidence > 0""").param("%|" + ann)
                .query(Integer.class).single();
    }

    private List<String> reasons() {
        return jdbc.sql("select reason from mail_in where sender = ? and reason is not null").param(ann)
                .query(String.class).list();
    }

    private List<String> sentIds() {
        return jdbc.sql("select message_id from mail_out").query(String.class).list();
    }

    private int conversations() {
        return jdbc.sql("select count(*) from conversation where address like ?").param("%|" + ann)
                .query(Integer.class).single();
    }
}
