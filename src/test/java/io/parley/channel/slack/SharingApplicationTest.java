package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Post;
import org.junit.jupiter.api.Test;

/** Answers that only one person sees, and their consequences. */
class SharingApplicationTest extends SlackApplication {
    @Test
    void answersACommandForItsAskerOnly() {
        slack.command(channel, "U1", QUESTION);
        await().until(() -> !slack.posts(channel).isEmpty());
        Post answer = slack.posts(channel).getFirst();
        assertThat(answer.onlyFor()).isEqualTo("U1");
        assertThat(answer.seen()).startsWith(ANSWER);
        slack.press("U1", answer, "u:");
        await().until(() -> votes(1) == 1);
    }

    @Test
    void answersAMessageThatAShortcutPointsAt() {
        String ts = slack.say(channel, "U1", QUESTION, null);
        slack.shortcut("U2", slack.posts(channel).getFirst());
        assertThat(answer(channel, ts).seen()).startsWith(ANSWER);
    }

    @Test
    void answersAgainWhoPointsAtAMessageThatWasAnswered() {
        String ts = slack.say(channel, "U1", MENTION + QUESTION, null);
        Post first = answer(channel, ts);
        slack.shortcut("U2", slack.posts(channel).getFirst());
        await().until(() -> slack.answers(channel, ts).size() == 2);
        assertThat(slack.answers(channel, ts).getLast().seen()).isEqualTo(first.seen());
    }

    @Test
    void answersEachWhoPointsAtAMessageWhereItIsNoMember() {
        slack.workspace().keepOut(channel);
        slack.say(channel, "U1", QUESTION, null);
        slack.shortcut("U2", slack.posts(channel).getFirst());
        assertThat(shared().onlyFor()).isEqualTo("U2");
        slack.shortcut("U3", slack.posts(channel).getFirst());
        await().until(() -> slack.posts(channel).size() == 3);
        assertThat(shared().onlyFor()).isEqualTo("U3");
        assertThat(shared().seen()).contains(ANSWER);
    }

    private Post askAlone(String question) {
        slack.command(channel, "U1", question);
        await().until(() -> !slack.posts(channel).isEmpty());
        return slack.posts(channel).getFirst();
    }

    private Post shared() {
        await().until(() -> slack.posts(channel).size() > 1);
        return slack.posts(channel).getLast();
    }

    @Test
    void showsAnAnswerToAllOnceItsAskerSharesIt() {
        Post answer = askAlone(QUESTION);
        slack.press("U1", answer, "s:");
        Post shared = shared();
        assertThat(shared.onlyFor()).isNull();
        assertThat(shared.thread()).isNull();
        assertThat(shared.seen()).startsWith("ann asked: " + QUESTION).contains(ANSWER);
        assertThat(FakeSlack.values(shared)).noneMatch(v -> v.startsWith("s:") || v.startsWith("p:"));
        slack.press("U2", shared, "u:");
        slack.react("U3", shared, "tada", true);
        await().until(() -> votes(1) == 2);
        slack.press("U1", answer, "s:");
        everythingIsUnderstood();
        assertThat(slack.posts(channel)).hasSize(2);
    }

    @Test
    void sharesWhereItIsNoMember() {
        slack.workspace().keepOut(channel);
        slack.press("U1", askAlone(QUESTION), "s:");
        assertThat(shared().onlyFor()).isNull();
        assertThat(shared().seen()).contains(QUESTION, ANSWER);
    }

    @Test
    void offersToShareOnlyAnAnswerThatOnePersonSees() {
        String ts = slack.say(channel, "U1", MENTION + QUESTION, null);
        assertThat(FakeSlack.values(answer(channel, ts))).noneMatch(v -> v.startsWith("s:"));
    }

    @Test
    void tellsWhoPointsAtAMessageWhereItIsNoMember() {
        slack.workspace().keepOut(channel);
        slack.say(channel, "U1", QUESTION, null);
        slack.shortcut("U2", slack.posts(channel).getFirst());
        Post answer = shared();
        assertThat(answer.onlyFor()).isEqualTo("U2");
        assertThat(answer.seen()).contains("/invite", ANSWER);
        slack.press("U2", answer, "u:");
        await().until(() -> votes(1) == 1);
        slack.press("U2", answer, "p:");
        await().until(() -> slack.posts(channel).size() == 3);
        assertThat(shared().onlyFor()).isEqualTo("U2");
        assertThat(shared().seen()).contains("our team");
    }

    @Test
    void takesAwayWhatItSaidAgainOnceTheQuestionIsChangedOrTakenBack() {
        String ts = slack.say(channel, "U1", MENTION + QUESTION, null);
        Post first = answer(channel, ts);
        slack.shortcut("U2", slack.posts(channel).getFirst());
        await().until(() -> slack.answers(channel, ts).size() == 2);
        slack.edit(channel, ts, MENTION + OTHER);
        await().until(() -> slack.answers(channel, ts).size() == 1);
        Post changed = answer(channel, ts, post -> post.edits() > 0);
        assertThat(changed.ts()).isEqualTo(first.ts());
        assertThat(changed.seen()).doesNotContain(ANSWER);
        slack.shortcut("U3", slack.posts(channel).getFirst());
        await().until(() -> slack.answers(channel, ts).size() == 2);
        slack.delete(channel, ts);
        await().until(() -> slack.answers(channel, ts).isEmpty());
        everythingIsUnderstood();
    }
}
