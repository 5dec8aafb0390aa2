package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.Ignored;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mails without an id of their own: which are the same, and which are not. */
class MailIdentityTest {
    private static final String FORM = "wordpress@shop.example";

    private static String withoutId(String mail) {
        return mail.replaceFirst("(?m)^Message-ID: .*\r\n", "");
    }

    private static String undated(String text) {
        return withoutId(Post.from("Ann", "ann@example.org").saying(text)).replaceFirst("(?m)^Date: .*\r\n", "");
    }

    private static String form(String visitor, String text) {
        return withoutId(Post.from("My shop", FORM).with("Reply-To", visitor).with("Subject", "Contact form")
                .with("Date", "Sun, 22 Nov 2026 10:00:00 +0000").saying(text));
    }

    private static String withBlanks(String mail) {
        String[] halves = mail.split("\r\n\r\n", 2);
        return "Received: from a by b; Sun, 22 Nov 2026 10:00:00 +0000\r\n" + halves[0] + "\r\n\r\n"
                + halves[1].replace("\r\n", " \r\n") + "\r\n";
    }

    @Test
    void toldApartByWhatTheySay() {
        String hours = undated("When do you open?");
        List<String> mails = List.of(hours, undated("How do I return a mug?"), withBlanks(hours),
                form("ann@example.org", "Where is my order?"), form("ben@example.org", "Where is my mug?"),
                form("cat@example.org", "Where is my mug?"), form("ben@example.org", "Where is my mug?"));
        try (TestDatabase database = TestDatabase.migrated();
                Post post = Post.start();
                MailInstallation parley = MailInstallation.at(post, database).read()) {
            mails.forEach(mail -> post.deliver(Post.SHOP, mail));
            List<InboundEvent> heard = parley.heard(mails.size());
            assertThat(heard.stream().filter(MessageReceived.class::isInstance)
                    .map(event -> ((MessageReceived) event).sender().id() + " " + ((MessageReceived) event).text()))
                    .containsExactly("ann@example.org When do you open?", "ann@example.org How do I return a mug?",
                            "ann@example.org Where is my order?", "ben@example.org Where is my mug?",
                            "cat@example.org Where is my mug?");
            assertThat(List.of(heard.get(2), heard.get(6))).containsOnly(new Ignored("it came in before"));
        }
    }
}
