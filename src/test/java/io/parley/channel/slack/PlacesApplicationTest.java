package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Post;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Where people see the bot answer, and where it is silent. */
class PlacesApplicationTest extends SlackApplication {
    @Test
    void answersADirectMessageInItsThread() {
        String ts = slack.say(direct, "U1", QUESTION, null);
        Post answer = answer(direct, ts);
        assertThat(answer.seen()).startsWith(ANSWER);
        assertThat(answer.thread()).isEqualTo(ts);
        assertThat(answer.text()).startsWith(ANSWER);
        assertThat(FakeSlack.values(answer)).anyMatch(v -> v.startsWith("u:")).anyMatch(v -> v.startsWith("d:"))
                .anyMatch(v -> v.startsWith("p:"));
    }

    @Test
    void answersAMentionOnceThoughItArrivesAsTwoEvents() {
        String ts = slack.say(channel, "U1", MENTION + QUESTION, null);
        assertThat(answer(channel, ts).seen()).startsWith(ANSWER);
        everythingIsUnderstood();
        assertThat(slack.answers(channel, ts)).hasSize(1);
    }

    @Test
    void goesOnInItsThreadWithoutAMentionUnlessPeopleTalkToEachOther() {
        String ts = slack.say(channel, "U1", MENTION + QUESTION, null);
        answer(channel, ts);
        slack.say(channel, "U2", "<@U1> " + OTHER, ts);
        everythingIsUnderstood();
        assertThat(slack.answers(channel, ts)).hasSize(1);
        slack.say(channel, "U2", OTHER, ts);
        await().until(() -> slack.answers(channel, ts).size() == 2);
    }

    @Test
    void answersAFollowUpThatOvertookItsMention() {
        String root = slack.workspace().nextTs();
        String ts = slack.say(channel, "U1", OTHER, root);
        everythingIsUnderstood();
        assertThat(slack.answers(channel, root)).isEmpty();
        slack.say(channel, "U1", MENTION + QUESTION, null, event -> event.put("ts", root));
        await().until(() -> slack.answers(channel, root).size() == 2);
        assertThat(slack.answers(channel, root).getFirst().seen()).startsWith(ANSWER);
        assertThat(slack.answers(channel, root).getLast().seen()).doesNotContain(ANSWER);
        assertThat(ts).isGreaterThan(root);
    }

    @Test
    void leavesAloneWhatPeopleSaidBeforeItWasCalled() {
        String root = slack.say(channel, "U1", "Morning, all", null);
        slack.say(channel, "U2", OTHER, root);
        everythingIsUnderstood();
        int before = inbox("said before the bot was called");
        slack.say(channel, "U1", MENTION + QUESTION, root);
        answer(channel, root);
        await().until(() -> inbox("said before the bot was called") == before + 1);
        everythingIsUnderstood();
        assertThat(slack.answers(channel, root)).hasSize(1);
    }

    @Test
    void isSilentInOtherThreadsAndToBotsAndJoins() {
        String ts = slack.say(channel, "U1", QUESTION, null);
        slack.say(channel, "U2", QUESTION, ts);
        slack.say(direct, "U9", QUESTION, null, event -> event.put("bot_id", "B9"));
        slack.say(direct, FakeSlack.BOT, QUESTION, null);
        slack.say(direct, "U1", "has joined", null, event -> event.put("subtype", "channel_join"));
        everythingIsUnderstood();
        assertThat(slack.answers(channel, ts)).isEmpty();
        assertThat(slack.posts(direct)).hasSize(3);
    }

    @Test
    void correctsItsAnswerInPlaceAndTakesItAway() {
        String ts = slack.say(direct, "U1", QUESTION, null);
        Post first = answer(direct, ts);
        slack.edit(direct, ts, OTHER);
        Post second = answer(direct, ts, post -> post.edits() > 0);
        assertThat(second.ts()).isEqualTo(first.ts());
        assertThat(second.seen()).doesNotContain(ANSWER);
        slack.delete(direct, ts);
        await().until(() -> slack.answers(direct, ts).isEmpty());
    }

    @Test
    void saysThatItCannotReadAFile() {
        String ts = slack.say(direct, "U1", "", null, event -> event.put("subtype", "file_share").putArray("files")
                .addObject().put("name", "invoice.pdf"));
        assertThat(answer(direct, ts).seen()).contains("only read text");
    }

    @Test
    void namesTheFileThatItDidNotRead() {
        String ts = slack.say(direct, "U1", QUESTION, null, event -> event.put("subtype", "file_share")
                .putArray("files").addObject().put("name", "<!channel>.pdf"));
        assertThat(answer(direct, ts).seen()).startsWith(ANSWER).contains("only read text").contains(".pdf");
    }

    @Test
    void suggestsWhatToAskWhenItsMessagesAreOpened() {
        slack.event(JsonMapper.shared().createObjectNode().put("type", "app_home_opened")
                .put("user", "U1").put("channel", direct).put("tab", "messages"));
        await().until(() -> slack.calls("assistant.threads.setSuggestedPrompts").stream()
                .anyMatch(call -> call.path("channel_id").asString("").equals(direct) && !call.has("thread_ts")));
    }

    @Test
    void answersAMessageIntoWhichItsNameIsWrittenAfterwards() {
        String ts = slack.say(channel, "U1", QUESTION, null);
        String root = slack.say(channel, "U1", "Morning, all", null);
        String reply = slack.say(channel, "U2", "<@U1> " + OTHER, root);
        everythingIsUnderstood();
        slack.edit(channel, ts, MENTION + QUESTION);
        slack.edit(channel, reply, MENTION + QUESTION);
        assertThat(answer(channel, ts).seen()).startsWith(ANSWER);
        assertThat(answer(channel, root).seen()).startsWith(ANSWER);
        slack.edit(channel, ts, QUESTION + " " + MENTION);
        everythingIsUnderstood();
        assertThat(slack.answers(channel, ts)).hasSize(1);
        assertThat(slack.answers(channel, root)).hasSize(1);
    }

    @Test
    void changesItsAnswerWhenItsNameIsWrittenIntoWhatItAnswered() {
        String root = slack.say(channel, "U1", MENTION + QUESTION, null);
        answer(channel, root);
        String ts = slack.say(channel, "U1", QUESTION, root);
        await().until(() -> slack.answers(channel, root).size() == 2);
        slack.edit(channel, ts, MENTION + OTHER);
        assertThat(answer(channel, root, post -> post.edits() > 0).seen()).doesNotContain(ANSWER);
        everythingIsUnderstood();
        assertThat(slack.answers(channel, root)).hasSize(2);
    }
}
