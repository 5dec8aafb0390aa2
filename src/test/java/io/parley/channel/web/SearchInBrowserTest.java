package io.parley.channel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.parley.support.Browser;
import io.parley.support.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The search page over the starter FAQ, as a visitor meets it in a browser. */
@ParleyTest
@Tag("screens")
class SearchInBrowserTest extends InBrowser {
    @Test
    void showsTheNearestQuestionsWhileAVisitorTypesAndKeepsOpenWhatIsOpen() {
        Page page = visit(browser.visitor(), "/search");
        assertThat(page.locator("#q")).isFocused();

        page.waitForResponse(found -> found.url().endsWith("q=where%20is%20my%20ord"),
                () -> page.keyboard().type("where is my ord"));
        assertThat(page.locator(".found li")).hasCount(5);
        Locator first = page.locator(".found li").first();
        assertThat(first.locator(".answer")).containsText("tracking link");
        assertThat(first.locator(".answer")).isHidden();
        first.locator("summary").click();
        assertThat(first.locator(".answer")).isVisible();
        assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.STATUS)).hasText("The 5 nearest questions");

        page.locator("#q").focus();
        page.keyboard().type("er?");
        page.waitForURL(url -> url.endsWith("q=where+is+my+order%3F"));
        assertThat(first.locator(".answer")).isVisible();

        page.locator("#q").fill("is the glaze safe in a dishwasher");
        assertThat(page.locator(".found")).not().containsText("tracking link");
        page.locator("#q").fill("where is my order?");
        assertThat(first.locator(".answer")).containsText("tracking link");
        assertThat(first.locator(".answer")).isVisible();
    }

    @Test
    void isUsedByKeyboardAlone() {
        Page page = visit(browser.visitor(), "/search");
        assertThat(page.locator("#q")).isFocused();
        page.keyboard().type("How do I return something?");
        page.keyboard().press("Enter");
        Locator questions = page.locator(".found summary");
        assertThat(questions.first()).isFocused();
        assertThat(page.locator(".found li").first().locator(".answer")).isVisible();

        page.keyboard().press("ArrowDown");
        assertThat(questions.nth(1)).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator(".found li").nth(1).locator(".answer")).isVisible();
        page.keyboard().press("ArrowUp");
        page.keyboard().press("ArrowUp");
        assertThat(page.locator("#q")).isFocused();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Escape");
        assertThat(page.locator("#q")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator("#q")).hasValue("");
        assertThat(page.locator(".found li")).hasCount(0);
    }

    @Test
    void namesItsPartsForScreenReaders() {
        Page page = visit(browser.visitor(), "/search?q=invoice");

        assertThat(page.locator("#q")).hasAccessibleName("Your question");
        assertThat(page.locator("#q")).hasAccessibleDescription(
                "Answers appear as you type. The arrow keys go through them, Enter opens one, Escape goes back to the"
                        + " field.");
        assertThat(page.locator("#found")).hasAccessibleName("Questions that fit best");
        assertThat(page.locator("main h1, header h1")).hasCount(1);
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertThat(page.locator(".found summary").first()).containsText("invoice");
        assertThat(page.locator("#status")).hasText("The 5 nearest questions");
    }

    @Test
    void opensWithTheQuestionOfItsAddressAndRunsNoMarkup() {
        int complaintsBefore = browser.complaints().size();
        Page page = visit(browser.visitor(), "/search?q=%3Cimg%20src%3Dx%20onerror%3D%22window.ran%3D1%22%3E%20order");

        assertThat(page.locator("#q")).hasValue("<img src=x onerror=\"window.ran=1\"> order");
        assertThat(page.locator(".found li").first()).isVisible();
        assertThat(page.locator("main img")).hasCount(0);
        assertThat(page.evaluate("window.ran")).isNull();
        assertThat(browser.complaints()).hasSize(complaintsBefore);
    }

    @Test
    void marksAQuestionThatNobodyHasAnsweredYet() {
        Page page = visit(browser.visitor(), "/search");
        page.route(url -> url.contains("/api/search"), route -> route.fulfill(
                new com.microsoft.playwright.Route.FulfillOptions().setContentType("application/json").setBody("""
                        [{"id":"open","question":"How to learn Python?","answer":null,"category":"","url":null,
                        "score":1,"confidence":0.9},
                        {"id":"answered","question":"Where is it?","answer":"There.","category":"","url":null,
                        "score":0,"confidence":0.1}]""")));
        page.locator("#q").fill("python");

        Locator open = page.locator(".found li").first();
        assertThat(open.locator(".unanswered")).hasText("Not answered yet");
        assertThat(page.locator(".found li").nth(1).locator(".unanswered")).isHidden();
        open.locator("summary").click();
        assertThat(open.locator(".answer")).containsText("Nobody has answered this question yet");
    }

    @Test
    void saysThatItCannotBeReachedAndSearchesAgain() {
        Page page = visit(browser.visitor(), "/search");
        page.route(url -> url.contains("/api/search"), com.microsoft.playwright.Route::abort);
        page.locator("#q").fill("invoice");
        assertThat(page.locator("#status")).containsText("cannot be reached");

        page.unrouteAll();
        page.locator("#q").press("Enter");
        assertThat(page.locator(".found li").first()).containsText("invoice");
    }

    @Test
    void looksWellInLightAndDarkAndOnAPhone() {
        if (Browser.EACH_SCREEN) {
            picture("search-light",
                    new NewContextOptions().setViewportSize(1200, 800).setColorScheme(ColorScheme.LIGHT));
            picture("search-dark", new NewContextOptions().setViewportSize(1200, 800).setColorScheme(ColorScheme.DARK));
        }
        picture("search-phone", new NewContextOptions().setViewportSize(390, 780).setDeviceScaleFactor(2)
                .setIsMobile(true).setHasTouch(true).setColorScheme(ColorScheme.LIGHT));
    }

    private void picture(String name, NewContextOptions kind) {
        Page page = visit(browser.visitor(kind), "/search?q=Where+is+my+order%3F");
        page.locator(".found summary").first().click();
        Browser.screenshot(page, name);
        assertThat((int) page.evaluate("document.documentElement.scrollWidth - innerWidth")).isLessThanOrEqualTo(0);
    }
}
