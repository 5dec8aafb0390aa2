package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import io.parley.handover.event.TicketSignals;
import io.parley.security.Role;
import io.parley.support.Browser;
import io.parley.support.ParleyTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What script makes handier at the desk: several tickets at once, the FAQ beside a reply, messages that come meanwhile. */
@ParleyTest
class DeskWorkInBrowserTest extends DeskInABrowser {
    @Autowired
    private TicketSignals signals;

    private long first;
    private long second;

    @BeforeEach
    void open() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        jdbc.sql("update ticket set state = 'resolved', resolved_at = now(), resolved_by = 'a test'").update();
        first = ticket("How do I reset my password?", "Kim");
        second = ticket("Where is my parcel?", "Lee");
    }

    @Test
    void severalTicketsAreChosenByKeyAndStayChosenWhileTheListChanges() {
        Page page = signedIn("ann");
        assertThat(page.locator("#many")).isHidden();
        press(page, "j");
        press(page, "x");
        assertThat(page.locator("#chosen")).hasText("1 ticket chosen");
        press(page, "j");
        press(page, "x");
        assertThat(page.locator("#chosen")).hasText("2 tickets chosen");
        press(page, "x");
        assertThat(page.locator("#chosen")).hasText("1 ticket chosen");
        press(page, "x");
        signals.changed(ticket("And a third one?", "Max"));
        assertThat(page.locator("tr[data-ticket]")).hasCount(3);
        assertThat(page.locator("input.choose:checked")).hasCount(2);

        press(page, "a");

        assertThat(page.locator(".banner.good")).hasText("Done, for 2 tickets.");
        assertThat(page.locator("tr[data-ticket]")).hasCount(1);
        assertThat(page.locator("#many")).isHidden();
        press(page, "j");
        press(page, "s");
        assertThat(page.locator("#many .choices button").first()).isFocused();
        press(page, "Enter");
        assertThat(page.locator(".empty")).isVisible();
        page.navigate(url("/desk?tab=mine"));
        page.locator("input.choose").first().check();
        page.locator("input.choose").last().check();
        press(page, "e");
        assertThat(page.locator(".banner.good")).hasText("Done, for 2 tickets.");
        assertThat(page.locator(".empty")).isVisible();
    }

    @Test
    void thePageOfARefusalStaysAlive() {
        Page page = signedIn("ann");
        assertThat(page.locator("tr[data-ticket]")).hasCount(2);
        press(page, "j");
        press(page, "x");
        jdbc.sql("update ticket set revision = revision + 1 where id = ?").param(first).update();
        press(page, "e");
        assertThat(page.locator(".banner[role=alert]")).containsText("It has changed meanwhile.");
        signals.changed(ticket("And a third one?", "Max"));
        assertThat(page.locator("tr[data-ticket]")).hasCount(3);
        press(page, "j");
        assertThat(page.locator("td.question a:focus")).hasCount(1);
    }

    @Test
    void theFaqIsSearchedAndPutInByKeyboard() {
        Page page = signedIn("ann");
        page.navigate(url("/desk/t/" + first));
        page.locator("#text").focus();
        page.keyboard().type("Hi 1/2 and/or");
        assertThat(page.locator("#text")).hasValue("Hi 1/2 and/or");
        press(page, "Enter");
        press(page, "/");
        assertThat(page.locator("#faq")).isFocused();
        page.keyboard().type("gift wrapping");
        assertThat(page.locator("#faq-found-0")).containsText("gift wrapping");
        assertThat(page.locator("#faq")).hasAttribute("aria-expanded", "true");
        assertThat(page.locator("#faq")).hasAttribute("aria-activedescendant", "faq-found-0");
        assertThat(page.locator("#faq-said")).containsText("Enter");
        press(page, "ArrowDown");
        press(page, "ArrowUp");
        String answer = page.locator("#faq-found-0 span").textContent();
        looks(page, "desk-lookup");
        press(page, "Enter");
        assertThat(page.locator("#text")).isFocused();
        assertThat(page.locator("#text")).hasValue("Hi 1/2 and/or\n" + answer);
        assertThat(page.locator("#kept")).hasText("Draft kept");

        press(page, "Control+Home");
        press(page, "/");
        page.keyboard().type("parcel");
        assertThat(page.locator("#faq-found [role=option]").first()).isVisible();
        press(page, "Escape");
        assertThat(page.locator("#text")).isFocused();
        assertThat(page.locator("#faq-found")).isHidden();
        assertThat(page.locator("#text")).hasValue("Hi 1/2 and/or\n" + answer);
        page.locator("#near summary").first().click();
        page.locator("#near .put").first().click();
        assertThat(page.locator("#text")).hasValue(Pattern.compile("Hi 1/2"));
        assertThat(page).hasURL(Pattern.compile("/desk/t/" + first + "$"));
    }

    @Test
    void whoSwitchedKeysOffWritesASlash() {
        Page page = signedIn("ann");
        page.evaluate("localStorage.setItem('parley-desk-keys-off', '1')");
        page.navigate(url("/desk/t/" + first));
        page.locator("#text").focus();
        page.keyboard().type("/x");
        assertThat(page.locator("#text")).hasValue("/x");
        page.locator("h1").click();
        for (String key : List.of("a", "e", "s", "[", "]", "r", "/")) {
            press(page, key);
        }
        assertThat(page).hasURL(Pattern.compile("/desk/t/" + first + "$"));
        assertThat(page.locator("#text:focus, #faq:focus")).hasCount(0);
        page.navigate(url("/desk"));
        page.locator("td.question a").first().focus();
        press(page, "x");
        assertThat(page.locator("input.choose:checked")).hasCount(0);
    }

    @Test
    void escapeClosesAnOpenMenuAndOnlyThenLeavesTheTicket() {
        Page page = signedIn("ann");
        page.setViewportSize(1280, 800);
        page.navigate(url("/desk/t/" + first));
        assertThat(page.locator(".rail a[aria-current]")).hasText("Inbox");

        press(page, "s");
        assertThat(page.locator("details.menu[open] form")).isVisible();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
        press(page, "Escape");

        assertThat(page.locator("details.menu[open]")).hasCount(0);
        assertThat(page).hasURL(Pattern.compile("/desk/t/" + first + "$"));
        press(page, "Escape");
        assertThat(page).hasURL(Pattern.compile("/desk$"));
    }

    @Test
    void messagesThatComeMeanwhileAreCountedAndAskedFor() {
        Page page = signedIn("ann");
        page.navigate(url("/desk/t/" + first));
        page.locator("#text").fill("Click on forgotten.");
        says(first, "Or my parcel?");
        says(first, "Sorry.");
        signals.changed(first);
        assertThat(page.locator("#more-said button")).hasText("2 new messages from the customer");

        press(page.locator("#text"), "Control+Enter");
        assertThat(page.locator(".banner[role=alert]")).containsText("The customer wrote 2 messages since you looked");
        assertThat(page.locator("#text")).hasValue("Click on forgotten.");
        press(page.locator("#text"), "Control+Enter");
        assertThat(page.locator(".banner.good")).hasText("Sent.");

        says(first, "And now?");
        signals.changed(first);
        assertThat(page.locator("#more-said button")).hasText("1 new message from the customer");
        page.locator("#more-said button").click();
        assertThat(page.locator("#more-said button")).isHidden();
        page.locator("#text").fill("Done.");
        press(page.locator("#text"), "Control+Shift+Enter");
        assertThat(page.locator("h1")).containsText("Lee");
    }

    @Test
    @Tag("screens")
    void eachPageFitsEachScreen() {
        jdbc.sql(
                "update ticket set waits_since = now() - interval '50 min', opened_at = now() - interval '50 min', promised_at = now() + interval '5 min' where id = ?")
                .param(first).update();
        jdbc.sql(
                "update ticket set waits_since = now() - interval '3 hours', opened_at = now() - interval '3 hours', promised_at = now() - interval '70 min' where id = ?")
                .param(second).update();
        jdbc.sql(
                "insert into ticket_tag (ticket_id, tag, agent, added_at) select id, 'vip', 'Ann', now() from ticket where id = ? on conflict do nothing")
                .param(first).update();
        says(first, "");
        jdbc.sql("update message set deleted_at = now() where text = '' and author = 'participant'").update();
        jdbc.sql(
                """
                        with said as (insert into message (conversation_id, author, agent, text, said_at, channel, source)
                            select conversation_id, 'agent', 'Bob', 'Let me see.', now(), 'web', 'person' from ticket where id = ?
                            returning id)
                        insert into outbox (channel, ordering_key, address, message_id, part, action, payload, state, error, done_at)
                        select 'web', 'o' || id, 'a', id, 0, 'send', '{}', 'dead_letter', 'the visitor is gone', now() from said""")
                .param(first).update();
        for (NewContextOptions kind : Browser.screens()) {
            String name = Browser.name(kind);
            Page page = browser.visitor(kind);
            signIn(page, "ann");
            looks(page, "work-inbox-" + name);
            page.locator("input.choose").first().check();
            page.locator(".filters summary").click();
            looks(page, "work-chosen-" + name);
            page.navigate(url("/desk/t/" + first));
            looks(page, "work-ticket-" + name);
            page.locator("#assign").click();
            looks(page, "work-assign-" + name);
            page.navigate(url("/desk/search?tag=vip"));
            looks(page, "work-search-" + name);
            jdbc.sql("delete from ticket_seen").update();
        }
    }

    private void says(long ticket, String text) {
        jdbc.sql("""
                insert into message (conversation_id, author, participant_id, text, said_at, channel)
                select conversation_id, 'participant', participant_id, ?, now(), 'web' from ticket where id = ?""")
                .param(text).param(ticket).update();
    }

    private long ticket(String question, String customer) {
        return jdbc.sql("""
                with who as (insert into participant (channel, external_id, name)
                             values ('web', gen_random_uuid()::text, :customer) returning id),
                     talk as (insert into conversation (channel, thread, address)
                              values ('web', gen_random_uuid()::text, 'a') returning id),
                     said as (insert into message (conversation_id, participant_id, author, text, said_at, channel)
                              select talk.id, who.id, 'participant', :question, now(), 'web' from talk, who
                              returning id, conversation_id, participant_id)
                insert into ticket (conversation_id, message_id, participant_id, reason, opened_at)
                select conversation_id, id, participant_id, 'policy', now() from said returning id""")
                .param("customer", customer).param("question", question).query(Long.class).single();
    }
}
