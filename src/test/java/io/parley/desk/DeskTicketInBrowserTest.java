package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of a ticket as an agent works at it: what is in sight, where the focus is, and what is read out. */
@ParleyTest
class DeskTicketInBrowserTest extends DeskInABrowser {
    /** Whether all of a part is between two lines of the screen. */
    private static final String IN_SIGHT = """
            part => {
              const box = part.getBoundingClientRect();
              return box.top >= 0 && box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
            }""";
    private static final String ABOVE_THE_COMPOSER = """
            line => line.getBoundingClientRect().bottom <= document.querySelector('.foot').getBoundingClientRect().top + 1""";

    private long ticket;

    @BeforeEach
    void open() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        jdbc.sql("update ticket set state = 'resolved', resolved_at = now(), resolved_by = 'a test'").update();
        ticket = ticket();
    }

    @Test
    void theReplyAndTheNewestMessageAreInSightAtOnceAlsoWithoutScript() {
        for (NewContextOptions kind : List.of(size(1280, 800), size(360, 740), size(800, 900),
                size(1280, 800).setJavaScriptEnabled(false), size(360, 740).setJavaScriptEnabled(false))) {
            Page page = browser.visitor(kind);
            page.navigate(url("/desk"));
            page.locator("#username").fill("ann");
            page.locator("#password").fill(DeskClient.PASSWORD);
            page.locator("button.solid").click();
            assertThat(page.locator(".tabs")).isVisible();
            page.navigate(url("/desk/t/" + ticket));
            String size = kind.viewportSize.get().width + " " + kind.javaScriptEnabled;
            for (String part : List.of("#text", "#send", "#take", "#log > li:last-child .bubble")) {
                assertThat(page.locator(part).evaluate(IN_SIGHT)).as("%s at %s", part, size).isEqualTo(true);
            }
            assertThat(page.locator("#log > li:last-child .bubble").evaluate(ABOVE_THE_COMPOSER)).as(size)
                    .isEqualTo(true);
            page.context().close();
        }
    }

    @Test
    void allPlacesAndTheWayOutAreInSightOnALaptop() {
        agents.add("adi", "Adi", Role.ADMINISTRATOR, DeskClient.PASSWORD);
        for (String language : List.of("en", "de")) {
            Page page = browser.visitor(size(1280, 800).setLocale(language));
            signIn(page, "adi");
            for (String part : List.of(".rail a[href='/desk/settings']", ".own button",
                    ".own a[href='/desk/account']")) {
                assertThat(page.locator(part).evaluate(IN_SIGHT)).as("%s in %s", part, language).isEqualTo(true);
            }
            page.context().close();
        }
    }

    @Test
    void afterEachActTheFocusIsWhereWorkGoesOnAndItIsReadOut() {
        Page page = signedIn("ann");
        page.navigate(url("/desk/t/" + ticket));

        page.locator("#take").click();
        done(page, "It is yours. The customer knows.", "#text");
        page.locator("#text").fill("Let me see.");
        press(page.locator("#text"), "Control+Enter");
        done(page, "Sent.", "#text");
        page.locator("label[for=as-note]").click();
        page.locator("#text").fill("Is patient.");
        page.locator("#save").click();
        done(page, "The note is saved.", "#text");
        page.locator("#snooze").click();
        page.locator(".menu[open] button").first().click();
        done(page, "Snoozed.", "#wake");
        press(page, "Enter");
        done(page, "It is back on its list.", "#snooze");
        page.locator("#tag").fill("parcels");
        press(page, "Enter");
        done(page, "The tags are saved.", "#tag");
        page.locator("#assign").click();
        page.locator(".menu[open] button[value=bob]").click();
        done(page, "Given. They have some minutes to begin.", "#assign");
        page.locator("#take").click();
        done(page, "It is yours. The customer knows.", "#text");
        long next = ticket();
        page.locator("#resolve-next").click();
        done(page, "You are done with the last one. This is your next ticket.", "#whose");
        assertThat(page).hasURL(java.util.regex.Pattern.compile("/desk/t/" + next + "\\?"));
        page.locator("#hand-back").click();
        done(page, "The bot has the conversation again, and the customer knows.", "#teach");
    }

    @Test
    void whoWritesIsToldBeforeSendingThatAColleagueTookItOrAnswered() {
        Page page = signedIn("ann");
        page.navigate(url("/desk/t/" + ticket));
        page.locator("#text").fill("Half a rep");
        assertThat(page.locator("#meanwhile[role=status]")).isEmpty();
        try (DeskClient bob = DeskClient.signedIn(port, "bob", DeskClient.PASSWORD)) {
            String address = "/desk/t/" + ticket;
            bob.send(bob.get(address), address + "/take", Map.of());
            assertThat(page.locator("#meanwhile")).hasText(
                    "Bob has taken the ticket meanwhile. Before anything is sent, you are asked.");
            bob.send(bob.get(address), address + "/reply", Map.of("text", "It is in Leipzig."));
            assertThat(page.locator("#meanwhile"))
                    .hasText("Bob has answered meanwhile. Read it above before you send.");
            assertThat(page.locator("#meanwhile").evaluate(IN_SIGHT)).isEqualTo(true);
            assertThat(page.locator("#log")).containsText("It is in Leipzig.");
            assertThat(page.locator("#text")).hasValue("Half a rep");
        }
    }

    @Test
    void askingHowItWasIsOfferedOnceAndHoldsForBothWaysToResolve() {
        Page page = signedIn("ann");
        page.navigate(url("/desk/t/" + ticket));
        assertThat(page.locator("input[name=ask]")).hasCount(1);
        page.locator("#text").fill("No.");
        page.locator("#ask").uncheck();
        page.locator("#send-resolve").click();
        assertThat(page.locator(".empty")).isVisible();
        assertThat(asked(ticket)).isFalse();

        long other = ticket();
        page.navigate(url("/desk/t/" + other));
        page.locator("#text").fill("Yes.");
        page.locator("#send-resolve").click();
        assertThat(page.locator(".empty")).isVisible();
        assertThat(asked(other)).isTrue();
    }

    private boolean asked(long one) {
        return jdbc.sql("select exists (select from ticket_event where ticket_id = ? and kind = 'asked')").param(one)
                .query(Boolean.class).single();
    }

    /** It is said, on the screen and in a place that was empty when the page came, and a part has the focus. */
    private static void done(Page page, String words, String focused) {
        assertThat(page.locator(".banner.good")).hasText(words);
        assertThat(page.locator("#announced[role=status]")).hasText(words);
        assertThat(page.locator(focused)).isFocused();
    }

    private long ticket() {
        return jdbc.sql("""
                with who as (insert into participant (channel, external_id, name)
                             values ('web', gen_random_uuid()::text, 'Kim') returning id),
                     talk as (insert into conversation (channel, thread, address)
                              values ('web', gen_random_uuid()::text, 'a') returning id),
                     said as (insert into message (conversation_id, participant_id, author, text, said_at, channel)
                              select talk.id, who.id, 'participant', 'Where is parcel number ' || n || '?', now(), 'web'
                              from talk, who, generate_series(1, 30) n returning id, conversation_id, participant_id)
                insert into ticket (conversation_id, message_id, participant_id, reason, opened_at)
                select conversation_id, max(id), participant_id, 'policy', now() from said
                group by conversation_id, participant_id returning id""").query(Long.class).single();
    }
}
