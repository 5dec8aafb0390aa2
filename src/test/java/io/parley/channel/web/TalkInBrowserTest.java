package io.parley.channel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import io.parley.channel.AnswerSource;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.Delivery;
import io.parley.channel.OutboundMessage;
import io.parley.support.ParleyTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole application, with its starter FAQ, as a visitor talks with it in a browser. */
@ParleyTest
class TalkInBrowserTest extends InBrowser {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private WebChannel channel;

    @Test
    void getsExactlyOneAnswerWhenTheLineBreaksInTheMiddleOfAQuestion() {
        Page page = browser.visitor();
        AtomicBoolean broken = new AtomicBoolean();
        page.routeWebSocket(url -> url.contains("/ws/chat"), line -> breakAfterTheFirstQuestion(line, broken));
        visit(page, "/");

        ask(page, "How do I cancel my order?");

        assertThat(page.locator(ANSWER)).containsText("choose Cancel");
        assertThat(page.locator(".message.you")).hasAttribute("data-state", "sent");
        ask(page, "How do I get an invoice?");
        assertThat(page.locator(ANSWER)).hasCount(2);
        assertThat(page.locator(".message.you")).hasCount(2);
        assertThat(broken).isTrue();
        assertThat(jdbc.sql("""
                select count(*) from message t join conversation c on c.id = t.conversation_id where c.thread = ?""")
                .param(session(page)).query(Long.class).single()).isEqualTo(4);
    }

    /** The question arrives, and its acknowledgement does not. */
    private static void breakAfterTheFirstQuestion(WebSocketRoute line, AtomicBoolean broken) {
        WebSocketRoute server = line.connectToServer();
        line.onMessage(frame -> {
            server.send(frame.text());
            if (frame.text().contains("\"message\"") && broken.compareAndSet(false, true)) {
                line.close();
            }
        });
    }

    @Test
    void keepsWhatIsTypedWhileTheLineIsDown() {
        Page page = browser.visitor();
        AtomicBoolean down = new AtomicBoolean(true);
        visit(page, "/");
        page.locator(".message[data-greeting]").waitFor();
        page.routeWebSocket(url -> url.contains("/ws/chat"), line -> {
            if (down.get()) {
                line.close();
            } else {
                line.connectToServer();
            }
        });
        page.reload();
        ask(page, "How do I get an invoice?");
        assertThat(page.locator(".message.you")).hasAttribute("data-state", "waiting");
        page.locator("#text").fill("half a thought");
        down.set(false);
        page.reload();

        assertThat(page.locator(ANSWER)).containsText("invoice");
        assertThat(page.locator(".message.you")).hasCount(1);
        assertThat(page.locator("#text")).hasValue("half a thought");
    }

    @Test
    void theButtonForAPersonStandsInOneLineInEachLanguage() {
        for (String language : List.of("en", "de", "es", "fr", "it", "nl", "pl", "pt")) {
            for (int width : List.of(360, 1200)) {
                Page page = visit(browser.visitor(new NewContextOptions().setViewportSize(width, 740)
                        .setLocale(language)), "/");
                assertThat(page.locator("#person span").evaluate("words => words.getClientRects().length === 1 "
                        + "&& words.offsetHeight < 1.9 * parseFloat(getComputedStyle(words).fontSize)"))
                        .as("%s %d", language, width).isEqualTo(true);
                assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
                page.context().close();
            }
        }
    }

    @Test
    void showsMarkupAndNeverRunsIt() {
        Page page = visit(browser.visitor(), "/");
        String markup = "<img src=x onerror=\"window.ran=1\"><script>window.ran=1</script><b>bold</b>";
        ask(page, markup);
        assertThat(page.locator(".message.you .bubble")).hasText(markup);
        page.locator(ANSWER).first().waitFor();
        int complaintsBefore = browser.complaints().size();

        deliver(session(page), new OutboundMessage("1", "900001", null, AnswerSource.FAQ, "<i>Eve</i>", 0.9,
                markup + " see (https://shop.example/a_(b)) or javascript:window.ran=1",
                List.of(new Choice("1", markup)),
                List.of(new Citation(markup, "javascript:window.ran=1"), new Citation(markup, "https://shop.example/")),
                true, false, false));

        Locator answer = page.locator("[data-message-id='900001']");
        assertThat(answer.locator(".bubble")).containsText(markup);
        assertThat(answer.locator(".choice")).hasText(markup);
        assertThat(answer.locator("a")).hasCount(2);
        assertThat(answer.locator(".bubble a")).hasAttribute("href", "https://shop.example/a_(b)");
        assertThat(page.locator(".log img, .log script, .log b, .log i")).hasCount(0);
        page.reload();
        assertThat(page.locator(".message.you .bubble")).hasText(markup);
        assertThat(page.evaluate("window.ran")).isNull();
        assertThat(browser.complaints()).hasSize(complaintsBefore);
    }

    @Test
    void putsACorrectedAnswerInThePlaceOfTheFormer() {
        Page page = visit(browser.visitor(), "/");
        ask(page, "Where is my order?");
        String former = page.locator(ANSWER).getAttribute("data-message-id");
        String receipt = jdbc.sql("select 'answer-' || delivery_id from web_message where message_id = ?")
                .param(former).query(String.class).single();
        OutboundMessage corrected = new OutboundMessage("1", "900002", null, AnswerSource.FAQ, null, 0.9, "Corrected",
                List.of(), List.of(), true, false, true);

        channel.deliver(new Delivery(900_002, WebNames.address(session(page)), Delivery.Action.UPDATE, receipt,
                channel.render(corrected).getFirst()));

        assertThat(page.locator(ANSWER + " .bubble")).hasText("Corrected");
        assertThat(page.locator(ANSWER)).hasCount(1);
        assertThat(page.locator(ANSWER)).hasAttribute("data-message-id", "900002");
    }

    @Test
    void countsBeforeAMessageGetsTooLong() {
        Page page = visit(browser.visitor(), "/");

        page.locator("#text").fill("x".repeat(8_412));

        assertThat(page.locator("#counter")).containsText("8,412");
        assertThat(page.locator("#send")).isDisabled();
        page.locator("#text").press("Enter");
        assertThat(page.locator(".message.you")).hasCount(0);
        page.locator("#text").fill("one\ntwo");
        page.locator("#text").press("Shift+Enter");
        assertThat(page.locator("#text")).hasValue("one\ntwo\n");
        assertThat(page.locator("#counter")).isEmpty();
    }

    @Test
    void startsOver() {
        Page page = visit(browser.visitor(), "/");
        ask(page, "Where is my order?");
        page.locator(ANSWER).waitFor();

        page.locator("#reset").click();
        page.locator("#confirm button[value=yes]").click();

        assertThat(page.locator(".message.you")).hasCount(0);
        assertThat(page.locator(".message[data-greeting]")).hasCount(1);
        ask(page, "How do I get an invoice?");
        assertThat(page.locator(".message.you")).hasCount(1);
        assertThat(page.locator(".message.bot", new Page.LocatorOptions().setHasText("invoice"))).hasCount(1);
        page.reload();
        assertThat(page.locator(".message.you")).hasCount(1);
    }

    private void deliver(String session, OutboundMessage answer) {
        channel.deliver(new Delivery(900_001, WebNames.address(session), Delivery.Action.SEND, null,
                channel.render(answer).getFirst()));
    }
}
