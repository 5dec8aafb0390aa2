package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.privacy.Erasures;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person is handed out and erased at the desk, without script. */
@ParleyTest(properties = "parley.serving=false")
class ErasurePagesTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private Erasures erasures;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient ada;
    private long person;

    @BeforeEach
    void start() {
        agents.add("ada", "Ada", Role.ADMINISTRATOR, DeskClient.PASSWORD);
        ada = DeskClient.signedIn(port, "ada", DeskClient.PASSWORD);
        jdbc.sql("delete from audit where deed like 'person_%'").update();
        person = jdbc.sql("""
                insert into participant (channel, external_id, name)
                values ('slack', gen_random_uuid()::text, 'Quinn') returning id""").query(Long.class).single();
        jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address)
                              values ('slack', gen_random_uuid()::text, 'here') returning id)
                insert into message (conversation_id, author, participant_id, text, said_at, channel)
                select id, 'participant', ?, said, now(), 'slack' from talk, unnest(array['One', 'Two']) said""")
                .param(person).update();
    }

    @AfterEach
    void end() {
        ada.close();
        jdbc.sql("delete from erasure").update();
        jdbc.sql("delete from message where participant_id = ?").param(person).update();
        jdbc.sql("delete from participant where id = ?").param(person).update();
    }

    private String path() {
        return "/desk/people/" + person;
    }

    private static String row(String kind, String words, int number) {
        return "<tr data-kind=\"" + kind + "\"><td>" + words + "</td><td>" + number + "</td></tr>";
    }

    private int begun() {
        return jdbc.sql("select count(*) from erasure where participant_id = ?").param(person).query(Integer.class)
                .single();
    }

    private String deeds() {
        return String.join(" ", jdbc.sql("select actor || ':' || deed from audit where object = ? order by id")
                .param(Long.toString(person)).query(String.class).list());
    }

    @Test
    void whatGoesIsShownFirstAndTheRightNumberErasesThePerson() {
        assertThat(ada.get(path()).body()).contains(path() + "/export", path() + "/erase");
        HttpResponse<String> asks = ada.get(path() + "/erase");
        assertThat(asks.body()).contains(row("message", "messages", 2), row("conversation", "conversations", 1),
                "type the number of this person: " + person, "Backups of the database")
                .doesNotContain("data-kind=\"ticket\"");
        assertThat(begun()).isZero();

        String place = DeskClient.location(ada.send(asks, path() + "/erase", Map.of("number", " " + person)));
        assertThat(place).matches("/desk/erasures/\\d+");
        assertThat(ada.get(place).statusCode()).isEqualTo(200);
        await().until(() -> {
            erasures.run();
            return ada.get(place).body().contains("It is done.");
        });

        assertThat(ada.get(place).body()).contains(row("message", "messages", 2),
                row("participant", "name and ids of the person", 1), "ada").doesNotContain("to do", "Quinn");
        assertThat(ada.get(path()).body()).doesNotContain("Quinn");
        assertThat(deeds()).isEqualTo("ada:person_erased");
    }

    @Test
    void aWrongNumberIsRefusedAndNothingBegins() {
        HttpResponse<String> asks = ada.get(path() + "/erase");
        for (String wrong : new String[]{"", Long.toString(person + 1), "yes", person + "0"}) {
            HttpResponse<String> answer = ada.send(asks, path() + "/erase", Map.of("number", wrong));
            assertThat(answer.statusCode()).as(wrong).isEqualTo(422);
            assertThat(answer.body()).contains("That is not the number of this person. Nothing was erased. Type "
                    + person + ".", row("message", "messages", 2));
        }
        assertThat(begun()).isZero();
        assertThat(jdbc.sql("select erasing_at is null from participant where id = ?").param(person)
                .query(Boolean.class).single()).isTrue();
        assertThat(deeds()).isEmpty();
    }

    @Test
    void anAgentAndAnOperatorMayNeitherEraseNorExport() {
        for (Role role : new Role[]{Role.AGENT, Role.OPERATOR}) {
            agents.add("not-" + role.word(), role.word(), role, DeskClient.PASSWORD);
            try (DeskClient one = DeskClient.signedIn(port, "not-" + role.word(), DeskClient.PASSWORD)) {
                HttpResponse<String> page = one.get(path());
                assertThat(page.body()).contains("Quinn").doesNotContain("/export", "/erase");
                assertThat(one.get(path() + "/erase").statusCode()).isEqualTo(403);
                assertThat(one.get(path() + "/export").statusCode()).isEqualTo(403);
                assertThat(one.send(page, path() + "/erase", Map.of("number", Long.toString(person))).statusCode())
                        .isEqualTo(403);
            }
        }
        assertThat(begun()).isZero();
        assertThat(deeds()).isEmpty();
    }

    @Test
    void allThatIsKnownIsADownloadAndIsWrittenDown() {
        HttpResponse<String> export = ada.get(path() + "/export");
        assertThat(export.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"person-" + person + ".json\"");
        assertThat(export.headers().firstValue("content-type").orElse("")).startsWith("application/json");
        assertThat(export.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(export.body()).contains("Quinn", "\"One\"");
        assertThat(deeds()).isEqualTo("ada:person_exported");
    }

    @Test
    void theGermanPagesSayTheSame() {
        assertThat(ada.in("de", path() + "/erase").body()).contains("Eine Person löschen",
                row("message", "Nachrichten", 2), "Sicherungen der Datenbank");
        assertThat(ada.in("de", "/desk/erasures/999999").body()).contains("Diese Löschung gibt es nicht.");
    }
}
