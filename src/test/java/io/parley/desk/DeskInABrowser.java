package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.parley.security.Agents;
import io.parley.support.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tests of the desk in a real browser, which must never complain about the content policy. */
abstract class DeskInABrowser {
    static Browser browser;

    @LocalServerPort
    int port;

    @Autowired
    Agents agents;

    @Autowired
    JdbcClient jdbc;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            try (Browser last = browser) {
                assertThat(last.complaints()).noneMatch(complaint -> complaint.contains("Content Security Policy"));
            }
        }
    }

    Page signedIn(String login) {
        Page page = browser.visitor();
        signIn(page, login);
        return page;
    }

    void signIn(Page page, String login) {
        signIn(page, login, DeskClient.PASSWORD);
    }

    void signIn(Page page, String login, String password) {
        page.navigate(url("/desk"));
        page.locator("#username").fill(login);
        page.locator("#password").fill(password);
        page.locator("button.solid").click();
        assertThat(page.locator(".tabs")).isVisible();
        assertThat(page.locator("#badge")).hasText("Live");
    }

    /** Presses a key once the page's script is there, which listens for it. */
    static void press(Page page, String key) {
        page.waitForLoadState();
        page.keyboard().press(key);
    }

    /** Presses a key in a field once the page's script is there, which listens for it. */
    static void press(Locator field, String key) {
        field.page().waitForLoadState();
        field.press(key);
    }

    static void looks(Page page, String name) {
        Browser.fits(page, name);
    }

    static NewContextOptions size(int width, int height) {
        return new NewContextOptions().setViewportSize(width, height);
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }
}
