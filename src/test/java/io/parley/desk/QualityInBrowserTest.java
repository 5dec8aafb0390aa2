package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import io.parley.security.Role;
import io.parley.support.Browser;
import io.parley.support.ParleyTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rating answers, and reading how well they fit, in a real browser. */
@ParleyTest(properties = "parley.serving=false")
class QualityInBrowserTest extends DeskInABrowser {
    @BeforeEach
    void begin() {
        Rated.clear(jdbc);
        agents.add("otto", "Otto", Role.OPERATOR, DeskClient.PASSWORD);
    }

    @AfterEach
    void end() {
        Rated.clear(jdbc);
    }

    private int rated(String label) {
        return jdbc.sql("select count(*) from judgement where label = ? and agent = 'otto'").param(label)
                .query(Integer.class).single();
    }

    @Test
    void answersAreRatedByKeyboardAlone() {
        for (int i = 0; i < 4; i++) {
            Rated.answer(jdbc, "May I bring llama number " + i + " to the class?");
        }
        Page page = signedIn("otto");
        page.navigate(url("/desk/rate"));
        String first = page.locator("#asked").textContent();
        press(page, "s");
        page.waitForURL("**/desk/rate?skip=*");
        assertThat(page.locator("#asked")).not().hasText(first);
        for (String key : new String[]{"1", "2", "3"}) {
            String shown = page.locator("#asked").textContent();
            press(page, key);
            assertThat(page.locator(".banner.good")).hasText("Rated.");
            assertThat(page.locator("#asked")).not().hasText(shown);
        }
        assertThat(page.locator("#asked")).hasText(first);
        assertThat(rated("RELEVANT") + " " + rated("PARTLY_RELEVANT") + " " + rated("NON_RELEVANT"))
                .isEqualTo("1 1 1");
        press(page, "u");
        assertThat(page.locator(".banner.good")).hasText("Your last rating is taken back.");
        assertThat(page.locator("#left")).hasText("Left this week: 2");
        assertThat(rated("NON_RELEVANT")).isZero();
        page.locator("#why").focus();
        page.keyboard().type("1 of 2 is missing");
        assertThat(rated("RELEVANT")).as("no key in a field").isEqualTo(1);
        assertThat(page.locator("#why")).hasValue("1 of 2 is missing");
    }

    @Test
    @Tag("screens")
    void thePageForRatingLooksWell() {
        long answer = Rated.answer(jdbc,
                "May I bring my llama to the pottery class on Saturday, and what does it cost?");
        jdbc.sql("update message set text = repeat('Llamas are welcome when they are clean. ', 8) where id = ?")
                .param(answer).update();
        for (NewContextOptions kind : Browser.screens()) {
            Page page = browser.visitor(kind);
            signIn(page, "otto");
            page.navigate(url("/desk/rate"));
            page.locator("summary").click();
            looks(page, "rate-" + Browser.name(kind));
            page.close();
        }
        jdbc.sql("update judgement set label = 'RELEVANT', agent = 'otto', judged_at = now()").update();
        Page page = signedIn("otto");
        page.navigate(url("/desk/rate"));
        assertThat(page.locator(".empty")).hasText("All of this week are rated: 1. Thank you!");
        looks(page, "rate-done");
    }

    @Test
    @Tag("screens")
    void howWellAnswersFitLooksWell() {
        Rated.labelled(jdbc, "people", "RELEVANT", 30, 1);
        Rated.labelled(jdbc, "people", "NON_RELEVANT", 10, 1);
        Rated.labelled(jdbc, "model", "RELEVANT", 40, 1);
        Rated.next(jdbc, 1200, 30, 400);
        for (NewContextOptions kind : Browser.screens()) {
            Page page = browser.visitor(kind);
            signIn(page, "otto");
            page.navigate(url("/desk/overview"));
            assertThat(page.locator("[data-judge=model]")).containsText("(not checked yet)");
            looks(page, "quality-" + Browser.name(kind));
            page.close();
        }
    }
}
