package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.support.Attempts;
import io.parley.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links of mails that somebody makes up, or makes of one that they have. */
class ForgedLinksTest {
    @Test
    void doNothing() {
        Attempts attempts = new Attempts("forged links of mails");
        try (Post post = Post.start();
                TestDatabase database = TestDatabase.migrated();
                MailInstallation parley = MailInstallation.at(post, database).read()) {
            String up = given(post, parley, "ann@example.org");
            String others = given(post, parley, "ben@example.net");
            int events = parley.inbox.events().size();
            for (String token : forged(up, others)) {
                attempts.note(token, !parley.pages.look(token).known() && !parley.pages.follow(token).known());
            }
            attempts.wereStopped(20);
            assertThat(parley.inbox.events()).hasSize(events);
            assertThat(parley.pages.look(up).known()).isTrue();
            assertThat(parley.inbox.events()).hasSize(events);
            assertThat(parley.pages.follow(up).known()).isTrue();
            assertThat(parley.pages.follow(up).known()).isTrue();
            assertThat(parley.inbox.events()).hasSize(events + 1);
        }
    }

    /** The token of a link in an answer that somebody got. */
    private static String given(Post post, MailInstallation parley, String person) {
        int before = parley.inbox.events().size();
        post.deliver(Post.SHOP, Post.from("Ann", person).saying("When do you open?"));
        parley.answer((MessageReceived) parley.heard(before + 1).getLast(), "At nine.");
        Matcher link = Pattern.compile("/mail/(up-\\S+)").matcher(Post.plain(post.inbox(person).getFirst()));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static List<String> forged(String up, String others) {
        String signature = up.substring(up.lastIndexOf('-') + 1);
        String number = up.substring(3, up.lastIndexOf('-'));
        String othersSignature = others.substring(others.lastIndexOf('-') + 1);
        List<String> forged = new ArrayList<>(List.of("", "-", "up", "up-" + number, "up-" + number + "-", up + "0",
                up.substring(0, up.length() - 1), up.toUpperCase(Locale.ROOT), " " + up, up + "\n", "x" + up,
                "up-0" + number + "-" + signature, "up-+" + number + "-" + signature, "up--1-" + signature,
                "up-" + number + "-" + "0".repeat(32), "up-" + number + "-" + othersSignature,
                others.replace(othersSignature, signature), "up-9999999999999999999-" + signature,
                "up-" + number + "%2d" + signature, "../mail/" + up, "up-' or 1=1---" + signature, "null"));
        for (String action : List.of("down", "person", "off", "on", "UP", "erase", "")) {
            forged.add(action + up.substring(2));
        }
        return forged;
    }
}
