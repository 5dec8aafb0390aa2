package io.parley.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.telegram.SettableClock;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import io.parley.learning.voter.Voters;
import io.parley.ops.Health;
import io.parley.support.ParleyTest;
import io.parley.support.StoredFaq;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The effect that unknown people can have on the starter FAQ, with a clock that is turned by hand. */
@ParleyTest
class StrangersTest {
    private static final int SESSIONS = 50;
    private static final int A_MINUTE_AND_SESSION = 60;
    private static final int A_MINUTE_AND_ADDRESS = 600;
    private static final String PLANTED = "refund voucher";
    private static final String WRONG = "return-cost";
    /** Questions in customers' words that the starter FAQ has entries for. */
    private static final List<String> GOOD = List.of("I forgot my password and can't get in",
            "can I have my invoice as pdf",
            "do you take american express", "how many days until my parcel is here", "where has my package got to",
            "is your shop open on saturday", "can I send the pot back", "what number can I call");
    private static final List<String> VAGUE = List.of("my address", "about plants", "gift", "the price");

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    Search search;
    @Autowired
    Knowledge knowledge;
    @Autowired
    Retraining refits;
    @Autowired
    Learner learner;
    @Autowired
    LessonRows lessons;
    @Autowired
    Sources sources;
    @Autowired
    Voters voters;
    @Autowired
    CustomerVotes votes;
    @Autowired
    Health health;
    @Autowired
    SettableClock clock;

    @TestConfiguration(proxyBeanMethods = false)
    static class Clock {
        @Bean
        @Primary
        SettableClock settableClock() {
            return new SettableClock();
        }
    }

    /** A stranger's verdict on a pair. */
    private record Said(String entry, String text, boolean isUp) {}

    @BeforeEach
    void forgetWhatWasLearned() {
        jdbc.sql("truncate refit, refit_lesson, lesson, lesson_vote, regression_case").update();
        jdbc.sql("delete from faq_phrasing where origin = 'learned'").update();
        StoredFaq.readAll(jdbc, knowledge);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1, 1", "192.0.2.1, 192.0.2.2, 2", "2001:db8:1:2::3, 2001:db8:1:2:4::5, 1",
            "2001:db8:1:2::3, 2001:db8:1:3::3, 1", "2001:db8:1:2::3, 2001:db8:2:2::3, 2"})
    void sessionsAreToldApartByTheirNetworkOnly(String one, String other, int voices) throws Exception {
        String question = "Where is my order?";
        int session = 0;
        for (String address : List.of(one, one, other)) {
            String id = "voice-" + one + "-" + session++;
            vote(id, ask(id, question, address), 1, address);
        }

        List<String> said = jdbc.sql("select voice from lesson_vote").query(String.class).list();
        assertThat(said).hasSize(3);
        assertThat(said.stream().distinct()).hasSize(voices).noneMatch(voice -> voice.contains("192.0"));
    }

    @ParameterizedTest
    @CsvSource({"email, ann@shop.example, ben@shop.example, 1", "email, ann@a.shop.example, ann@b.shop.example, 1",
            "email, ann@shop.example, ann@other.example, 2", "email, ann@GMX.de, ben@gmx.de, 2",
            "email, ann@gmx.de, ann+news@gmx.de, 1", "email, ann@gmx.de, ann@gmx.net, 2",
            "telegram, same, same, 2", "slack, same, same, 2", "web, same, same, 1"})
    void accountsAreToldApartAndMailsByTheDomainOrAtLargeServicesByTheMailbox(String channel, String one, String other,
            int voices) {
        Set<String> told = new HashSet<>();
        for (String address : List.of(one, other)) {
            String who = UUID.randomUUID().toString();
            long answer = jdbc.sql("""
                    with c as (insert into conversation (channel, thread, address) values (:channel, :who, :address)
                        returning id)
                    insert into message (conversation_id, author, text, said_at, channel)
                    select id, 'bot', 'Yes.', now(), :channel from c returning id""").param("channel", channel)
                    .param("who", who).param("address", "support|" + who + "|" + address).query(Long.class).single();
            long person = jdbc.sql("insert into participant (channel, external_id) values (?, ?) returning id")
                    .param(channel).param(who).query(Long.class).single();
            told.add(voters.name(sources.seat(answer, person)));
        }

        assertThat(told).hasSize(voices).noneMatch(voice -> voice.contains("@"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void anHourOfVotesOfMadeUpSessionsChangesNothing(int addresses) throws Exception {
        Map<String, String> before = answers();
        assertThat(before).hasSizeGreaterThan(40);
        List<Hit> planted = search.search(PLANTED, 3);

        turnTo(LocalTime.of(23, 30));
        voteForAnHour(addresses);
        retrain();

        assertThat(refits.current()).as("strangers cause no work").isEmpty();
        refits.refit(false);
        knowledge.refresh();
        assertThat(learned()).isEmpty();
        assertThat(jdbc.sql("select text from regression_case").query(String.class).list()).isEmpty();
        assertThat(search.search(PLANTED, 3)).isEqualTo(planted);
        assertThat(answers()).isEqualTo(before);
    }

    @Test
    @Tag("hostile")
    void votesOfTwentyAddressesForAnHourOnEachOfThreeDaysTakeNoAnswerFromThePublishedQuestions() throws Exception {
        Map<String, String> before = answers();

        for (int day = 0; day < 3; day++) {
            turnTo(LocalTime.of(23, 30));
            voteForAnHour(20);
            retrain();
        }

        assertThat(answers()).isEqualTo(before);
    }

    /** Two days are what was tried on a running shop; a week and ten times the addresses is what it costs to rent a network. */
    @ParameterizedTest
    @CsvSource({"6, 2", "60, 7"})
    void manyAddressesOnManyDaysTurnNoGoodAnswerOffAndPlantNone(int addresses, int days) {
        Map<String, List<Hit>> before = new LinkedHashMap<>();
        Stream.concat(GOOD.stream(), VAGUE.stream()).forEach(text -> before.put(text, search.search(text, 3)));
        for (int day = 0; day < days; day++) {
            for (int address = 0; address < addresses; address++) {
                for (String good : GOOD) {
                    say(new Said(before.getOrDefault(good, List.of()).getFirst().entry().id().value(), good, false),
                            "web:" + address);
                }
                for (String vague : VAGUE) {
                    say(new Said(before.getOrDefault(vague, List.of()).getLast().entry().id().value(), vague, true),
                            "web:" + address);
                }
            }
            clock.advance(Duration.ofDays(1));
            retrain();
        }
        refits.refit(false);
        knowledge.refresh();

        assertThat(learned()).isEmpty();
        before.forEach((text, hits) -> assertThat(search.search(text, 3)).as(text).isEqualTo(hits));
        List<CustomerVotes.Said> suggested = IntStream.range(0, votes.page(0).count())
                .mapToObj(place -> Objects.requireNonNull(votes.page(place).said())).toList();
        assertThat(suggested).isNotEmpty().allSatisfy(said -> assertThat(said.count()).isEqualTo(addresses));
        assertThat(suggested.stream().filter(said -> !said.isUp()).mapToInt(said -> said.questions().size()).sum())
                .isEqualTo(GOOD.size());
    }

    @Test
    void aVersionThatAnswersAFifthLessIsUndoneByItselfAndTheOperatorIsTold() throws Exception {
        Map<String, String> before = answers();
        for (String entry : questions().keySet()) {
            lessons.say(lessons.lesson(entry, questions().getOrDefault(entry, "")).orElseThrow(), "operator",
                    "helpful", null, clock.instant());
        }
        retrain();
        Refit taken = refits.current().orElseThrow();
        assertThat(refits.trouble()).isEmpty();
        assertThat(health()).doesNotContain("refits run");

        // Rows that weaken this many of the entries' own words, inserted past every limit that should prevent it.
        jdbc.sql("""
                insert into faq_phrasing (entry, kind, text, hash, origin, weight, vector, model, dimension)
                select entry, 'weakened', text, hash, 'learned', 8, vector, model, dimension from faq_phrasing p
                where kind = 'question' and entry in (select id from faq_entry order by id limit 15)""").update();
        jdbc.sql("""
                with made as (insert into lesson (entry, hash, text, weight)
                    select entry, hash, text, -8 from faq_phrasing where kind = 'weakened'
                    on conflict (entry, hash) do update set weight = -8 returning id)
                insert into refit_lesson (refit, lesson, weight) select ?, id, -8 from made
                on conflict (refit, lesson) do update set weight = -8""").param(taken.id()).update();
        StoredFaq.readAll(jdbc, knowledge);
        assertThat(answers()).hasSizeLessThan(before.size() - 10);

        retrain();

        assertThat(answers()).isEqualTo(before);
        Refit undone = refits.current().orElseThrow();
        assertThat(undone.state()).isEqualTo(Refit.State.UNDONE);
        assertThat(undone.restores()).isZero();
        assertThat(refits.trouble()).hasValueSatisfying(trouble -> assertThat(trouble).contains("refits run"));
        await().untilAsserted(() -> assertThat(health()).contains("refits run"));
        refits.refitIfDue();
        assertThat(refits.current()).contains(undone);
    }

    private String health() {
        return String.valueOf(health.report().services().get("faq"));
    }

    /** Each session says all it can of the FAQ: that its answers are wrong, and that wrong ones are right. */
    private void voteForAnHour(int addresses) {
        List<Said> all = lies();
        assertThat(all.size()).isLessThan(60 * A_MINUTE_AND_SESSION);
        assertThat(all.size() * SESSIONS).isLessThan(60 * A_MINUTE_AND_ADDRESS * addresses);
        Instant begin = clock.instant();
        for (int number = 0; number < all.size(); number++) {
            Said said = all.get(number);
            Instant at = begin.plus(Duration.ofHours(1).multipliedBy(number).dividedBy(all.size()));
            jdbc.sql("""
                    insert into lesson_vote (lesson, person, voice, said, said_at)
                    select :lesson, 'participant:' || n, 'web:' || n % :addresses, :said, :at
                    from generate_series(1, :sessions) n
                    on conflict (lesson, person) do update set said_at = excluded.said_at""")
                    .param("lesson", lessons.lesson(said.entry, said.text).orElseThrow())
                    .param("addresses", addresses).param("said", said.isUp ? "helpful" : "unhelpful")
                    .param("at", Timestamp.from(at)).param("sessions", SESSIONS).update();
        }
        clock.advance(Duration.ofHours(1));
    }

    private List<Said> lies() {
        List<Said> lies = new ArrayList<>();
        Map<String, String> questions = questions();
        List<String> entries = List.copyOf(questions.keySet());
        for (int i = 0; i < entries.size(); i++) {
            String entry = entries.get(i);
            String question = questions.getOrDefault(entry, "");
            lies.add(new Said(entry, question, false));
            lies.add(new Said(entries.get((i + 7) % entries.size()), question, true));
            for (String like : List.of("please, %s", "so %s", "%s thanks", "hello %s", "%s please tell me")) {
                lies.add(new Said(entry, like.formatted(question), false));
                lies.add(new Said(entries.get((i + 7) % entries.size()), like.formatted(question), true));
            }
        }
        for (String planted : List.of(PLANTED, "a refund voucher", "refund voucher please", "my refund voucher")) {
            lies.add(new Said(WRONG, planted, true));
        }
        return lies;
    }

    private void retrain() {
        learner.learn();
        refits.refitIfDue();
        knowledge.refresh();
    }

    private void say(Said said, String account) {
        lessons.say(lessons.lesson(said.entry, said.text).orElseThrow(),
                new LessonRows.Speaker("participant:" + account, account), said.isUp ? "helpful" : "unhelpful", null,
                clock.instant());
    }

    /** Lets time pass until it is that late; what lasts an hour then ends on the next day. */
    private void turnTo(LocalTime time) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        OffsetDateTime then = now.with(time);
        clock.advance(Duration.between(now, then.isAfter(now) ? then : then.plusDays(1)));
    }

    private Map<String, String> questions() {
        Map<String, String> questions = new LinkedHashMap<>();
        jdbc.sql("select id, question from faq_entry where state = 'published' order by id").query(row -> {
            questions.put(row.getString("id"), row.getString("question"));
        });
        return questions;
    }

    private List<String> learned() {
        return jdbc.sql("select kind || ' ' || text from faq_phrasing where origin = 'learned'").query(String.class)
                .list();
    }

    /** The answers that a new visitor gets from the FAQ, by question. */
    private Map<String, String> answers() throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String question : questions().values()) {
            JsonNode reply = post("/api/chat", Map.of("sessionId", "visitor-" + clock.instant() + question.hashCode(),
                    "message", question), "198.51.100.7");
            if (reply.get("source").asString().equals("faq")) {
                answers.put(question, reply.get("reply").asString());
            }
        }
        return answers;
    }

    private String ask(String session, String message, String address) throws Exception {
        JsonNode reply = post("/api/chat", Map.of("sessionId", session, "message", message), address);
        assertThat(reply.get("source").asString()).as(reply.toString()).isEqualTo("faq");
        return reply.get("messageId").asString();
    }

    private void vote(String session, String answer, int vote, String address) throws Exception {
        post("/api/feedback", Map.of("sessionId", session, "messageId", answer, "vote", vote), address);
    }

    private JsonNode post(String path, Map<String, ?> body, String address) throws Exception {
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json").header("X-Forwarded-For", address)
                .POST(BodyPublishers.ofString(json.writeValueAsString(body))).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }
}
