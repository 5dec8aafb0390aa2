package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import io.parley.security.Role;
import io.parley.support.Browser;
import io.parley.support.ParleyTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An operator's pages in a real browser. */
@ParleyTest(properties = {"parley.serving=false", "parley.office-hours=Mon-Fri 9:00-17:00"})
class OperationInBrowserTest extends DeskInABrowser {
    private static final String LONG = "Hohenlohe-Schillingsfürst-Waldenburg-zu-Bartenstein";
    @BeforeEach
    void start() {
        agents.add("olga", "Olga", Role.OPERATOR, DeskClient.PASSWORD);
        jdbc.sql("delete from inbox").update();
        jdbc.sql(
                """
                        insert into inbox (channel, key, ordering_key, payload, received_at, state, attempts, error, done_at)
                        select 'telegram', 'dead-' || n, 'ann', '', now(), 'dead_letter', 5,
                               'io.parley.channel.telegram.NoUpdateAtAllException: ' || repeat('x', 90), now() - interval '1 minute' * n
                        from generate_series(1, 3) n""")
                .update();
        jdbc.sql(
                """
                        insert into participant (channel, external_id, name) values ('email', repeat('a', 60) || '@example.org', :name)
                        on conflict do nothing""")
                .param("name", "Lena " + LONG).update();
    }

    @Test
    void whatWasGivenUpIsTriedAgainByKeyboardAlone() {
        Page page = signedIn(size(1200, 800));
        press(page, "g");
        press(page, "o");
        page.waitForURL("**/desk/overview");
        page.navigate(url("/desk/dead-letters"));
        assertThat(page.locator("tr[data-letter]")).hasCount(3);
        press(page, "p");
        press(page, "j");
        press(page, "j");
        assertThat(page.locator("tr[data-letter]:nth-child(2) button[data-row]")).isFocused();
        press(page, "p");
        assertThat(page.locator(".banner.good")).hasText("It is tried again.");
        assertThat(page.locator("tr[data-letter]")).hasCount(2);
        assertThat(jdbc.sql("select key from inbox where state = 'ready'").query(String.class).list())
                .containsExactly("dead-2");
    }

    @Test
    void aSettingIsChangedByKeyboardAlone() {
        Page page = signedIn(size(1200, 800));
        page.navigate(url("/desk/settings"));
        page.locator("#parley-confidence-answer").focus();
        press(page, "Control+a");
        page.keyboard().type("3");
        press(page, "Enter");
        assertThat(page.locator("#parley-confidence-answer")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#parley-confidence-answer")).hasValue("3");
        page.locator("#parley-confidence-answer").fill("0.62");
        press(page, "Enter");
        assertThat(page.locator(".banner.good")).containsText("Saved.");
        page.locator("#reset-parley-confidence-answer").click();
        assertThat(page.locator("#parley-confidence-answer")).hasValue("0.5");
    }

    @Test
    @Tag("screens")
    void whatAThresholdWouldDoIsSeenByKeyboardAlone() {
        asked();
        for (NewContextOptions kind : Browser.screens()) {
            Page page = signedIn(kind);
            page.navigate(url("/desk/settings"));
            page.locator("#parley-confidence-answer").focus();
            press(page, "Control+a");
            page.keyboard().type("0.97");
            press(page, "Tab");
            press(page, "Tab");
            assertThat(page.locator("#try-parley-confidence-answer")).isFocused();
            press(page, "Enter");
            assertThat(page.locator("#effect [role=status]")).containsText("would be treated otherwise");
            assertThat(page.locator("#effect")).isInViewport();
            assertThat(page.locator("#effect th:text('With 0.97')")).isVisible();
            assertThat(page.locator("#parley-confidence-answer")).hasValue("0.97");
            Browser.fits(page, "desk-settings-tried-" + Browser.name(kind));
        }
    }

    private void asked() {
        jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address)
                              values ('web', gen_random_uuid()::text, 'a') returning id)
                insert into message (conversation_id, channel, author, text, said_at)
                select talk.id, 'web', 'participant', 'Please tell me: ' || p.text, now() from talk,
                    (select text from faq_phrasing where kind in ('question', 'alternative') order by id limit 60) p""")
                .update();
    }

    @Test
    @Tag("screens")
    void eachPageFitsEachScreen() {
        long lena = jdbc.sql("select id from participant where name like 'Lena%'").query(Long.class).single();
        for (NewContextOptions kind : Browser.screens()) {
            String name = Browser.name(kind);
            Page page = signedIn(kind);
            looks(page, "/desk", "desk-inbox-rail-" + name);
            looks(page, "/desk/dead-letters", "desk-dead-letters-" + name);
            looks(page, "/desk/settings", "desk-settings-" + name);
            looks(page, "/desk/overview", "desk-overview-" + name);
            looks(page, "/desk/people?q=lena", "desk-people-" + name);
            looks(page, "/desk/people/" + lena, "desk-person-" + name);
        }
    }

    private void looks(Page page, String path, String name) {
        page.navigate(url(path));
        assertThat(page.locator(".rail a[href='/desk/settings']")).hasCount(1);
        Browser.fits(page, name);
    }

    private Page signedIn(NewContextOptions kind) {
        Page page = browser.visitor(kind);
        signIn(page, "olga");
        return page;
    }
}
