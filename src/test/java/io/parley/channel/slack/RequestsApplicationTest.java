package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.fake.slack.FakeSlack;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Which requests are taken for Slack's, and what each gets. */
class RequestsApplicationTest extends SlackApplication {
    private static final String BODY = """
            {"type":"event_callback","event_id":"%s","event":{"type":"message"}}""";

    @Test
    void takesNothingThatSlackDidNotSignNow() {
        everythingIsUnderstood();
        int before = inbox(null);
        String body = BODY.formatted("EvForged");
        HttpRequest.Builder unsigned = HttpRequest.newBuilder(url(EventsController.PATH)).header("Content-Type",
                "application/json");
        assertThat(List.of(bring("wrong", Instant.now(), body), bring("---", Instant.now(), body),
                send(unsigned, body).statusCode(),
                bring(FakeSlack.SECRET, Instant.now().minusSeconds(301), body),
                bring(FakeSlack.SECRET, Instant.now().plusSeconds(400), body),
                bring(FakeSlack.SECRET, Instant.now().plusSeconds(86_400), body))).containsOnly(401);
        assertThat(inbox(null)).isEqualTo(before);
        assertThat(bring(FakeSlack.SECRET, Instant.now(), body + "\r\n")).isEqualTo(200);
        assertThat(inbox(null)).isEqualTo(before + 1);
    }

    /** Slack itself repeats what it thinks was lost, so within the five minutes a repetition is taken, and stored once. */
    @Test
    void storesNothingOfAReplayedRequest() {
        everythingIsUnderstood();
        int before = inbox(null);
        Instant then = Instant.now();
        String body = BODY.formatted("EvReplayed");
        assertThat(bring(FakeSlack.SECRET, then, body)).isEqualTo(200);
        assertThat(bring(FakeSlack.SECRET, then, body)).isEqualTo(200);
        assertThat(inbox(null)).isEqualTo(before + 1);
        assertThat(send(signed(FakeSlack.SECRET, then, body), BODY.formatted("EvAltered")).statusCode())
                .isEqualTo(401);
        assertThat(bring(FakeSlack.SECRET, then.minusSeconds(301), body)).isEqualTo(401);
        assertThat(bring(FakeSlack.SECRET, then.minusSeconds(86_400), body)).isEqualTo(401);
        assertThat(inbox(null)).isEqualTo(before + 1);
    }

    @Test
    void echoesTheChallengeByWhichSlackChecksTheAddress() {
        int before = inbox(null);
        String body = "{\"type\":\"url_verification\",\"token\":\"x\",\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595\"}";
        HttpResponse<String> answer = send(signed(FakeSlack.SECRET, Instant.now(), body), body);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("3eZbrw1aBm2rZgRNFdxV2595");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        HttpResponse<String> forged = send(signed("wrong", Instant.now(), body), body);
        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(forged.body()).doesNotContain("3eZbrw1aBm2rZgRNFdxV2595");
        assertThat(inbox(null)).isEqualTo(before);
    }

    @Test
    void takesWhatMeansNothingToTheBotAndRefusesForEverWhatNobodyCanRead() {
        for (String body : List.of("{\"type\":\"app_rate_limited\",\"minute_rate_limited\":1}",
                "{\"type\":\"event_callback\",\"event_id\":\"EvOdd\",\"event\":{\"type\":\"something_new\"}}",
                "{\"type\":\"something_new\"}")) {
            assertThat(bring(FakeSlack.SECRET, Instant.now(), body)).as(body).isEqualTo(200);
        }
        HttpResponse<String> unreadable = send(signed(FakeSlack.SECRET, Instant.now(), "{"), "{");
        assertThat(unreadable.statusCode()).isEqualTo(400);
        assertThat(unreadable.headers().firstValue("X-Slack-No-Retry")).hasValue("1");
        everythingIsUnderstood();
    }

    /** A payload in which bolt's parser finds a field of another type than it expects, or none. */
    @Test
    void storesWhatBoltCannotParse() {
        everythingIsUnderstood();
        int before = inbox(null);
        String press = """
                {"type":"block_actions","trigger_id":"OddPress","user":{"id":"U1"},"message":{"blocks":"none"},
                 "container":{"channel_id":"C1","message_ts":"1.000001"},"actions":[{"value":"p:1","action_ts":"2.000001"}]}""";
        String form = "payload=" + URLEncoder.encode(press, StandardCharsets.UTF_8);
        for (String body : List.of(form, "{\"type\":\"event_callback\",\"event_id\":\"EvWithoutEvent\"}")) {
            assertThat(bring(FakeSlack.SECRET, Instant.now(), body)).as(body).isEqualTo(200);
        }
        assertThat(inbox(null)).isEqualTo(before + 2);
        everythingIsUnderstood();
    }

    private static String recorded(String file) {
        return new String(RecordedPayloads.body(file), StandardCharsets.UTF_8).replace("https://hooks.slack.com",
                slack.url() + "/hooks");
    }

    @Test
    void takesEachRecordedPayloadIfItIsSignedAndStoresNoneThatIsForged() {
        Assumptions.assumeTrue(Files.isDirectory(RecordedPayloads.FOLDER),
                "skipped: " + RecordedPayloads.FOLDER + " is absent");
        everythingIsUnderstood();
        int before = inbox(null);
        int answered = inbox("answered");
        List<String> files = RecordedPayloads.files();
        assertThat(files).isNotEmpty().allSatisfy(
                file -> assertThat(bring("forged", Instant.now(), recorded(file))).as(file).isEqualTo(401));
        assertThat(inbox(null)).isEqualTo(before);
        assertThat(files).allSatisfy(
                file -> assertThat(bring(FakeSlack.SECRET, Instant.now(), recorded(file))).as(file).isEqualTo(200));
        everythingIsUnderstood();
        assertThat(jdbc.sql("select count(*) from inbox where state = 'dead_letter'").query(Integer.class).single())
                .isZero();
        assertThat(jdbc.sql("select key from inbox where channel = 'slack'").query(String.class).list())
                .containsAll(RecordedPayloadsTest.stored().stream()
                        .map(file -> SlackPayload.of(RecordedPayloads.body(file)).orElseThrow().key()).toList());
        assertThat(inbox("answered")).isGreaterThan(answered);
    }
}
