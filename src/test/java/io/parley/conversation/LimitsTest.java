package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.Person;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.support.ParleyTest;
import io.parley.support.Patience;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Limits of one person, of one address and of all together, within an hour. */
@ParleyTest(properties = {"parley.limits.tickets-per-address=5", "parley.limits.tickets=12",
        "parley.limits.model-calls-per-address=2", "parley.limits.model-calls=3",
        "parley.limits.model-calls-per-session=5", "parley.limits.model-calls-per-day=7"})
class LimitsTest extends Talk {
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    Usage usage;

    @BeforeEach
    void anHourLater() {
        Patience.pastTheTurnOf(ChronoUnit.HOURS);
        jdbc.sql("update usage_count set hour = hour - interval '1 hour' * (select count(*) + 1 from usage_count)")
                .update();
    }

    @Test
    void opensSoManyTicketsForOneAddressWhateverSessionsItMakesUp() throws Exception {
        List<JsonNode> answers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            answers.add(ask("made-up-" + i, "human please"));
        }

        assertThat(answers).filteredOn(a -> a.get("source").asString().equals("handoff")).hasSize(5);
        assertThat(answers.getLast().get("source").asString()).isEqualTo("notice");
        assertThat(answers.getLast().get("reply").asString()).contains("in an hour");
        assertThat(jdbc.sql("select count(*) from ticket t join conversation c on c.id = t.conversation_id"
                + " where c.channel = 'web'").query(Integer.class).single()).isEqualTo(5);
        assertThat(ask("made-up-29", "What are your opening hours?").get("source").asString()).isEqualTo("faq");
        assertThat(jdbc.sql("select count(*) from participant where channel = 'web' and origin like '%127%'")
                .query(Integer.class).single()).as("addresses that are kept").isZero();
    }

    @Test
    void countsPeopleWhomTheServiceKnowsOneByOneAndAllTogether() {
        List<Integer> handovers = List.of(handovers("bob", 8), handovers("cleo", 4), handovers("dora", 8));
        assertThat(handovers).as("what is left of all is 3").containsExactly(5, 4, 3);

        anHourLater();
        assertThat(handovers("bob", 1)).isEqualTo(1);
    }

    @Test
    void asksTheModelSoOften() {
        long bob = participant("bob");
        long cleo = participant("cleo");

        List<Long> calls = List.of(calls(bob), calls(cleo));
        assertThat(calls).containsExactly(2L, 1L);
        assertThat(usage.take(null)).isTrue();
    }

    @Test
    void asksTheModelSoOftenInADayForOneAndForAll() {
        long bob = participant("bob");
        long cleo = participant("cleo");

        List<Long> calls = List.of(calls(bob, 4), calls(cleo, 2));
        boolean spent = usage.isSpent();
        assertThat(calls).as("bob's calls, two an hour, and what is left of the day's seven").containsExactly(5L, 2L);
        assertThat(spent).isTrue();

        anHourLater();
        assertThat(usage.isSpent()).as("spent a day later").isFalse();
        assertThat(usage.take(bob)).isTrue();
    }

    @Test
    void saysThatTheHourIsSpent() {
        assertThat(usage.isSpent()).isFalse();
        usage.take(participant("bob"));
        usage.take(participant("cleo"));
        assertThat(usage.isSpent()).isFalse();
        usage.take(participant("dora"));
        boolean spent = usage.isSpent();
        assertThat(spent).isTrue();
    }

    /** The number of calls that a person gets who tries four times in each of this many hours of one day. */
    private long calls(long participant, int hours) {
        long got = 0;
        for (int hour = 0; hour < hours; hour++) {
            got += IntStream.range(0, 4).filter(i -> usage.take(participant)).count();
            jdbc.sql("update usage_count set hour = hour - interval '1 day' * (select count(*) + 1 from usage_count)"
                    + " where who <> 'day:' and who not like 'session:%'").update();
        }
        return got;
    }

    private long calls(long participant) {
        return IntStream.range(0, 4).filter(i -> usage.take(participant)).count();
    }

    /** How many of a person's wishes, each in a thread of its own, call somebody. */
    private int handovers(String person, int wishes) {
        int called = 0;
        for (int i = 0; i < wishes; i++) {
            meet();
            called += isCalledFor(person) ? 1 : 0;
        }
        return called;
    }

    private boolean isCalledFor(String person) {
        answerAsTheBotDoes(toAnswer(tx(() -> conversations.receive(new MessageReceived(thread, address(), named(person),
                "m-" + thread.value(), "human please", null, List.of(), tick())))));
        return jdbc.sql("select exists (select from ticket where conversation_id = ?)").param(conversation())
                .query(Boolean.class).single();
    }

    private long participant(String person) {
        return tx(() -> conversations.participant(named(person)));
    }

    private static Person named(String name) {
        return new Person(ScriptedChannel.NAME, name, name, null);
    }

    private JsonNode ask(String session, String message) throws Exception {
        return json.readTree(http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/chat"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers
                        .ofString(json.writeValueAsString(Map.of("sessionId", session, "message", message))))
                .build(), BodyHandlers.ofString()).body());
    }
}
