package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import io.parley.security.Role;
import io.parley.support.Browser;
import io.parley.support.ParleyTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An administrator in a real browser. */
@ParleyTest(properties = "parley.serving=false")
class TeamInBrowserTest extends DeskInABrowser {
    @Test
    void anAgentIsAddedAndLockedOutByKeyboardAlone() {
        jdbc.sql("delete from agent where login <> 'admin'").update();
        Page page = browser.visitor();
        signIn(page);
        tabTo(page, "a[href='/desk/agents']");
        press(page, "Enter");
        tabTo(page, "#login");
        page.keyboard().type("kim of the desk");
        tabTo(page, "#add");
        press(page, "Enter");
        assertThat(page.locator(".banner")).containsText("see the marked fields");
        assertThat(page.locator("#login")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#login-wrong")).isVisible();
        tabTo(page, "#login");
        press(page, "Control+a");
        page.keyboard().type("kim");
        press(page, "Tab");
        page.keyboard().type("Kim");
        tabTo(page, "#password");
        page.keyboard().type(DeskClient.PASSWORD);
        press(page, "Enter");
        assertThat(page.locator(".banner.good")).containsText("They can sign in now.");
        tabTo(page, ".people a:has-text('Kim')");
        press(page, "Enter");
        tabTo(page, "#lock");
        press(page, "Enter");
        assertThat(page.locator(".banner.good")).containsText("Locked out");
        assertThat(agents.find("kim")).isEmpty();
    }

    @Test
    @Tag("screens")
    void eachPageFitsEachScreen() {
        agents.add("lena", "Lena Wilhelmine Hohenlohe-Schillingsfürst of the night shift", Role.OPERATOR,
                DeskClient.PASSWORD);
        for (NewContextOptions kind : Browser.screens()) {
            String name = Browser.name(kind);
            Page page = browser.visitor(kind);
            signIn(page);
            looks(page, "/desk/agents", "desk-agents-" + name);
            page.locator("#add").click();
            assertThat(page.locator("#login-wrong")).isVisible();
            looks(page, null, "desk-agents-wrong-" + name);
            looks(page, "/desk/agents/" + agents.find("lena").orElseThrow().id(), "desk-agent-" + name);
            looks(page, "/desk/account", "desk-account-" + name);
            looks(page, "/desk/keys", "desk-keys-empty-" + name);
            page.locator("#name").fill("Export " + name);
            page.locator("input[value='tickets:read']").check();
            page.locator("input[value='tickets:write']").check();
            page.locator("#make").click();
            assertThat(page.locator("#made")).isVisible();
            looks(page, null, "desk-keys-" + name);
            looks(page, "/desk/audit", "desk-audit-" + name);
        }
    }

    /** Nothing is wider than the screen. */
    private void looks(Page page, @Nullable String path, String name) {
        if (path != null) {
            page.navigate(url(path));
        }
        looks(page, name);
    }

    private static void tabTo(Page page, String selector) {
        page.locator(selector).first().waitFor();
        for (int i = 0; i < 60; i++) {
            if (page.locator(selector).first().evaluate("one => one === document.activeElement").equals(true)) {
                return;
            }
            press(page, "Tab");
        }
        throw new AssertionError(selector + " is not reached by the tabulator");
    }

    private void signIn(Page page) {
        signIn(page, "admin", ParleyTest.PASSWORD);
    }
}
