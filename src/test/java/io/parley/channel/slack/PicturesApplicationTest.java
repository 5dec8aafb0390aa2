package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Screen;
import io.parley.support.Browser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The state that the pictures of the set-up page show. */
@Tag("pages")
class PicturesApplicationTest extends SlackApplication {
    /** The pictures of the set-up page are made from the messages of this test. */
    @Test
    void looksLikeItsPictures() {
        String choosing = slack.say(direct, "U1", "Can I change it?", null);
        String knowing = slack.say(direct, "U1", "Can I change my order after placing it?", null);
        String calling = slack.say(direct, "U1", "Do you repair espresso machines that I bought elsewhere?", null);
        assertThat(FakeSlack.values(answer(direct, knowing))).anyMatch(v -> v.startsWith("u:"));
        assertThat(FakeSlack.values(answer(direct, choosing))).anyMatch(v -> v.startsWith("c1:"));
        assertThat(answer(direct, calling).seen()).contains("our team");
        if (Browser.isInstalled()) {
            try (Browser browser = Browser.start()) {
                picture(browser, "slack-answer", knowing);
                picture(browser, "slack-choices", choosing);
                picture(browser, "slack-handover", calling);
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }

    private void picture(Browser browser, String name, String root) {
        Page page = browser.visitor(new NewContextOptions().setViewportSize(684, 100)
                .setDeviceScaleFactor(2));
        page.setContent(Screen.of(slack.posts(direct).stream().filter(post -> post.root().equals(root)).toList()));
        Browser.wholePage(page, name);
    }
}
