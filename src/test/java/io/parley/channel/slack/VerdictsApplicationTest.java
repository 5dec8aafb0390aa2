package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.slack.Post;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** People's verdicts on answers, and requests for a person. */
class VerdictsApplicationTest extends SlackApplication {
    @Test
    void countsTwoPeoplesVotesAndTakesOneBack() {
        Post answer = answer(channel, slack.say(channel, "U1", MENTION + QUESTION, null));
        slack.press("U1", answer, "u:");
        slack.react("U2", answer, "+1::skin-tone-3", true);
        await().until(() -> votes(1) == 2);
        slack.react("U2", answer, "+1::skin-tone-3", false);
        await().until(() -> votes(1) == 1);
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
        String ts = slack.say(direct, "U1", "Do you repair <!channel> lawnmowers?", null);
        Post call = call("lawnmowers");
        assertThat(call.seen()).contains("waits for a person on slack", "the FAQ does not answer it", "lawnmowers");
        assertThat(call.thread()).isNull();
        slack.say(direct, "U1", QUESTION, ts);
        slack.press("U1", answer(direct, ts, post -> post.seen().startsWith(ANSWER)), "p:");
        slack.react("U5", call, "+1", true);
        everythingIsUnderstood();
        assertThat(slack.answers(AGENTS, call.ts())).hasSize(2).last()
                .satisfies(post -> assertThat(post.seen()).contains("wrote on slack", QUESTION));
    }

    @Test
    void showsAgentsWhatAVisitorOfTheSiteWroteWithNothingLiveInIt() {
        send(HttpRequest.newBuilder(url("/api/chat")).header("Content-Type", "application/json"),
                "{\"message\":\"" + VerbatimTest.ATTACK + "\"}");

        Post call = call(VerbatimTest.ATTACK);
        assertThat(call.blocks().findValuesAsString("type")).containsSubsequence("section", "actions");
        assertThat(call.blocks().size()).isEqualTo(2);
        assertThat(call.blocks().get(0).path("text").path("type").asString()).isEqualTo("plain_text");
        assertThat(call.seen()).contains("waits for a person on web", VerbatimTest.ATTACK);
        assertThat(call.text()).contains("&lt;!channel&gt;").doesNotContain("*", "|sign in");
    }

    @Test
    void tellsAgentsOnceThatWhatTheyWriteUnderACallReachesNobody() {
        slack.say(direct, "U1", "Do you repair the snow blowers of friends?", null);
        Post call = call("snow blowers");
        everythingIsUnderstood();

        slack.say(AGENTS, "U5", "<@U6> can you take this one?", call.ts());
        everythingIsUnderstood();
        assertThat(slack.answers(AGENTS, call.ts())).containsExactly(call);
        slack.say(AGENTS, "U5", "Yes, we do!", call.ts());
        slack.say(AGENTS, "U5", MENTION + "tell her yes", call.ts());

        await().until(() -> slack.answers(AGENTS, call.ts()).size() == 2);
        everythingIsUnderstood();
        assertThat(slack.answers(AGENTS, call.ts())).hasSize(2).last()
                .satisfies(told -> assertThat(told.seen()).contains("stays here", "/reply"));
        String own = slack.say(AGENTS, "U5", MENTION + QUESTION, null);
        assertThat(answer(AGENTS, own).seen()).startsWith(ANSWER);
        slack.say(AGENTS, "U6", OTHER, own);
        await().until(() -> slack.answers(AGENTS, own).size() == 2);
    }

    @Test
    void leavesNoWordsWithTheAgentsThatAreTakenBack() {
        String ts = slack.say(direct, "U1", "Do you repair hedge trimmers of neighbours?", null);
        String told = call("hedge trimmers").ts();
        slack.delete(direct, ts);
        Post call = answer(AGENTS, told, post -> post.ts().equals(told) && !post.seen().contains("trimmers"));
        assertThat(call.seen()).contains("waits for a person on slack");
        assertThat(call.text()).doesNotContain("trimmers");
        everythingIsUnderstood();
        assertThat(slack.answers(direct, ts)).isEmpty();
        assertThat(slack.answers(AGENTS, told)).containsExactly(call);
    }
}
