package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.parley.security.Role;
import io.parley.support.Browser;
import io.parley.support.ParleyTest;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an agent writes and has not sent is there again, whatever became of their page, browser or session. */
@Tag("kills")
@ParleyTest(properties = "parley.serving=false")
class ComposerCrashTest extends DeskInABrowser {
    private static final int ROUNDS = 30;

    private String ticket;

    @BeforeEach
    void open() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        ticket = url("/desk/t/" + jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address)
                              values ('web', gen_random_uuid()::text, 'a') returning id)
                insert into ticket (conversation_id, reason, opened_at) select id, 'policy', now() from talk
                returning id""").query(Long.class).single());
    }

    /** How a page ends, which may take its browser with it. */
    private enum End {
        CLOSED, RELOADED, LEFT, SIGNED_OUT, SESSION_LOST, KILLED
    }

    @Test
    void whatIsWrittenIsBackEachTime() {
        String written = "";
        for (int round = 0; round < ROUNDS; round++) {
            End end = End.values()[round % End.values().length];
            String before = written;
            written += "Line " + round + ". ";
            String after = written;
            in(end, page -> {
                page.navigate(ticket);
                assertThat(page.locator("#text")).hasValue(before);
                page.locator("#text").pressSequentially(after.substring(before.length()));
                end(end, page, after);
            });
        }
        Page page = signedIn("ann");
        page.navigate(ticket);
        assertThat(page.locator("#text")).hasValue(written);
        press(page.locator("#text"), "Control+Enter");
        assertThat(page.locator(".banner.good")).containsText("Sent.");
        page.reload();
        assertThat(page.locator("#text")).hasValue("");
        assertThat(jdbc.sql("select count(*) from message where author = 'agent' and text = ?").param(written.strip())
                .query(Integer.class).single()).isEqualTo(1);
    }

    /** Works in a page, and leaves nothing of its browser. */
    private void in(End end, Consumer<Page> work) {
        if (end != End.KILLED) {
            Page page = signedIn("ann");
            work.accept(page);
            page.context().close();
            return;
        }
        try (Browser mortal = Browser.startAnother()) {
            Page page = mortal.visitor();
            signIn(page, "ann");
            work.accept(page);
            mortal.kill();
        }
    }

    private void end(End end, Page page, String written) {
        switch (end) {
            case CLOSED, KILLED -> assertThat(page.locator("#kept")).hasText("Draft kept");
            case RELOADED -> {
                page.reload();
                assertThat(page.locator("#text")).hasValue(written);
            }
            case LEFT -> {
                page.navigate(url("/desk"));
                assertThat(page.locator("#badge")).hasText("Live");
            }
            case SIGNED_OUT -> {
                page.locator("form[action='/desk/logout'] button").click();
                assertThat(page.locator("#username")).isVisible();
            }
            case SESSION_LOST -> {
                jdbc.sql("delete from desk_session").update();
                press(page.locator("#text"), "Control+Enter");
                assertThat(page.locator("#username")).isVisible();
                signIn(page, "ann");
                page.navigate(ticket);
                assertThat(page.locator("#text")).hasValue(written);
                assertThat(page.locator("#kept")).hasText("Draft kept");
            }
        }
    }
}
