package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.fake.slack.Post;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** People's verdicts on answers, and requests for a person. */
class VerdictsApplicationTest extends SlackApplication {
    @Test
    void countsTwoPeoplesVotesAndTakesOneBack() {
        Post answer = answer(channel, slack.say(channel, "U1", MENTION + QUESTION, null));
        int before = votes(1);
        slack.press("U1", answer, "u:");
        slack.react("U2", answer, "+1::skin-tone-3", true);
        await().until(() -> votes(1) == before + 2);
        slack.react("U2", answer, "+1::skin-tone-3", false);
        await().until(() -> votes(1) == before + 1);
    }

    @Test
    void offersACommentAfterAThumbsDown() {
        Post answer = answer(channel, slack.say(channel, "U1", MENTION + QUESTION, null));
        int before = slack.views().size();
        slack.press("U7", answer, "d:");
        await().until(() -> slack.views().size() == before + 1);
        slack.submit("U7", slack.views().getLast(), "It was about Bath");
        await().until(() -> jdbc.sql("select count(*) from verdict where vote = -1 and comment = 'It was about Bath'")
                .query(Integer.class).single() == 1);
    }

    @Test
    void leadsToAPerson() {
        String ts = slack.say(channel, "U1", MENTION + QUESTION, null);
        slack.press("U1", answer(channel, ts), "p:");
        await().until(() -> slack.answers(channel, ts).size() == 2);
        assertThat(slack.answers(channel, ts).getLast().seen()).contains("our team");
    }

    @Test
    void tellsAgentsOnceThatSomebodyWaits() {
        int before = slack.posts("C0AGENTS").size();
        String ts = slack.say(direct, "U1", "Do you repair <!channel> lawnmowers?", null);
        await().until(() -> slack.posts("C0AGENTS").size() == before + 1);
        Post call = slack.posts("C0AGENTS").getLast();
        assertThat(call.seen()).contains("waits for a person on slack", "the FAQ does not answer it", "lawnmowers");
        assertThat(call.thread()).isNull();
        slack.say(direct, "U1", QUESTION, ts);
        slack.press("U1", answer(direct, ts, post -> post.seen().startsWith(ANSWER)), "p:");
        slack.react("U5", call, "+1", true);
        everythingIsUnderstood();
        assertThat(slack.posts("C0AGENTS").subList(before, slack.posts("C0AGENTS").size())).hasSize(2)
                .allMatch(post -> post.root().equals(call.ts())).last()
                .satisfies(post -> assertThat(post.seen()).contains("wrote on slack", QUESTION));
    }

    @Test
    void showsAgentsWhatAVisitorOfTheSiteWroteWithNothingLiveInIt() {
        int before = slack.posts("C0AGENTS").size();
        send(HttpRequest.newBuilder(url("/api/chat")).header("Content-Type", "application/json"),
                "{\"message\":\"" + VerbatimTest.ATTACK + "\"}");
        await().until(() -> slack.posts("C0AGENTS").size() == before + 1);

        Post call = slack.posts("C0AGENTS").getLast();
        assertThat(call.blocks().findValuesAsString("type")).containsSubsequence("section", "actions");
        assertThat(call.blocks().size()).isEqualTo(2);
        assertThat(call.blocks().get(0).path("text").path("type").asString()).isEqualTo("plain_text");
        assertThat(call.seen()).contains("waits for a person on web", VerbatimTest.ATTACK);
        assertThat(call.text()).contains("&lt;!channel&gt;").doesNotContain("*", "|sign in");
    }

    @Test
    void tellsAgentsOnceThatWhatTheyWriteUnderACallReachesNobody() {
        int before = slack.posts("C0AGENTS").size();
        slack.say(direct, "U1", "Do you repair the lawnmowers of friends?", null);
        await().until(() -> slack.posts("C0AGENTS").size() == before + 1);
        Post call = slack.posts("C0AGENTS").getLast();
        everythingIsUnderstood();

        slack.say("C0AGENTS", "U5", "<@U6> can you take this one?", call.ts());
        everythingIsUnderstood();
        assertThat(slack.answers("C0AGENTS", call.ts())).containsExactly(call);
        slack.say("C0AGENTS", "U5", "Yes, we do!", call.ts());
        slack.say("C0AGENTS", "U5", MENTION + "tell her yes", call.ts());

        await().until(() -> slack.answers("C0AGENTS", call.ts()).size() == 2);
        everythingIsUnderstood();
        assertThat(slack.answers("C0AGENTS", call.ts())).hasSize(2).last()
                .satisfies(told -> assertThat(told.seen()).contains("stays here", "/reply"));
        String own = slack.say("C0AGENTS", "U5", MENTION + QUESTION, null);
        assertThat(answer("C0AGENTS", own).seen()).startsWith(ANSWER);
        slack.say("C0AGENTS", "U6", OTHER, own);
        await().until(() -> slack.answers("C0AGENTS", own).size() == 2);
    }

    @Test
    void leavesNoWordsWithTheAgentsThatAreTakenBack() {
        int before = slack.posts("C0AGENTS").size();
        String ts = slack.say(direct, "U1", "Do you repair lawnmowers of neighbours?", null);
        await().until(() -> slack.posts("C0AGENTS").size() == before + 1);
        assertThat(slack.posts("C0AGENTS").getLast().seen()).contains("lawnmowers");
        slack.delete(direct, ts);
        await().until(() -> slack.posts("C0AGENTS").getLast().edits() == 1);
        Post call = slack.posts("C0AGENTS").getLast();
        assertThat(call.seen()).contains("waits for a person on slack").doesNotContain("lawnmowers");
        assertThat(call.text()).doesNotContain("lawnmowers");
        everythingIsUnderstood();
        assertThat(slack.answers(direct, ts)).isEmpty();
        assertThat(slack.posts("C0AGENTS")).hasSize(before + 1);
    }
}
