package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.parley.channel.email.Post;
import io.parley.channel.email.message.Incoming;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Line;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A customer whom an agent helped at the desk is asked once how that was, where they are, and the desk shows what they say. */
@ParleyTest(properties = {"parley.handover.undo=0s", "parley.public-url=https://chat.shop.example",
        "parley.slack.bot-token=" + FakeSlack.BOT_TOKEN, "parley.slack.signing-secret=" + FakeSlack.SECRET,
        "parley.slack.limits.channel-per-second=50", "parley.telegram.limits.chat-per-second=100",
        "parley.telegram.limits.chat-burst=100", "parley.email.address=" + Post.SHOP,
        "parley.email.answer-existing=true", "parley.email.check-every=2s"})
@DirtiesContext
@Timeout(300)
class SurveyInChannelsTest extends DeskInABrowser {
    private static final FakeSlack slack = FakeSlack.start();
    private static final FakeTelegram telegram = FakeTelegram.start();
    private static final Post post = Post.start();
    private static final String WISH = "I want to talk to a human please";
    private static final String ASKED = "How was the help";
    private static final String THANKED = "Thank you for telling us";

    @DynamicPropertySource
    static void channels(DynamicPropertyRegistry properties) {
        properties.add("parley.slack.api-url", slack::url);
        properties.add("parley.telegram.token", telegram::token);
        properties.add("parley.telegram.api-url", telegram::url);
        properties.add("parley.email.imap-url", () -> post.imapUrl(Post.SHOP));
        properties.add("parley.email.smtp-url", () -> post.smtpUrl(Post.SHOP));
    }

    @BeforeEach
    void open() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        jdbc.sql("delete from usage_count").update();
        slack.bringTo(URI.create("http://127.0.0.1:" + port + "/slack/events"));
    }

    @AfterAll
    static void theServicesRulesWereKept() {
        assertThat(slack.violations()).isEmpty();
        assertThat(telegram.violations()).isEmpty();
    }

    @AfterAll
    static void close() {
        slack.close();
        telegram.close();
        post.close();
    }

    @Test
    void inSlackByButtons() {
        String root = slack.say("D1", "U1", WISH, null);
        long ticket = helped("slack");
        Supplier<List<String>> seen = () -> slack.answers("D1", root).stream()
                .map(io.parley.fake.slack.Post::seen).toList();
        io.parley.fake.slack.Post question = await().until(
                () -> slack.answers("D1", root).stream().filter(one -> one.seen().contains(ASKED)).findFirst(),
                Optional::isPresent).orElseThrow();

        slack.press("U1", question, "c4");
        scored(ticket, "4 button");
        slack.press("U1", question, "c5");

        scored(ticket, "5 button");
        isAskedAndThankedOnce(ticket, seen);
        assertThat(shown(ticket)).hasText("The customer gives 5 of 5.");
    }

    @Test
    void inTelegramByButtonsAndByANumber() {
        FakeChat chat = telegram.privateChat("Tom");
        chat.say(WISH);
        long ticket = helped("telegram");
        Line question = chat.await(all -> all.stream().anyMatch(one -> one.byBot() && one.text().contains(ASKED)),
                Duration.ofSeconds(60)).stream().filter(one -> one.text().contains(ASKED)).findFirst().orElseThrow();

        chat.press(question, "Bad");
        scored(ticket, "2 button");
        chat.say("3\nLate, but kind.");

        scored(ticket, "3 text Late, but kind.");
        await().until(() -> count(texts(chat), THANKED) == 2);
        assertThat(count(texts(chat), ASKED)).isEqualTo(1);
        assertThat(shown(ticket)).containsText("The customer gives 3 of 5.");
        assertThat(shown(ticket).locator("q")).hasText("Late, but kind.");
    }

    @Test
    void byMailInAReply() {
        String zoe = "zoe@example.org";
        post.deliver(Post.SHOP, Post.from("Zoe", zoe).saying(WISH));
        long ticket = helped("email");
        Incoming question = mail(zoe);

        post.deliver(Post.SHOP, Post.from("Zoe", zoe).answering(question)
                .saying("5\nThat helped me a lot, thank you!\n\nKind regards\nZoe\n\n"
                        + "On Sat, 21 Nov 2026 at 10:00, Shop <support@shop.example> wrote:\n> How was the help?\n> 1"));

        await().until(() -> score(ticket).startsWith("5 text That helped me a lot, thank you!"));
        isAskedAndThankedOnce(ticket, () -> mails(zoe));
        assertThat(shown(ticket)).containsText("The customer gives 5 of 5.");
        assertThat(shown(ticket).locator("q")).containsText("That helped me a lot");
    }

    @Test
    void byMailWithALinkThatCountsOnlyOnceItsButtonIsPressed() {
        String yan = "yan@example.org";
        post.deliver(Post.SHOP, Post.from("Yan", yan).saying(WISH));
        long ticket = helped("email");
        Matcher link = Pattern.compile("https://chat\\.shop\\.example(/mail/choice4-\\S+)")
                .matcher(Post.plain(mail(yan)));
        assertThat(link.find()).isTrue();
        Page page = browser.visitor();

        page.navigate(url(link.group(1)));
        assertThat(page.locator("form button")).isVisible();
        assertThat(score(ticket)).isEqualTo("-");
        page.locator("form button").click();

        scored(ticket, "4 button");
        isAskedAndThankedOnce(ticket, () -> mails(yan));
        assertThat(shown(ticket)).hasText("The customer gives 4 of 5.");
    }

    @Test
    void inTheWebChatByButtons() {
        Page visitor = browser.visitor();
        visitor.navigate(url("/"));
        visitor.locator("#text").fill(WISH);
        visitor.locator("#text").press("Enter");
        long ticket = helped("web");
        Locator question = visitor.locator(".message.bot").filter(new Locator.FilterOptions().setHasText(ASKED));
        assertThat(question.locator(".choice")).hasText(new String[]{"Very bad", "Bad", "So-so", "Good", "Very good"});

        question.locator(".choice").nth(3).click();

        scored(ticket, "4 button");
        assertThat(visitor.locator(".message.bot").last()).containsText(THANKED);
        visitor.reload();
        isAskedAndThankedOnce(ticket, () -> visitor.locator(".message.bot").allInnerTexts());
        assertThat(shown(ticket)).hasText("The customer gives 4 of 5.");
    }

    /** An agent sends the customer of a channel who waits a reply, and resolves their ticket. */
    private long helped(String channel) {
        long ticket = await().until(() -> waiting(channel), found -> !found.isEmpty()).getFirst();
        Page page = signedIn("ann");
        page.navigate(url("/desk/t/" + ticket));
        page.locator("#text").fill("It is done.");
        press(page.locator("#text"), "Control+Shift+Enter");
        assertThat(page).not().hasURL(url("/desk/t/" + ticket));
        page.context().close();
        return ticket;
    }

    private List<Long> waiting(String channel) {
        return jdbc.sql("""
                select t.id from ticket t join conversation c on c.id = t.conversation_id
                where c.channel = ? and t.state = 'waiting'""").param(channel).query(Long.class).list();
    }

    /** Resolves a ticket once more, as a second window does, and looks at what its customer got. */
    private void isAskedAndThankedOnce(long ticket, Supplier<List<String>> seen) {
        Page again = signedIn("ann");
        again.navigate(url("/desk/t/" + ticket));
        again.evaluate("""
                path => fetch(path, { method: "POST",
                  body: new URLSearchParams({ _csrf: document.querySelector("input[name=_csrf]").value }) })""",
                "/desk/t/" + ticket + "/resolve");
        await().until(() -> count(seen.get(), THANKED) == 1);
        await().until(() -> jdbc.sql("""
                select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending')""")
                .query(Integer.class).single() == 0);
        assertThat(count(seen.get(), ASKED)).isEqualTo(1);
        assertThat(count(seen.get(), THANKED)).isEqualTo(1);
    }

    private static long count(List<String> texts, String part) {
        return texts.stream().filter(text -> text.contains(part)).count();
    }

    private static List<String> texts(FakeChat chat) {
        return chat.transcript().stream().filter(Line::byBot).map(Line::text).toList();
    }

    private static Incoming mail(String to) {
        await().until(() -> count(mails(to), ASKED) == 1);
        return post.inbox(to).stream().filter(mail -> Post.plain(mail).contains(ASKED)).findFirst().orElseThrow();
    }

    private static List<String> mails(String to) {
        return post.inbox(to).stream().map(Post::plain).toList();
    }

    private Locator shown(long ticket) {
        Page page = signedIn("ann");
        page.navigate(url("/desk/t/" + ticket));
        return page.locator(".banner.calm").filter(new Locator.FilterOptions().setHasText("The customer gives"));
    }

    private void scored(long ticket, String expected) {
        await().untilAsserted(() -> assertThat(score(ticket)).isEqualTo(expected));
    }

    private String score(long ticket) {
        return jdbc.sql("""
                select coalesce(score::text, '-') || coalesce(' ' || via, '') || coalesce(' ' || comment, '')
                from csat where ticket_id = ?""").param(ticket).query(String.class).optional().orElse("not asked");
    }

    /** Longer than anything takes, however busy the machine is. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }
}
