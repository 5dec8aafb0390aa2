package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import io.parley.handover.event.TicketSignals;
import io.parley.security.Role;
import io.parley.support.Browser;
import io.parley.support.ParleyTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The desk's keys, its composer, and how it calls its agent, in a real browser. */
@ParleyTest(properties = "parley.serving=false")
@Tag("screens")
class DeskKeysTest extends DeskInABrowser {
    /** Counts the tones that are played. */
    private static final String DEAF = """
            window.tones = 0;
            window.AudioContext = class {
              currentTime = 0;
              resume() {}
              createGain() { return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: x => x }; }
              createOscillator() {
                return { frequency: {}, connect: x => x, start() { window.tones++; }, stop() {} };
              }
            };""";
    @Autowired
    private TicketSignals signals;

    private long first;
    private long second;

    @BeforeEach
    void open() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        jdbc.sql("update ticket set state = 'resolved', resolved_at = now(), resolved_by = 'a test'").update();
        first = ticket();
        second = ticket();
    }

    @Test
    void aTicketIsChosenTakenAnsweredAndResolvedBySingleKeys() {
        Page page = signedIn("ann");
        assertThat(page.locator("tr[data-ticket]")).hasCount(2);
        press(page, "j");
        press(page, "j");
        assertThat(page.locator("a:focus")).hasAttribute("href", "/desk/t/" + second);
        press(page, "k");
        press(page, "Enter");
        at(page, first);
        press(page, "]");
        at(page, second);
        press(page, "[");
        at(page, first);
        press(page, "a");
        assertThat(page.locator(".banner.good")).containsText("It is yours.");
        assertThat(page.locator("#text")).isFocused();
        press(page, "Escape");
        press(page, "n");
        assertThat(page.locator("#as-note")).isChecked();
        press(page, "Escape");
        press(page, "r");
        page.keyboard().type("Agreed, [a] brave new ? answer/n");
        assertThat(page.locator("#text")).hasValue("Agreed, [a] brave new ? answer/n");
        assertThat(page.locator("#as-reply")).isChecked();
        press(page, "Control+Shift+Enter");
        at(page, second);
        assertThat(page.locator("h1 small")).containsText(Long.toString(second));
        press(page, "e");
        assertThat(page.locator(".banner.good")).containsText("Resolved.");
        press(page, "g");
        press(page, "m");
        assertThat(page).hasURL(Pattern.compile("tab=mine"));
        assertThat(page.locator(".empty")).isVisible();
        assertThat(state(first)).isEqualTo("resolved by Ann");
    }

    @Test
    void aTicketIsTakenOrResolvedFromTheList() {
        Page page = signedIn("ann");
        press(page, "j");
        press(page, "e");
        assertThat(page.locator("tr[data-ticket]")).hasCount(1);
        assertThat(state(first)).isEqualTo("resolved by Ann");
        press(page, "j");
        press(page, "a");
        at(page, second);
        assertThat(page.locator(".state")).hasText("with Ann");
    }

    @Test
    void keysCanBeLookedUpAndSwitchedOff() {
        Page page = signedIn("ann");
        press(page, "?");
        assertThat(page.locator("#sheet")).isVisible();
        press(page, "j");
        press(page, "Escape");
        assertThat(page.locator("#sheet")).isHidden();
        assertThat(page.locator("td.question a:focus")).hasCount(0);
        page.locator("#keys").click();
        page.locator("#keys-on").uncheck();
        press(page, "Escape");
        page.reload();
        for (String key : new String[]{"j", "?", "g", "m"}) {
            press(page, key);
        }
        assertThat(page.locator("td.question a:focus")).hasCount(0);
        assertThat(page.locator("#sheet")).isHidden();
        assertThat(page).hasURL(Pattern.compile("/desk$"));
        for (String key : new String[]{"Control+j", "Alt+j", "Meta+j"}) {
            press(page, key);
        }
        assertThat(page.locator("td.question a:focus")).hasCount(0);
    }

    @Test
    void whatIsWrittenIsBackAfterReloadsCrashesAndInAnotherBrowser() {
        String written = "";
        for (int i = 0; i < 4; i++) {
            Page page = signedIn("ann");
            page.navigate(url("/desk/t/" + first));
            assertThat(page.locator("#text")).hasValue(written);
            written += "Line " + i + ". ";
            page.locator("#text").pressSequentially("Line " + i + ". ");
            if (i % 2 == 0) {
                assertThat(page.locator("#kept")).hasText("Draft kept");
                page.context().close();
            } else {
                page.reload();
                assertThat(page.locator("#text")).hasValue(written);
                page.context().close();
            }
        }
        Page page = signedIn("ann");
        page.navigate(url("/desk/t/" + first));
        press(page.locator("#text"), "Control+Enter");
        assertThat(page.locator(".banner.good")).containsText("Sent.");
        assertThat(page.locator("#text")).hasValue("");
        page.reload();
        assertThat(page.locator("#text")).hasValue("");
    }

    @Test
    void theTitleCountsAndASoundIsPlayedForThoseWhoWantIt() {
        Page page = browser.visitor();
        page.addInitScript(DEAF);
        signIn(page, "ann");
        assertThat(page).hasTitle("(2) Inbox – Desk");
        signals.changed(ticket());
        assertThat(page).hasTitle("(3) Inbox – Desk");
        assertThat(page.evaluate("tones")).as("nobody asked for it").isEqualTo(0);
        page.locator("#sound").click();
        assertThat(page.locator("#sound")).hasAttribute("aria-pressed", "true");
        page.evaluate("tones = 0");

        signals.changed(ticket());
        assertThat(page).hasTitle("(4) Inbox – Desk");
        assertThat(page.evaluate("tones")).isEqualTo(2);

        jdbc.sql("update ticket set state = 'resolved' where id = ?").param(first).update();
        signals.changed(first);
        assertThat(page).hasTitle("(3) Inbox – Desk");
        assertThat(page.evaluate("tones")).as("one less is no news").isEqualTo(2);
    }

    @Test
    void aColleagueIsSeenInTheTicketAndInTheList() {
        Page ann = signedIn("ann");
        Page bob = signedIn("bob");
        ann.navigate(url("/desk/t/" + first));
        assertThat(bob.locator("tr[data-ticket='" + first + "'] .at")).hasText("Ann looks at it");
        ann.locator("#text").pressSequentially("Dear customer");
        assertThat(ann.locator("#kept")).hasText("Draft kept");
        bob.navigate(url("/desk/t/" + first));
        assertThat(bob.locator(".present")).hasText("Ann is writing");
        assertThat(ann.locator(".present")).hasText("Bob looks at it");
    }

    @Test
    void theSheetFitsAPhone() {
        Page page = browser.visitor(new NewContextOptions().setViewportSize(360, 740));
        signIn(page, "ann");
        press(page, "?");
        assertThat(page.locator("#sheet")).isVisible();
        Browser.fits(page, "desk-keys-360");
    }

    private void at(Page page, long ticket) {
        assertThat(page).hasURL(Pattern.compile("/desk/t/" + ticket + "(\\?|$)"));
        assertThat(page.locator("#text")).isVisible();
        page.waitForLoadState();
    }

    private String state(long ticket) {
        return jdbc.sql("select state || ' by ' || resolved_by from ticket where id = ?").param(ticket)
                .query(String.class).single();
    }

    private long ticket() {
        return jdbc
                .sql("""
                        with talk as (insert into conversation (channel, thread, address) values ('web', gen_random_uuid()::text, 'a')
                                      returning id)
                        insert into ticket (conversation_id, reason, opened_at) select id, 'policy', now() from talk returning id""")
                .query(Long.class).single();
    }
}
