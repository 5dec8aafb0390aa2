package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People, as agents find them without script. */
@ParleyTest(properties = "parley.serving=false")
class PeoplePagesTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TestDatabase database;

    private DeskClient kim;

    @BeforeEach
    void start() {
        agents.add("kim", "Kim", Role.AGENT, DeskClient.PASSWORD);
        kim = DeskClient.signedIn(port, "kim", DeskClient.PASSWORD);
        database.jdbc().sql("truncate participant, conversation, message, ticket cascade").update();
    }

    @AfterEach
    void end() {
        kim.close();
    }

    private long person(String channel, String id, @Nullable String name) {
        return jdbc.sql("insert into participant (channel, external_id, name) values (?, ?, ?) returning id")
                .param(channel).param(id).param(name).query(Long.class).single();
    }

    private long ticket(long person, String state) {
        return jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address, state)
                              select channel, gen_random_uuid(), 'here', 'waiting' from participant where id = :person
                              returning id, channel),
                said as (insert into message (conversation_id, author, participant_id, text, said_at, channel)
                         select id, 'participant', :person, 'Where is it?', '2026-01-02T03:04:05Z', channel from talk
                         returning id, conversation_id)
                insert into ticket (conversation_id, message_id, reason, state, opened_at, participant_id)
                select conversation_id, id, 'asked_for_person', :state, now(), :person from said returning id""")
                .param("person", person).param("state", state).query(Long.class).single();
    }

    private List<String> found(String text) {
        HttpResponse<String> page = kim.get("/desk/people?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        assertThat(page.statusCode()).as(text).isEqualTo(200);
        return Pattern.compile("/desk/people/\\d+\"><bdi>([^<]*)<").matcher(page.body()).results()
                .map(one -> one.group(1)).toList();
    }

    @Test
    void aPersonIsFoundByTheBeginningsOfTheirNamesAndTheirWholeAddress() {
        person("email", "ann.miller@example.org", "Ann Miller");
        person("telegram", "4711", "Anton");
        person("slack", "U0AB", "Özlem Çelik");
        assertThat(found("ann")).containsExactly("Ann Miller");
        assertThat(found("AN")).containsExactlyInAnyOrder("Ann Miller", "Anton");
        assertThat(found("mill")).containsExactly("Ann Miller");
        assertThat(found("Ann.Miller@Example.org")).containsExactly("Ann Miller");
        assertThat(found("4711")).containsExactly("Anton");
        assertThat(found("çel")).containsExactly("Özlem Çelik");
        assertThat(found("iller")).isEmpty();
        for (String odd : List.of("%", "_", "'", "\\", "\0", "  ", "💥", "<b>", "a".repeat(4_000))) {
            assertThat(found(odd)).as(odd).isEmpty();
        }
        assertThat(kim.get("/desk/people?q=zz").body()).contains("Nobody is found.");
    }

    @Test
    void noMoreThanFiftyAreShown() {
        jdbc.sql("""
                insert into participant (channel, external_id, name)
                select 'web', 'many-' || n, 'Max Many' from generate_series(1, 70) n""").update();
        assertThat(found("max")).hasSize(50);
    }

    @Test
    void thePageOfAPersonShowsConversationsAndTicketsAndATicketLeadsToIt() {
        long ann = person("slack", "U0ANN", "Ann <b>");
        long first = ticket(ann, "resolved");
        long second = ticket(ann, "waiting");
        long other = ticket(person("slack", "U0BOB", "Bob"), "waiting");
        String path = "/desk/people/" + ann;
        assertThat(kim.get("/desk/t/" + second).body()).contains("href=\"" + path + "\"");
        HttpResponse<String> page = kim.get(path);
        assertThat(page.body()).contains("Ann &lt;b&gt;", "U0ANN", "/desk/t/" + first, "/desk/t/" + second,
                "waits for an agent", "2026-01-02T03:04:05Z").doesNotContain("/desk/t/" + other + "\"");
        assertThat(Pattern.compile("last message").matcher(page.body()).results().count()).isEqualTo(2);
        assertThat(kim.get("/desk/people/" + (ann + 1_000)).body()).contains("There is no such person.");
    }

    @Test
    void theIdOfAVisitorOfTheChatIsNotShown() {
        long visitor = person("web", "their-session", null);
        assertThat(kim.get("/desk/people/" + visitor).body()).contains("No name", "No tickets.",
                "No conversations are kept.").doesNotContain("their-session");
    }
}
