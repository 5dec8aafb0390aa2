package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.email.message.Incoming;
import io.parley.handover.TicketDeadlines;
import io.parley.support.ParleyTest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Operators hear by mail of a customer to whom nobody came. */
@ParleyTest
@DirtiesContext
class OperatorMailsTest {
    private static final Post post = Post.start();
    private static final String OLGA = "olga@team.example";
    private static final String ADAM = "adam@team.example";
    private static final String BOB = "bob@team.example";
    private static final String LENA = "lena@team.example";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TicketDeadlines deadlines;

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry properties) {
        properties.add("parley.email.address", () -> Post.SHOP);
        properties.add("parley.email.imap-url", () -> post.imapUrl(Post.SHOP));
        properties.add("parley.email.smtp-url", () -> post.smtpUrl(Post.SHOP));
        properties.add("parley.email.answer-existing", () -> "true");
        properties.add("parley.email.check-every", () -> "1s");
        properties.add("parley.public-url", () -> "https://chat.shop.example");
    }

    @BeforeEach
    void team() {
        jdbc.sql(
                """
                        insert into agent (login, name, email, role, locked_at) values ('olga', 'Olga', :olga, 'operator', null),
                            ('adam', 'Adam', :adam, 'administrator', null), ('bob', 'Bob', :bob, 'agent', null),
                            ('lena', 'Lena', :lena, 'operator', now())""")
                .param("olga", OLGA).param("adam", ADAM)
                .param("bob", BOB).param("lena", LENA).update();
    }

    @AfterAll
    static void close() {
        post.close();
    }

    @Test
    void tellOfATicketOnce() {
        post.deliver(Post.SHOP, Post.from("Ann", "ann@example.org").with("Subject", "My lamp")
                .saying("I want to talk to a person please."));
        await().until(() -> post.inbox("ann@example.org").size() == 1);
        jdbc.sql("update ticket set opened_at = now() - interval '9 hours', promised_at = now() - interval '6 hours'")
                .update();

        deadlines.run();
        deadlines.run();

        await()
                .until(() -> post.inbox("ann@example.org").size() == 2 && jdbc.sql(
                        "select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending')")
                        .query(Integer.class).single() == 0);
        assertThat(List.of(OLGA, ADAM)).allSatisfy(operator -> {
            Incoming mail = post.inbox(operator).getFirst();
            assertThat(post.inbox(operator)).hasSize(1);
            assertThat(mail.subject()).startsWith("Ticket ").contains("Ann").contains("waited for too long");
            assertThat(mail.headers("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(Post.plain(mail)).contains("I want to talk to a person please.")
                    .contains("https://chat.shop.example/desk/t/");
        });
        assertThat(List.of(BOB, LENA)).allSatisfy(other -> assertThat(post.inbox(other)).isEmpty());
    }
}
