package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.parley.support.Browser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Visitors with real browsers, in which nothing that the pages forbid themselves may happen. */
abstract class InBrowser {
    static final String ANSWER = ".message.bot:not([data-greeting])";
    static Browser browser;

    @LocalServerPort
    int port;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser == null) {
            return;
        }
        try {
            assertThat(browser.complaints()).noneMatch(complaint -> complaint.contains("Content Security Policy")
                    && !complaint.contains("frame-ancestors"));
        } finally {
            browser.close();
        }
    }

    final Page visit(Page page, String path) {
        page.navigate("http://localhost:" + port + path);
        return page;
    }

    static void ask(Page page, String question) {
        page.locator("#text").fill(question);
        page.locator("#text").press("Enter");
    }

    static String session(Page page) {
        page.waitForFunction("localStorage.getItem('parley.session')");
        return String.valueOf(page.evaluate("JSON.parse(localStorage.getItem('parley.session'))"));
    }
}
