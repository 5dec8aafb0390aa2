package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.email.message.Incoming;
import io.parley.support.Attempts;
import io.parley.support.TestDatabase;
import jakarta.mail.MessagingException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Mails whose headers are made to become headers or markup of the answer. */
class HeaderInjectionTest {
    private static final String ENCODED = "=?utf-8?q?Hi=0D=0ABcc:_evil@evil.example=0D=0A=0D=0A<b>evil</b>?=";
    private static final String BASE64 = "=?utf-8?b?SGkNCkJjYzogZXZpbEBldmlsLmV4YW1wbGUNClgtRXZpbDogMQ==?=";
    private static final String MARKUP = "<img src=x onerror=alert(1)><script>alert(1)</script>";
    private static final List<String> TRICKS = List.of(ENCODED, BASE64, MARKUP,
            "=?utf-8?q?=3Cscript=3Ealert(1)=3C/script=3E?=", "a\r\n Bcc: evil@evil.example",
            "a\u2028Bcc: evil@evil.example",
            "=?utf-8?q?a=0ABcc:_evil@evil.example?=", "=?utf-8?q?a=0DBcc:_evil@evil.example?=",
            "=?utf-8?q?a=00Bcc:_evil@evil.example?=", "a\u0085X-Evil: 1", "{name} ${7*142857} {{7*142857}}",
            "\" onmouseover=\"alert(1)");
    /** The headers that an answer may carry. */
    private static final Set<String> HEADERS = Set.of("date", "from", "reply-to", "to", "message-id", "in-reply-to",
            "references", "subject", "mime-version", "content-type", "auto-submitted", "x-auto-response-suppress",
            "precedence", "list-unsubscribe", "list-unsubscribe-post", "return-path", "received", "content-language",
            "content-transfer-encoding", "delivered-to");

    @Test
    void leavesTheAnswersHeadersAndMarkupAlone() {
        Attempts attempts = new Attempts("header injection by mail");
        try (Post post = Post.start();
                TestDatabase database = TestDatabase.migrated();
                MailInstallation parley = MailInstallation.at(post, database).read()) {
            Map<String, Post.Letterhead> mails = mails();
            mails.values().forEach(mail -> post.deliver(Post.SHOP, mail.saying("When do you open?")));
            parley.heard(mails.size()).stream().filter(MessageReceived.class::isInstance)
                    .forEach(question -> parley.answer((MessageReceived) question, "At nine."));
            int answered = 0;
            for (Map.Entry<String, Post.Letterhead> mail : mails.entrySet()) {
                List<Incoming> answers = post.inbox(mail.getValue().address());
                answered += answers.size();
                attempts.note(mail.getKey(), answers.stream().allMatch(HeaderInjectionTest::isHarmless));
            }
            System.out.printf("header injection by mail: %d of %d mails were answered%n", answered, mails.size());
            assertThat(answered).isGreaterThan(mails.size() / 2);
            assertThat(post.inbox("evil@evil.example")).isEmpty();
        }
        attempts.wereStopped(14);
    }

    private static Map<String, Post.Letterhead> mails() {
        Map<String, Post.Letterhead> mails = new LinkedHashMap<>();
        for (int i = 0; i < TRICKS.size(); i++) {
            String trick = TRICKS.get(i);
            mails.put("subject " + trick, Post.from("Ann", "s" + i + "@a" + i + ".example").with("Subject", trick));
            mails.put("name " + trick, Post.from(trick, "n" + i + "@b" + i + ".example"));
            mails.put("reply to " + trick, Post.from("Ann", "r" + i + "@c" + i + ".example").with("Reply-To",
                    trick + " <r" + i + "@c" + i + ".example>"));
            mails.put("references " + trick, Post.from("Ann", "f" + i + "@d" + i + ".example").with("References",
                    "<" + trick + "@e.example> <a@e.example>"));
            mails.put("id " + trick, Post.from("Ann", "i" + i + "@f" + i + ".example").with("Message-ID",
                    "<" + trick + "@e.example>"));
        }
        return mails;
    }

    private static boolean isHarmless(Incoming answer) {
        Set<String> headers = headers(answer);
        String html = Post.html(answer);
        return HEADERS.containsAll(headers) && !html.contains("<script") && !html.contains("<img")
                && !html.contains("<b>evil") && !html.contains("onmouseover=\"") && !html.contains("999999");
    }

    private static Set<String> headers(Incoming answer) {
        try {
            return Collections.list(answer.message().getAllHeaders()).stream()
                    .map(header -> header.getName().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
