package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Whole hand-overs between a customer and an agent who are in different places. */
@ParleyTest(properties = {"parley.handover.undo=0s", "parley.handover.csat=false",
        "parley.slack.bot-token=" + FakeSlack.BOT_TOKEN, "parley.slack.signing-secret=" + FakeSlack.SECRET,
        "parley.slack.limits.channel-per-second=50", "parley.slack.agent-channel=" + HandoverAcrossChannelsTest.PLACE,
        "parley.telegram.limits.chat-per-second=100", "parley.telegram.limits.chat-burst=100",
        "parley.email.address=" + Post.SHOP, "parley.email.answer-existing=true", "parley.email.check-every=2s"})
@DirtiesContext
@Timeout(300)
class HandoverAcrossChannelsTest extends DeskInABrowser {
    static final String PLACE = "C0AGENTS";
    private static final FakeSlack slack = FakeSlack.start();
    private static final FakeTelegram telegram = FakeTelegram.start();
    private static final Post post = Post.start();
    private static final String KNOWN = "How do I reset my password?";

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
        jdbc.sql("update agent set slack_user = 'UANN' where login = 'ann'").update();
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
    void aCustomerOnTelegramAndAnAgentAtTheDeskWhoUsesKeysAlone() {
        FakeChat chat = telegram.privateChat("Tom");
        chat.say("Do you mend kettles of brass?");
        reads(chat, "passed it on");
        Page page = browser.visitor();
        page.navigate(url("/desk"));
        assertThat(page.locator("#username")).isFocused();
        keys(page, "ann", "Tab", DeskClient.PASSWORD, "Enter");
        assertThat(page.locator("tr[data-ticket]")).hasCount(1);

        keys(page, "j", "Enter");
        assertThat(page.locator("#log")).containsText("kettles of brass");
        keys(page, "a");
        assertThat(page.locator(".banner.good")).containsText("It is yours.");
        reads(chat, "Ann from our team");
        assertThat(page.locator("#text")).isFocused();
        keys(page, "We mend them on Mondays.", "Control+Enter");
        assertThat(page.locator(".banner.good")).containsText("Sent.");
        reads(chat, "We mend them on Mondays.");
        chat.say("And of copper?");
        assertThat(page.locator("#log")).containsText("And of copper?");
        keys(page, "Escape", "n");
        keys(page, "He collects kettles.", "Control+Enter");
        assertThat(page.locator("#notes")).containsText("He collects kettles.");
        assertThat(page.locator("#text")).isFocused();
        keys(page, "Those, too.", "Control+Enter");
        assertThat(page.locator("#log")).containsText("Those, too.");
        reads(chat, "Those, too.");
        keys(page, "Escape", "b");
        assertThat(page).hasURL(java.util.regex.Pattern.compile("done=handed-back$"));
        reads(chat, "bot");
        chat.say(KNOWN);

        reads(chat, "reset");
        assertThat(said(chat)).noneMatch(text -> text.contains("collects kettles"));
        assertThat(said(chat).stream().filter(text -> text.contains("on Mondays"))).hasSize(1);
    }

    @Test
    void aCustomerByMailAndAnAgentInSlack() {
        String zoe = "zoe@example.org";
        post.deliver(Post.SHOP, Post.from("Zoe", zoe).saying("Do you mend kettles of tin?"));
        await().until(() -> roots("kettles of tin").size() == 1);
        io.parley.fake.slack.Post ticket = roots("kettles of tin").getFirst();

        slack.press("UANN", ticket, "g:take");
        getsMail(zoe, "Ann from our team");
        slack.say(PLACE, "UANN", "note: she wrote last year, too", ticket.ts());
        slack.say(PLACE, "UANN", "We mend them on Tuesdays.", ticket.ts());
        Incoming reply = getsMail(zoe, "We mend them on Tuesdays.");
        post.deliver(Post.SHOP, Post.from("Zoe", zoe).answering(reply).saying("At what time?"));
        await().until(() -> slack.answers(PLACE, ticket.ts()).stream()
                .anyMatch(one -> one.seen().contains("At what time?")));
        slack.say(PLACE, "UANN", "From nine on.", ticket.ts());
        getsMail(zoe, "From nine on.");
        slack.press("UANN", roots("kettles of tin").getFirst(), "g:resolve");

        await().until(() -> roots("kettles of tin").getFirst().seen().contains("Resolved by Ann."));
        Page page = signedIn("ann");
        page.navigate(url("/desk/search?q=tin&resolved=true"));
        page.locator("td.question a").click();
        assertThat(page.locator("#log")).containsText("From nine on.");
        assertThat(page.locator("#notes")).containsText("she wrote last year, too");
        assertThat(mails(zoe)).noneMatch(text -> text.contains("wrote last year"));
        assertThat(mails(zoe).stream().filter(text -> text.contains("We mend them on Tuesdays.")
                && !text.contains("From nine on."))).hasSize(1);
    }

    /** Presses keys, or types what is no name of a key. */
    private static void keys(Page page, String... keys) {
        for (String key : keys) {
            if (key.length() == 1 || List.of("Tab", "Enter", "Escape").contains(key) || key.startsWith("Control+")) {
                press(page, key);
            } else {
                page.keyboard().type(key);
            }
        }
    }

    private static void reads(FakeChat chat, String text) {
        assertThat(chat.await(all -> all.stream().anyMatch(one -> one.byBot() && one.text().contains(text)),
                Duration.ofSeconds(60))).isNotEmpty();
    }

    private static List<String> said(FakeChat chat) {
        return chat.transcript().stream().filter(Line::byBot).map(Line::text).toList();
    }

    private static List<io.parley.fake.slack.Post> roots(String question) {
        return slack.posts(PLACE).stream().filter(one -> one.thread() == null && one.seen().contains(question))
                .toList();
    }

    private static Incoming getsMail(String to, String text) {
        await().until(() -> mails(to).stream().anyMatch(mail -> mail.contains(text)));
        return post.inbox(to).stream().filter(mail -> Post.plain(mail).contains(text)).findFirst().orElseThrow();
    }

    private static List<String> mails(String to) {
        return post.inbox(to).stream().map(Post::plain).toList();
    }

    /** Longer than anything takes, however busy the machine is. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }
}
