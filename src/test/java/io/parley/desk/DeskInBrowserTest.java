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

/** A customer of the web chat and an agent at the desk, both in a real browser. */
@ParleyTest
class DeskInBrowserTest extends DeskInABrowser {
    private static final String UNKNOWN = "Do you deliver live penguins to the south pole?";
    /** Other tests of this application leave tickets. */
    @BeforeEach
    void nobodyWaits() {
        jdbc.sql("update ticket set state = 'resolved', resolved_at = now() where state <> 'resolved'").update();
    }

    @Test
    void aQuestionThatTheBotCannotAnswerIsAnsweredByAnAgent() {
        agents.add("marta", "Marta", Role.AGENT, DeskClient.PASSWORD);
        Page customer = browser.visitor();
        customer.navigate(url("/"));
        ask(customer, UNKNOWN);
        assertThat(customer.locator(".message.bot").last()).containsText("I have passed it on");
        Page agent = browser.visitor();
        signIn(agent, "marta");

        agent.getByText(UNKNOWN).click();
        agent.locator("#take").click();
        assertThat(agent.locator(".banner.good")).containsText("It is yours.");
        assertThat(customer.locator(".message").last()).containsText("Marta from our team");
        agent.locator("#text").fill("No penguins, but plush ones.");
        press(agent.locator("#text"), "Control+Enter");
        assertThat(agent.locator(".banner.good")).containsText("Sent.");
        assertThat(customer.locator(".message.person")).containsText("No penguins, but plush ones.");
        assertThat(customer.locator("#name")).hasText("Marta");
        assertThat(customer.locator("#presence-text")).hasText("A person from our team writes to you");
        customer.reload();
        assertThat(customer.locator("#presence-text")).hasText("A person from our team writes to you");
        ask(customer, "Lovely, thank you");
        assertThat(customer.locator(".message.you").last()).hasAttribute("data-state", "sent");
        agent.locator("label[for=as-note]").click();
        assertThat(agent.locator("#send")).isHidden();
        agent.locator("#text").fill("Likes penguins.");
        agent.locator("#save").click();
        assertThat(agent.locator(".notes")).containsText("Likes penguins.");
        assertThat(agent.locator(".log")).containsText("Lovely, thank you");
        agent.locator("#resolve-next").click();

        assertThat(agent.locator(".empty")).containsText("Nobody waits.");
        assertThat(customer.locator(".message").last()).containsText("bot");
        assertThat(customer.locator("#presence-text")).hasText("The program answers again");
        assertThat(customer.locator("#name")).not().hasText("Marta");
        assertThat(customer.getByText("Likes penguins.")).hasCount(0);
    }

    @Test
    void theDeskIsWorkedByKeyboardAlone() {
        agents.add("keys", "Kim", Role.AGENT, DeskClient.PASSWORD);
        Page customer = browser.visitor();
        customer.navigate(url("/"));
        ask(customer, "Do you sell the moon to left-handed people?");
        assertThat(customer.locator(".message.bot").last()).containsText("I have passed it on");
        Page agent = browser.visitor();
        agent.navigate(url("/desk"));
        assertThat(agent.locator("#username")).isFocused();
        agent.keyboard().type("keys");
        press(agent, "Tab");
        agent.keyboard().type(DeskClient.PASSWORD);
        press(agent, "Enter");
        assertThat(agent.locator(".tabs")).isVisible();
        tabTo(agent, "Do you sell the moon");
        press(agent, "Enter");
        assertThat(agent.locator("#take")).isVisible();
        tabTo(agent, "Take");
        press(agent, "Enter");
        assertThat(agent.locator(".banner.good")).isVisible();
        assertThat(agent.locator("#text")).isFocused();
        agent.keyboard().type("Only to the others.");
        press(agent, "Control+Enter");
        assertThat(agent.locator(".banner.good")).containsText("Sent.");
        assertThat(customer.locator(".message.person")).containsText("Only to the others.");
        tabTo(agent, "Resolve");
        press(agent, "Enter");
        assertThat(agent.locator(".banner.good")).containsText("Resolved.");
    }

    @Test
    @Tag("screens")
    void eachPageFitsEachScreen() {
        agents.add("looks", "Lena", Role.AGENT, DeskClient.PASSWORD);
        Page customer = browser.visitor();
        customer.navigate(url("/"));
        ask(customer, "How do I reset my password?");
        assertThat(customer.locator(".message.bot").last()).containsText("sign-in page");
        ask(customer, "And can you also paint my horse in the colours of our national football team, please?");
        assertThat(customer.locator(".message.bot").last()).containsText("I have passed it on");
        for (NewContextOptions kind : Browser.screens()) {
            String name = Browser.name(kind);
            Page agent = browser.visitor(kind);
            agent.navigate(url("/desk/login"));
            looks(agent, "desk-login-" + name);
            signIn(agent, "looks");
            looks(agent, "desk-inbox-" + name);
            agent.getByText("paint my horse").click();
            assertThat(agent.locator(".log > li").first()).containsText("How do I reset my password?");
            assertThat(agent.evaluate("""
                    [...document.querySelectorAll('.log > li')].map(line => line.getBoundingClientRect().top)
                        .every((top, n, all) => n === 0 || all[n - 1] < top)""")).as("the oldest message is at the top")
                    .isEqualTo(true);
            looks(agent, "desk-ticket-" + name);
            agent.locator("label[for=as-note]").click();
            agent.locator("#text").fill("A painter?");
            agent.locator("#save").click();
            looks(agent, "desk-note-" + name);
            agent.navigate(url("/desk/search?q=horse"));
            looks(agent, "desk-search-" + name);
            agent.navigate(url("/desk/faq?ask=reset+my+password"));
            looks(agent, "desk-faq-" + name);
            agent.locator(".entries a").first().click();
            looks(agent, "desk-entry-" + name);
        }
    }

    private static void tabTo(Page page, String text) {
        for (int i = 0; i < 40; i++) {
            if (String.valueOf(page.evaluate("document.activeElement.textContent.trim()")).startsWith(text)) {
                return;
            }
            press(page, "Tab");
        }
        throw new AssertionError("Nothing that says " + text + " is reached by the tabulator");
    }

    private static void ask(Page page, String question) {
        page.locator("#text").fill(question);
        page.locator("#text").press("Enter");
    }
}
