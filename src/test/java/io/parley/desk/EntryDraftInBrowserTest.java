package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Text in the form of an entry outlives its page, its browser and its agent's session. */
@ParleyTest(properties = "parley.serving=false")
class EntryDraftInBrowserTest extends DeskInABrowser {
    private String entry;

    @BeforeEach
    void write() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        jdbc.sql("delete from entry_draft").update();
        entry = url("/desk/faq/entry?id="
                + jdbc.sql("select id from faq_entry where question ilike '%gift wrapping%'").query(String.class)
                        .single());
    }

    @Test
    void whatIsWrittenIsBackAfterACrashAReloadAndALogout() {
        Page page = signedIn("ann");
        page.navigate(entry);
        String saved = page.locator("#answer").inputValue();
        page.locator("#answer").fill("Kept before a crash.");
        page.locator("#keywords").pressSequentially("ribbon");
        assertThat(page.locator("#kept")).hasText("Draft kept");
        page.context().close();

        page = signedIn("ann");
        page.navigate(entry);
        assertThat(page.locator("#draft")).isVisible();
        assertThat(page.locator("#answer")).hasValue("Kept before a crash.");
        assertThat(page.locator("#keywords")).hasValue(Pattern.compile("ribbon"));
        page.locator("#answer").fill("Reloaded at once.");
        page.reload();
        assertThat(page.locator("#answer")).hasValue("Reloaded at once.");
        page.locator("#answer").fill("Signed out at once.");
        page.locator("form[action='/desk/logout'] button").click();
        assertThat(page.locator("#username")).isVisible();
        page.context().close();

        page = signedIn("ann");
        page.navigate(entry);
        assertThat(page.locator("#answer")).hasValue("Signed out at once.");
        page.locator("#drop").click();
        assertThat(page.locator(".banner.good")).containsText("thrown away");
        assertThat(page.locator("#answer")).hasValue(saved);
        page.reload();
        assertThat(page.locator("#answer")).hasValue(saved);
        assertThat(page.locator("#draft")).hasCount(0);
    }

    @Test
    void whatIsSentAfterTheSessionEndedWaitsForItsAgentAndForNobodyElse() {
        Page page = signedIn("ann");
        page.navigate(entry);
        jdbc.sql("delete from desk_session").update();
        page.locator("#answer").fill("Written without a session.");
        press(page.locator("#answer"), "Control+Enter");
        assertThat(page.locator("#username")).isVisible();
        signIn(page, "bob");
        page.navigate(entry);
        assertThat(page.locator("#answer")).not().hasValue("Written without a session.");
        jdbc.sql("delete from desk_session").update();
        signIn(page, "ann");
        page.navigate(entry);
        assertThat(page.locator("#answer")).hasValue("Written without a session.");
        assertThat(page.locator("#kept")).hasText("Draft kept");
    }

    @Test
    void whatIsSavedIsNoDraftAnyMore() {
        Page page = signedIn("ann");
        page.navigate(url("/desk/faq/new"));
        page.locator("#question").fill("Do you repair sundials?");
        page.locator("#answer").fill("At night only.");
        assertThat(page.locator("#kept")).hasText("Draft kept");
        press(page.locator("#answer"), "Control+Enter");
        assertThat(page.locator(".banner.good")).containsText("Saved.");
        page.navigate(url("/desk/faq/new"));
        assertThat(page.locator("#question")).hasValue("");
        assertThat(page.locator("#draft")).hasCount(0);
    }

    @Test
    void aDraftOfAnOlderRevisionFitsAPhone() {
        Page page = browser.visitor(new NewContextOptions().setViewportSize(360, 740));
        signIn(page, "ann");
        page.navigate(entry);
        page.locator("#answer").fill("Half an answer");
        assertThat(page.locator("#kept")).hasText("Draft kept");
        Page bob = signedIn("bob");
        bob.navigate(entry);
        bob.locator("#answer").fill("A whole answer");
        bob.locator("#save").click();
        assertThat(bob.locator(".banner.good")).isVisible();
        page.reload();
        assertThat(page.locator("#draft")).containsText("somebody else changed");
        assertThat(page.locator("#theirs ins").first()).isVisible();
        looks(page, "faq-draft-360");
        page.locator("#save").click();
        assertThat(page.locator(".banner.good")).containsText("Saved.");
        assertThat(page.locator("#answer")).hasValue("Half an answer");
    }
}
