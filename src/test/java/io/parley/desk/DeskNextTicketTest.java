package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent who sends and resolves goes on with the ticket that the server chooses. */
@ParleyTest(properties = {"parley.serving=false", "parley.handover.undo=60s"})
class DeskNextTicketTest extends DeskInABrowser {
    private static final String LAST = "That was the last one. Nobody waits for you right now.";

    @BeforeEach
    void clear() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        jdbc.sql("update ticket set state = 'resolved', resolved_at = now(), resolved_by = 'a test'").update();
    }

    @Test
    void theListThatTheBrowserSawDoesNotMatter() {
        long first = ticket("web");
        long second = ticket("web");
        Page page = signedIn("ann");
        page.navigate(url("/desk/t/" + first));
        give(second, "bob");
        long third = ticket("web");

        answer(page);

        assertThat(page).hasURL(Pattern.compile("/desk/t/" + third + "\\?done=next$"));
        answer(page);
        assertThat(page).hasURL(Pattern.compile("/desk\\?done=last$"));
        assertThat(page.locator(".banner.good")).hasText(LAST);
        looks(page, "desk-last");
    }

    @Test
    void ownCustomersWhoWaitComeInTheOrderOfTheListBeforeThoseWhomNobodyHas() {
        long answered = ticket("web");
        long snoozed = ticket("web");
        long free = ticket("web");
        long colleagues = ticket("web");
        long upper = ticket("web");
        long lower = ticket("web");
        for (long own : new long[]{answered, snoozed, upper, lower}) {
            give(own, "ann");
        }
        give(colleagues, "bob");
        jdbc.sql("update ticket set waits_since = null where id = ?").param(answered).update();
        jdbc.sql("update ticket set snoozed_until = 'infinity' where id = ?").param(snoozed).update();
        jdbc.sql("update ticket set waits_since = now() - interval '1 hour' where id = ?").param(lower).update();
        try (DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD)) {
            assertThat(next(ann, ticket("web"))).isEqualTo("/desk/t/" + upper + "?done=next");
            assertThat(next(ann, upper)).isEqualTo("/desk/t/" + lower + "?done=next");
            assertThat(next(ann, lower)).isEqualTo("/desk/t/" + free + "?done=next");
            assertThat(next(ann, free)).isEqualTo("/desk?done=last");
            assertThat(ann.get("/desk?done=last").body()).contains(LAST);
            assertThat(ann.in("de", "/desk?done=last").body()).contains("Das war der letzte.");
            assertThat(ann.get("/desk?done=other").body()).doesNotContain(LAST);
        }
    }

    @Test
    void aMailThatHasNotGoneYetDoesNotBringItsTicketBack() {
        long mailed = ticket("email");
        give(mailed, "ann");
        try (DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD)) {
            assertThat(next(ann, mailed)).isEqualTo("/desk?done=last");
            assertThat(ann.get("/desk/t/" + mailed).body()).contains("/undo");
        }
    }

    private String next(DeskClient agent, long ticket) {
        String page = "/desk/t/" + ticket;
        return DeskClient.location(
                agent.send(agent.get(page), page + "/reply", Map.of("text", "Bye.", "resolve", "true")));
    }

    private static void answer(Page page) {
        page.locator("#text").fill("Bye.");
        press(page.locator("#text"), "Control+Shift+Enter");
    }

    private void give(long ticket, String login) {
        jdbc.sql("""
                update ticket set state = 'taken', assignee = a.id, taken_by = a.name, revision = revision + 1
                from agent a where a.login = ? and ticket.id = ?""").param(login).param(ticket).update();
    }

    private long ticket(String channel) {
        return jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address)
                              values (?, gen_random_uuid()::text, 'main|t|ann@example.org') returning id)
                insert into ticket (conversation_id, reason, opened_at, waits_since)
                select id, 'policy', now(), now() from talk returning id""").param(channel).query(Long.class).single();
    }
}
