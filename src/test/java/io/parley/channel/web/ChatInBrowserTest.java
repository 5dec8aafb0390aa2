package io.parley.channel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.parley.support.Browser;
import io.parley.support.ParleyTest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application, with its starter FAQ, as a visitor meets it in a browser, on its own page and on other sites. */
@ParleyTest(properties = "parley.supporter-names=Ruth")
@Tag("screens")
class ChatInBrowserTest extends InBrowser {
    private static final OtherSite shop = new OtherSite();
    private static final OtherSite stranger = new OtherSite();

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void shopMayFrameTheChat(DynamicPropertyRegistry properties) {
        properties.add("parley.web.allowed-origins", shop::origin);
    }

    @BeforeEach
    void putTheWidgetOnOtherSites() {
        shop.embeds(port);
        stranger.embeds(port);
    }

    @AfterAll
    static void closeTheSites() {
        shop.close();
        stranger.close();
    }

    @Test
    void asksIsAnsweredVotesTakesItBackAndFindsItsHistory() {
        Page page = visit(browser.visitor(), "/");
        assertThat(page.locator("#name")).hasText("Ruth");
        assertThat(page.locator(".message[data-greeting]")).containsText("I'm Ruth");

        ask(page, "Where is my order?");
        assertThat(page.locator(ANSWER)).containsText("tracking link");
        assertThat(page.locator(ANSWER + " .source")).hasText("From our FAQ");
        assertThat(page.locator(ANSWER + " .citations a")).hasAttribute("href", "https://fernandkiln.example/track");

        Locator down = page.locator(ANSWER + " .vote[data-vote='-1']");
        down.click();
        assertThat(down).hasAttribute("aria-pressed", "true");
        String session = session(page);
        await().untilAsserted(() -> assertThat(votes(session)).containsExactly(-1));
        page.reload();
        assertThat(page.locator(ANSWER + " .vote[data-vote='-1']")).hasAttribute("aria-pressed", "true");
        down.click();
        await().untilAsserted(() -> assertThat(votes(session)).containsExactly(0));

        page.reload();
        assertThat(page.locator(".message.you")).hasCount(1);
        assertThat(page.locator(".message.you .bubble")).hasText("Where is my order?");
        assertThat(page.locator(ANSWER)).hasCount(1);
        assertThat(page.locator(ANSWER + " .vote[data-vote='-1']")).hasAttribute("aria-pressed", "false");
        assertThat(session(page)).isEqualTo(session);
    }

    @Test
    void staysWithinItsContentPolicy() {
        Page page = visit(browser.visitor(), "/");
        ask(page, "Where is my order?");
        page.locator(ANSWER).waitFor();

        assertThat(browser.complaints()).noneMatch(complaint -> complaint.contains("Content Security Policy")
                && !complaint.contains("frame-ancestors"));
    }

    @Test
    void isUsedByKeyboardAloneOnAnotherSiteAndCloses() {
        Page page = browser.visitor();
        page.navigate(shop.origin());
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        FrameLocator chat = page.frameLocator("iframe");
        assertThat(chat.locator("#text")).isFocused();
        chat.locator(".message[data-greeting]").waitFor();

        page.keyboard().type("Where is my order?");
        page.keyboard().press("Enter");
        assertThat(chat.locator(ANSWER)).containsText("tracking link");
        Browser.screenshot(page, "widget");
        page.keyboard().press("Escape");

        assertThat(page.locator("iframe")).isHidden();
        assertThat(page.evaluate("document.querySelector('parley-chat').shadowRoot.activeElement.tagName"))
                .isEqualTo("BUTTON");
    }

    @Test
    void isNotFramedBySitesThatNobodyNamed() {
        Page page = browser.visitor();
        page.navigate(stranger.origin());
        page.locator("parley-chat button").click();

        page.waitForCondition(
                () -> browser.complaints().stream().anyMatch(complaint -> complaint.contains("frame-ancestors")));
        assertThat(page.frameLocator("iframe").locator("#text")).hasCount(0);
    }

    @Test
    void looksWellInLightAndDarkAndOnAPhone() {
        if (Browser.EACH_SCREEN) {
            picture("light", new NewContextOptions().setViewportSize(1200, 800).setColorScheme(ColorScheme.LIGHT));
            picture("dark", new NewContextOptions().setViewportSize(1200, 800).setColorScheme(ColorScheme.DARK));
        }
        picture("phone", new NewContextOptions().setViewportSize(390, 780).setDeviceScaleFactor(2).setIsMobile(true)
                .setHasTouch(true).setColorScheme(ColorScheme.LIGHT));
    }

    private void picture(String name, NewContextOptions kind) {
        Page page = visit(browser.visitor(kind), "/");
        page.locator(".message[data-greeting]").waitFor();
        Browser.screenshot(page, name + "-greeting");
        ask(page, "Where is my order?");
        page.locator(ANSWER + " .vote[data-vote='1']").click();
        Browser.screenshot(page, name);
        assertThat((int) page.evaluate("document.documentElement.scrollWidth - innerWidth")).isLessThanOrEqualTo(0);
    }

    private List<Integer> votes(String session) {
        return jdbc.sql("""
                select v.vote from verdict v join participant p on p.id = v.participant_id where p.external_id = ?""")
                .param(session).query(Integer.class).list();
    }
}
