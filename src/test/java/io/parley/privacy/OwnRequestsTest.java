package io.parley.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundSink;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.channel.scripted.ScriptedChannel.Line;
import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People ask for their own data, or that they be forgotten. */
@ParleyTest(properties = "parley.public-url=https://help.shop.example")
@Import(ScriptedChannel.class)
class OwnRequestsTest {
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final String QUESTION = "Shall I delete everything";
    private static final String BEGUN = "I am deleting everything";
    private static final Pattern LINK = Pattern.compile("https://help\\.shop\\.example(/mine/[\\w-]{43})");
    private static final AtomicInteger number = new AtomicInteger();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String ann = "ann-" + number.incrementAndGet();

    @LocalServerPort
    int port;

    @Autowired
    ScriptedChannel channel;
    @Autowired
    InboundSink sink;
    @Autowired
    Erasures erasures;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TestDatabase database;

    @BeforeEach
    void anotherHour() {
        jdbc.sql("delete from usage_count").update();
    }

    @AfterEach
    void end() {
        database.jdbc().sql("drop trigger if exists waits on erasure").update();
        http.close();
    }

    @Test
    void whoConfirmsIsForgottenHearsOfItAndIsANewPersonAfterwards() {
        says(ann, "How do I reset my password? I am " + ann);
        says(ann, "delete my data");
        assertThat(last()).contains(QUESTION, "ten minutes");
        long person = person();

        says(ann, "Yes");

        finish();
        assertThat(channel.transcript(ann)).singleElement().asString().contains(BEGUN);
        assertThat(jdbc.sql("select asked_by from erasure where participant_id = ?").param(person).query(String.class)
                .single()).isEqualTo(Erasure.THEMSELVES);
        assertThat(jdbc.sql("select count(*) from message where participant_id = ? and text <> ''").param(person)
                .query(Integer.class).single()).isZero();
        assertThat(left()).isZero();
        says(ann, "How do I reset my password?");
        assertThat(person()).isGreaterThan(person);
        assertThat(last()).doesNotContain(BEGUN);
    }

    /** Somebody else could write in a session whose name is made up, and so can be guessed. */
    @ParameterizedTest
    @ValueSource(strings = {"send me my data", "delete my data", "/export", "/forget"})
    void noSessionThatCanBeGuessedGetsDataOrIsForgotten(String wish) throws Exception {
        String session = "customer-" + number.incrementAndGet();
        assertThat(chat(session, "How do I reset my password?")).contains("sign-in page");
        assertThat(chat(session, wish)).contains("direct message").doesNotContain("/mine/", QUESTION);
        chat(session, "yes");
        assertThat(jdbc.sql("select count(*) from erasure e join participant p on p.id = e.participant_id"
                + " where p.external_id like ?").param("%" + session).query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select count(*) from message m join participant p on p.id = m.participant_id"
                + " where p.external_id like ? and m.text <> ''").param("%" + session).query(Integer.class).single())
                .isPositive();
    }

    private String chat(String session, String text) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/chat"))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(JsonMapper.shared()
                        .writeValueAsString(Map.of("sessionId", session, "message", text))))
                .build(),
                BodyHandlers.ofString()).body();
    }

    @Test
    void whoOnlyAskedAndConfirmedLeavesNothing() {
        says(ann, "/forget");
        says(ann, "yes");
        finish();
        assertThat(left()).isZero();
    }

    @Test
    void theButtonConfirmsToo() {
        says(ann, "/forget");
        long person = person();
        String question = Long.toString(question());
        store("choose", ann, question, "forget");
        assertThat(last()).contains(BEGUN);
        assertThat(isErased(person)).isTrue();
    }

    @Test
    void aButtonIsTooLateAfterTenMinutes() {
        says(ann, "/forget");
        long person = person();
        String question = Long.toString(question());
        jdbc.sql("update privacy_request set asked_at = now() - interval '10 minutes 1 second'").update();
        store("choose", ann, question, "forget");
        assertThat(last()).contains("more than ten minutes ago");
        assertThat(isErased(person)).isFalse();
    }

    @Test
    void aYesIsTooLateAfterTenMinutes() {
        says(ann, "/forget");
        long person = person();
        jdbc.sql("update privacy_request set asked_at = now() - interval '10 minutes 1 second'").update();
        says(ann, "yes");
        assertThat(isErased(person)).isFalse();
    }

    @Test
    void aYesToSomethingElseErasesNobody() {
        says(ann, "/forget");
        long person = person();
        says(ann, "How do I reset my password?");
        says(ann, "yes");
        assertThat(isErased(person)).isFalse();
    }

    @Test
    void nobodyConfirmsForAnother() {
        says(ann, "/forget");
        long person = person();
        String question = Long.toString(question());
        says("mallory", "yes");
        store("choose", "mallory", question, "forget");
        assertThat(isErased(person)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Bitte löschen Sie alle meine Daten, Soll ich alles löschen, 'Ja'",
            "Supprimez toutes mes données s’il vous plaît, Dois-je supprimer tout, oui"})
    void theyAskAndHearInTheirLanguage(String wish, String question, String yes) {
        says(ann, wish);
        assertThat(last()).contains(question);
        long person = person();
        says(ann, yes);
        assertThat(isErased(person)).isTrue();
    }

    @Test
    void fiveRequestsOfADayAreAnswered() {
        for (int i = 0; i < 20; i++) {
            says(ann, "/forget");
        }
        assertThat(channel.transcript(ann)).hasSize(5);
        jdbc.sql("update privacy_request set since = since - interval '1 day 1 second'").update();
        says(ann, "/forget");
        assertThat(channel.transcript(ann)).hasSize(6);
    }

    @Test
    void onePlaceErasesTwentyPeopleAnHour() {
        says(ann, "/forget");
        long person = person();
        jdbc.sql("insert into usage_count values (date_trunc('hour', now()), 'erasure', 'scripted:' || ?, 20)")
                .param(person()).update();
        says(ann, "yes");
        assertThat(last()).contains("ask me again in an hour");
        assertThat(isErased(person)).isFalse();
    }

    @Test
    void whatTheySayMeanwhileIsDroppedAndTheyAreTold() {
        says(ann, "How do I reset my password?");
        database.jdbc().sql("""
                create or replace function waits() returns trigger language plpgsql as $$
                begin raise 'not yet'; end $$""").update();
        database.jdbc().sql("create trigger waits before update of step on erasure for each row"
                + " execute function waits()").update();
        erasures.begin(person(), "Kim");
        int before = channel.transcript(ann).size();

        for (int i = 0; i < 5; i++) {
            says(ann, "More words");
        }

        List<String> told = channel.transcript(ann);
        assertThat(told.subList(before, told.size())).hasSize(2).allMatch(one -> one.contains("still deleting"));
        assertThat(jdbc.sql("select count(*) from inbox where outcome = 'erased' and ordering_key = ?")
                .param("scripted:" + ann)
                .query(Integer.class).single()).isEqualTo(5);
        database.jdbc().sql("drop trigger waits on erasure").update();
        finish();
        assertThat(left()).isZero();
    }

    @Test
    void theirDataIsBehindALinkThatOnlyTheyHaveForAnHour() throws Exception {
        says(ann, "How do I reset my password? I am " + ann);
        says(ann, "send me my data");
        Matcher link = LINK.matcher(last());
        assertThat(link.find()).isTrue();
        String path = link.group(1);
        assertThat(jdbc.sql("select string_agg(text, ' ') from message").query(String.class).single())
                .doesNotContain(path).contains("(a link that is only for you)");

        HttpResponse<String> looked = send("GET", path);
        assertThat(looked.statusCode()).isEqualTo(200);
        assertThat(looked.body()).contains("<button>Download the file").doesNotContain(ann);
        HttpResponse<String> got = send("POST", path);
        assertThat(got.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(got.headers().firstValue("Content-Disposition").orElseThrow()).contains("my-data.json");
        JsonNode known = JsonMapper.shared().readTree(got.body());
        assertThat(known.path("person").path("name").asString()).isEqualTo(ann);
        assertThat(got.body()).contains("I am " + ann);

        assertThat(send("POST", path.substring(0, path.length() - 1) + "_").statusCode()).isEqualTo(404);
        jdbc.sql("update export_link set made_at = made_at - interval '1 hour 1 second'").update();
        assertThat(send("GET", path).statusCode()).isEqualTo(404);
        assertThat(send("POST", path).body()).contains("not valid any more").doesNotContain(ann);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private String last() {
        return channel.transcript(ann).getLast();
    }

    private long person() {
        return jdbc.sql("select id from participant where external_id = ?").param(ann).query(Long.class).single();
    }

    private boolean isErased(long person) {
        return jdbc.sql("select exists (select from erasure where participant_id = ?)").param(person)
                .query(Boolean.class).single();
    }

    private long question() {
        return jdbc.sql("select message_id from privacy_request where participant_id = ?").param(person())
                .query(Long.class).single();
    }

    private void finish() {
        await().atMost(AT_MOST).until(() -> {
            erasures.run();
            return jdbc.sql("select count(*) from erasure where done_at is null").query(Integer.class).single() == 0;
        });
    }

    /** In how many rows their id stands. */
    private int left() {
        return jdbc.sql("""
                select (select count(*) from inbox where ordering_key like '%:' || :ann)
                    + (select count(*) from outbox where address = :ann or ordering_key like '%:' || :ann)
                    + (select count(*) from conversation where thread = :ann or address = :ann)
                    + (select count(*) from participant where external_id = :ann or name = :ann)""").param("ann", ann)
                .query(Integer.class).single();
    }

    private void says(String who, String text) {
        store("message", who, null, text);
    }

    private void store(String kind, String who, @Nullable String target, String text) {
        String id = "own-" + number.incrementAndGet();
        sink.store(List.of(channel.raw(new Line(kind, ann, who, id, target, text, InstantSource.system().instant()))));
        await().atMost(AT_MOST).until(() -> jdbc.sql("""
                select (select count(*) from inbox where state not in ('done', 'dead_letter'))
                    + (select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending'))""")
                .query(Integer.class).single() == 0);
    }
}
