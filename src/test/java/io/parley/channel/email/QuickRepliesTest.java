package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.MessageKept;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.support.TestDatabase;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reply that nobody can have typed in the time is kept for people and not answered. */
class QuickRepliesTest {
    private static final String ANN = "ann@example.org";
    /** As autoresponders write them, without any header that says so. */
    private static final List<String> AWAY = List.of("I am on annual leave until 30 November.",
            "Ich bin bis zum 30. November nicht im Haus.", "Je suis en congé jusqu'au 30 novembre.",
            "Estoy de vacaciones hasta el 30 de noviembre.", "Estou de férias até 30 de novembro.",
            "Sono in ferie fino al 30 novembre.", "Ik ben op vakantie tot en met 30 november.",
            "Jestem na urlopie do 30 listopada.", "Jag är på semester till den 30 november.",
            "Jeg er på ferie til den 30. november.", "Olen lomalla 30. marraskuuta asti.",
            "Do 30. listopadu mám dovolenou.", "30 Kasım'a kadar izindeyim, dönünce yanıtlarım.",
            "Я в отпуске до 30 ноября.", "11月30日まで休暇をいただいております。", "");

    private final TestDatabase database = TestDatabase.migrated();
    private final Post post = Post.start();
    private final MailInstallation installation = MailInstallation.timing(post, database).read();

    @BeforeEach
    void askAndAnswer() {
        post.deliver(Post.SHOP, Post.from("Ann", ANN).with("Subject", "Delivery times")
                .saying("How long does delivery take?"));
        installation.answer((MessageReceived) installation.heard(1).getFirst(), "Three days.");
        Awaitility.await().until(() -> post.inbox(ANN).size() == 1);
    }

    @AfterEach
    void stop() {
        installation.close();
        post.close();
        database.close();
    }

    @Test
    void areKeptWhereTheyAskNothing() {
        AWAY.forEach(text -> post.deliver(Post.SHOP, reply().saying(text)));

        assertThat(installation.heard(1 + AWAY.size()).stream().skip(1))
                .allMatch(InboundEvent.MessageKept.class::isInstance);
        assertThat(reasons()).hasSize(AWAY.size())
                .allMatch(reason -> reason.startsWith("it looks automatic: "));
    }

    @Test
    void areKnownByTheSubjectWhereTheyNameNoMail() {
        post.deliver(Post.SHOP, Post.from("Ann", ANN).with("Subject", "Re: Delivery times").saying(AWAY.getFirst()));
        post.deliver(Post.SHOP, Post.from("Ann", ANN).with("Subject", "Abwesend: Re: Delivery times")
                .saying(AWAY.get(1)));

        assertThat(installation.heard(3).stream().skip(1)).allMatch(InboundEvent.MessageKept.class::isInstance);
    }

    @Test
    void areAnsweredWhereSomethingIsAsked() {
        List<String> asked = List.of("And how long does it take to Norway then?", "2", "A person please",
                "I want to change my address now.");
        asked.forEach(text -> post.deliver(Post.SHOP, reply().saying(text)));

        assertThat(installation.heard(1 + asked.size()).stream().skip(1)).allMatch(MessageReceived.class::isInstance);
    }

    @Test
    void areReadWhateverDateTheyClaim() {
        post.deliver(Post.SHOP, reply().with("Date", "Mon, 1 Jan 99999999 00:00:00 +0000").saying(AWAY.getFirst()));
        post.deliver(Post.SHOP, reply().saying("And how long does it take to Norway then?"));

        assertThat(installation.heard(3).getLast()).isInstanceOf(MessageReceived.class);
    }

    @Test
    void countAsVerdictsWhereTheyAreSome() {
        post.deliver(Post.SHOP, reply().saying("Yes, that helped me a lot."));

        assertThat(installation.heard(2).getLast()).isInstanceOf(ReactionChanged.class);
    }

    @Test
    void areAPersonsAfterAWhileOrToAnotherMail() {
        post.deliver(Post.SHOP,
                Post.from("Ann", ANN).with("Subject", "My lamp").saying("The lamp arrived broken today."));
        assertThat(installation.heard(2).getLast()).isInstanceOf(MessageReceived.class);
        database.jdbc().sql("""
                update mail_out set created_at = created_at - interval '40 seconds',
                    submitted_at = submitted_at - interval '40 seconds'""").update();
        post.deliver(Post.SHOP, reply().saying("My order was number 4711, it went to Norway."));

        InboundEvent last = installation.heard(3).getLast();
        assertThat(last).isInstanceOf(MessageReceived.class);
    }

    private Post.Letterhead reply() {
        return Post.from("Ann", ANN).answering(post.inbox(ANN).getFirst());
    }

    private List<String> reasons() {
        return database.jdbc().sql("select reason from mail_in where decision = 'kept'").query(String.class).list();
    }
}
