package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys of the sheet that other tests of the desk do not press, and all of them where somebody writes. */
@ParleyTest(properties = {"parley.serving=false", "parley.handover.undo=60s"})
class DeskSheetTest extends DeskInABrowser {
    private static final String QUESTION = "Can I bring my llama to the pottery class?";
    /** The keys of the sheet; each has a test here, or in DeskKeysTest, DeskWorkInBrowserTest or OperationInBrowserTest. */
    private static final List<String> SHEET = List.of("?", "g i", "g m", "g w", "g o", "/", "z",
            "j", "k", "Enter", "x", "a", "e", "s", "p",
            "r", "n", "/", "Ctrl+Enter", "Ctrl+Shift+Enter", "a", "b", "e", "t", "s", "[", "]", "Esc",
            "c", "j", "k", "Enter", "y", "Ctrl+Enter", "Ctrl+Shift+Enter",
            "1", "2", "3", "4", "j", "k",
            "1", "2", "3", "s", "u");

    private long ticket;

    @BeforeEach
    void open() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        jdbc.sql("update ticket set state = 'resolved', resolved_at = now(), resolved_by = 'a test'").update();
        jdbc.sql("delete from entry_draft").update();
        jdbc.sql("delete from reply_draft").update();
        jdbc.sql("delete from suggestion").update();
        ticket = ticket("web");
    }

    @Test
    void theSheetHasTheKeysThatAreTried() {
        Page page = signedIn("ann");
        press(page, "?");
        List<String> keys = page.locator("#sheet dt").all().stream()
                .map(line -> String.join(" ", line.locator("kbd").allTextContents())).toList();
        assertThat(keys).isEqualTo(SHEET);
        assertThat(page.locator("#sheet").evaluate("sheet => sheet.scrollTop")).as("its beginning is seen")
                .isEqualTo(0);
    }

    @Test
    void gLeadsToThePlaces() {
        Page page = signedIn("ann");
        for (Map.Entry<String, String> place : Map.of("w", "/desk\\?tab=replied$", "i", "/desk\\?tab=waiting$", "m",
                "/desk\\?tab=mine$", "o", "/desk/overview$").entrySet()) {
            for (String from : List.of("/desk/t/" + ticket, "/desk/faq", "/desk/drafts", "/desk/people")) {
                page.navigate(url(from));
                press(page, "g", place.getKey());
                assertThat(page).hasURL(Pattern.compile(place.getValue()));
            }
        }
    }

    @Test
    void bHandsATicketBack() {
        Page page = signedIn("ann");
        page.navigate(url("/desk/t/" + ticket));
        press(page, "a");
        assertThat(page.locator(".banner.good")).containsText("It is yours.");
        press(page, "Escape", "b");
        assertThat(page).hasURL(Pattern.compile("done=handed-back$"));
        assertThat(state()).isEqualTo("resolved");
    }

    @Test
    void tLeadsToTeachingWhatWasTold() {
        Page page = signedIn("ann");
        page.navigate(url("/desk/t/" + ticket));
        press(page, "t");
        assertThat(page).hasURL(Pattern.compile("/desk/t/" + ticket + "/teach$"));
        assertThat(page.locator("h1")).hasText("Teach the bot");
    }

    @Test
    void zTakesBackWhatHasNotGoneInATicketAndInTheInbox() {
        ticket = ticket("email");
        Page page = signedIn("ann");
        for (String from : List.of("/desk/t/" + ticket, "/desk")) {
            page.navigate(url("/desk/t/" + ticket));
            page.locator("#text").fill("Too quick.");
            press(page.locator("#text"), "Control+Enter");
            assertThat(page.locator("#log .undo")).isVisible();
            page.navigate(url(from));
            page.locator("h1").first().waitFor();
            press(page, "z");
            assertThat(page).hasURL(Pattern.compile("/desk/t/" + ticket + "\\?done=undone$"));
            assertThat(page.locator("#text")).hasValue("Too quick.");
            assertThat(page.locator("#log .undo")).hasCount(0);
        }
        press(page, "Escape", "z");
        assertThat(page.locator("#text")).hasValue("Too quick.");
        assertThat(page).hasURL(Pattern.compile("done=undone$"));
    }

    @Test
    void theFaqIsReadAndWrittenByKeys() {
        Page page = signedIn("ann");
        page.navigate(url("/desk/faq"));
        press(page, "j", "j", "k");
        assertThat(page.locator("#list .entries a").first()).isFocused();
        press(page, "/");
        assertThat(page.locator("#search")).isFocused();
        press(page, "Escape", "y");
        assertThat(page.locator("#ask")).isFocused();
        press(page, "Escape", "j", "Enter");
        assertThat(page.locator("#edit")).isVisible();
        press(page, "y");
        assertThat(page.locator("#ask")).isFocused();
        press(page, "Escape", "c");
        assertThat(page).hasURL(Pattern.compile("/desk/faq/new$"));
        page.locator("#question").fill("Do you mend kites?");
        page.locator("#answer").fill("In a calm.");
        press(page.locator("#answer"), "Control+Enter");
        assertThat(page.locator(".banner.good")).hasText("Saved. The bot does not answer with it.");
        press(page.locator("#answer"), "Control+Shift+Enter");
        assertThat(page.locator(".banner.good")).hasText("Saved. The bot answers with it from now on.");
        page.navigate(url("/desk/faq"));
        press(page, "c");
        assertThat(page).hasURL(Pattern.compile("/desk/faq/new$"));
    }

    @Test
    void suggestionsAreDecidedByDigits() {
        Page page = signedIn("ann");
        for (String digit : List.of("1", "2", "3", "4")) {
            long id = suggest();
            page.navigate(url("/desk/drafts"));
            assertThat(page.locator("h1")).containsText("1 / 1");
            press(page, digit);
            assertThat(page.locator(".banner.good")).isVisible();
            assertThat(jdbc.sql("select state from suggestion where id = ?").param(id).query(String.class).single())
                    .as(digit).isNotEqualTo("open");
        }
        suggest();
        suggest();
        page.navigate(url("/desk/drafts"));
        press(page, "j");
        assertThat(page.locator("h1")).containsText("2 / 2");
        press(page, "k");
        assertThat(page.locator("h1")).containsText("1 / 2");
    }

    @Test
    void noKeyDoesAnythingWhereSomebodyWrites() {
        suggest();
        Page page = signedIn("ann");
        String entry = "/desk/faq/entry?id=" + jdbc
                .sql("select id from faq_entry where question ilike '%gift wrapping%'").query(String.class).single();
        Map<String, List<String>> fields = Map.of("/desk", List.of("#search"), "/desk/t/" + ticket,
                List.of("#text", "#faq"), "/desk/faq", List.of("#search", "#ask"), entry,
                List.of("#question", "#answer", "#alternatives", "#keywords", "#ask"), "/desk/drafts",
                List.of("#question", "#answer", "#otherWays", "#reason"));
        String keys = "x?gigmgwgoz/jkxaesprnb[]cy1234";
        fields.forEach((path, all) -> {
            for (String one : all) {
                page.navigate(url(path));
                Locator field = page.locator(one);
                field.fill("");
                field.pressSequentially(keys);
                assertThat(field).hasValue(keys);
                assertThat(field).isFocused();
                assertThat(page.locator("#sheet")).isHidden();
                assertThat(page.url()).isEqualTo(url(path));
            }
        });
        assertThat(jdbc.sql("select count(*) from suggestion where state = 'open'").query(Integer.class).single())
                .isEqualTo(1);
        assertThat(state()).isEqualTo("waiting");
    }

    /** Presses keys once the page listens to them, which it does when it is read whole. */
    private static void press(Page page, String... keys) {
        for (String key : keys) {
            press(page, key);
        }
    }

    private String state() {
        return jdbc.sql("select state from ticket where id = ?").param(ticket).query(String.class).single();
    }

    private long suggest() {
        return jdbc.sql("""
                insert into suggestion (kind, entry, similarity, differs, question, answer, ways, language, support,
                    marks, private_act, vector, made_at)
                select 'contradiction', id, 0.9, '{}', :question, 'Yes.', '{may it come?,is a llama welcome?}', 'en', 1,
                    '{}', false, '', now() from faq_entry where question ilike '%gift wrapping%' returning id""")
                .param("question", QUESTION + " " + System.nanoTime()).query(Long.class).single();
    }

    private long ticket(String channel) {
        return jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address)
                              values (?, gen_random_uuid()::text, 'main|t|ann@example.org') returning id)
                insert into ticket (conversation_id, reason, opened_at, waits_since)
                select id, 'policy', now(), now() from talk returning id""").param(channel).query(Long.class).single();
    }
}
