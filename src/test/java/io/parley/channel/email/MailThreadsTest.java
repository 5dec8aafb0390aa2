package io.parley.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.AnswerSource;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.ThreadKey;
import io.parley.channel.email.message.Incoming;
import io.parley.support.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which mails belong together. */
class MailThreadsTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final String ANN = "ann@example.org";

    private final Post post = Post.start();
    private MailInstallation parley = MailInstallation.at(post, database);
    private int heard;

    @BeforeEach
    void read() {
        database.clear();
        parley = MailInstallation.at(post, database).read();
    }

    @AfterEach
    void close() {
        parley.close();
        post.close();
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    private MessageReceived written(String mail) {
        post.deliver(Post.SHOP, mail);
        heard++;
        return (MessageReceived) parley.heard(heard).getLast();
    }

    private Incoming lastAnswer() {
        return post.inbox(ANN).getLast();
    }

    private static Post.Letterhead ann() {
        return Post.from("Ann", ANN);
    }

    @Test
    void goesOnByWhatAMailAnswers() {
        MessageReceived first = written(ann().saying("When do you open?"));
        parley.answer(first, "At nine.");
        assertThat(written(ann().answering(lastAnswer()).with("Subject", "Other words").saying("On Sundays too?"))
                .thread()).isEqualTo(first.thread());
    }

    @Test
    void goesOnByTheThreadInOurIdWhereNothingElseIsLeft() {
        MessageReceived first = written(ann().saying("When do you open?"));
        String unknown = "<parley.999." + first.thread().value() + ".0123456789abcdef@shop.example>";
        assertThat(written(ann().with("In-Reply-To", unknown).with("Subject", "Other words").saying("On Sundays too?"))
                .thread()).isEqualTo(first.thread());
    }

    @Test
    void mergesNoStrangers() {
        MessageReceived first = written(ann().saying("When do you open?"));
        parley.answer(first, "At nine.");
        ThreadKey eves = written(Post.from("Eve", "eve@example.org").answering(lastAnswer()).saying("And on Sundays?"))
                .thread();
        ThreadKey bens = written(Post.from("Ben", "ben@example.org").with("Subject", "Re: A question").saying("Hours?"))
                .thread();
        assertThat(eves).isNotEqualTo(first.thread()).isNotEqualTo(bens);
        assertThat(bens).isNotEqualTo(first.thread());
    }

    @Test
    void beginsAnewWithAnotherTopicInAThreadWithWhichAPersonIsDone() {
        MessageReceived first = written(ann().with("Subject", "Broken lamp").saying("My lamp is broken, what now?"));
        parley.answer(first, "We send another.", AnswerSource.PERSON);
        Incoming before = lastAnswer();
        assertThat(written(ann().answering(before).with("Subject", "Invoice").saying("Where is my invoice?")).thread())
                .isEqualTo(first.thread());
        parley.answer(first, "Is there anything else?", AnswerSource.NOTICE);
        assertThat(written(ann().answering(before).saying("The lamp came, how do I hang it?")).thread())
                .isEqualTo(first.thread());
        assertThat(written(ann().answering(before).with("Subject", "Invoice").saying("Where is my invoice?")).thread())
                .isNotEqualTo(first.thread());
    }

    @Test
    void greetsNobodyTwiceForAnAgentWhoGreets() {
        MessageReceived first = written(ann().saying("My lamp is broken, what now?"));
        parley.answer(first, "Hi Ann,\n\nwe send another.", AnswerSource.PERSON);
        assertThat(Post.plain(lastAnswer())).startsWith("Hi Ann,\n\nwe send another.");
        assertThat(Post.html(lastAnswer())).doesNotContain("Hello");
        parley.answer(first, "Hiking boots come tomorrow.", AnswerSource.PERSON);
        assertThat(Post.plain(lastAnswer())).startsWith("Hello,\n\nHiking boots");
        parley.answer(first, "Hi! At nine.", AnswerSource.FAQ);
        assertThat(Post.plain(lastAnswer())).startsWith("Hello,\n\nHi! At nine.");
    }
}
