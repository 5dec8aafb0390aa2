package io.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.support.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The names of agents in a database from when several agents could have one name. */
class NamesOfAgentsTest {
    private final TestDatabase database = TestDatabase.empty();

    @BeforeEach
    void fill() {
        migrate("47");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ofThoseWhoLookAlikeOneKeepsTheNameAndTheOthersGetANumber() {
        String longest = "x".repeat(100);
        add("locked", "Marta", true);
        add("first", "Marta", false);
        add("second", " marta\t", false);
        add("third", "MAR\u200dTA", false);
        add("two", "Marta 2", false);
        add("bob", "Bob  B", false);
        add("bobby", "bob b", false);
        add("long", longest, false);
        add("longer", longest, false);

        migrate("latest");

        assertThat(names()).containsExactlyInAnyOrderEntriesOf(Map.of("first", "Marta", "two", "Marta 2", "locked",
                "Marta 3", "second", " marta\t 4", "third", "MAR\u200dTA 5", "bob", "Bob  B", "bobby", "bob b 2",
                "long", longest, "longer", "x".repeat(98) + " 2"));
        assertThat(database.jdbc().sql("select object || ': ' || detail from audit where deed = 'agent_renamed'")
                .query(String.class).list()).containsExactlyInAnyOrder("locked: Marta -> Marta 3",
                        "second:  marta\t ->  marta\t 4", "third: MAR\u200dTA -> MAR\u200dTA 5",
                        "bobby: bob b -> bob b 2", "longer: " + longest + " -> " + "x".repeat(98) + " 2");
        assertThatThrownBy(() -> add("other", "mARTA", false)).hasMessageContaining("agent_shown_name");
    }

    @Test
    void neitherMarksThatNobodySeesNorHowALetterIsPutTogetherMakeANameAnother() {
        add("zoe", "Zo\u00eb", false);
        add("zoey", "Zoe\u0308", false);
        add("bert", "Bert A", false);
        add("bertie", "Bert\ufe0f\u3164\u00a0A", false);

        migrate("latest");

        assertThat(names()).isEqualTo(Map.of("zoe", "Zo\u00eb", "zoey", "Zoe\u0308 2", "bert", "Bert A", "bertie",
                "Bert\ufe0f\u3164\u00a0A 2"));
    }

    @Test
    void whatWasTakenByNameIsTheAgentsWhoHasIt() {
        add("ann", "Ann", false);
        add("one", "Bob", false);
        add("two", "Bob", false);
        database.jdbc().sql("insert into api_key (name, beginning, hash, scopes, made_by, made_at) "
                + "values ('shop', 'parley_x', 'x', '', 'admin', now())").update();
        for (String name : List.of("Ann", "Bob", "shop", "Zoe")) {
            database.jdbc().sql("""
                    with talk as (insert into conversation (channel, thread, address) values ('web', :name, :name)
                                  returning id)
                    insert into ticket (conversation_id, reason, state, opened_at, taken_by, snoozed_until)
                    select id, 'policy', 'taken', now(), :name, 'infinity' from talk""").param("name", name).update();
        }

        migrate("latest");

        assertThat(database.jdbc().sql("""
                select t.taken_by || ': ' || coalesce(a.login, k.name, 'nobody') || (case when snoozed_until is null
                    then ' now' else '' end)
                from ticket t left join agent a on a.id = t.assignee left join api_key k on k.id = t.program""")
                .query(String.class).list())
                .containsExactlyInAnyOrder("Ann: ann", "Bob: nobody now", "shop: shop", "Zoe: nobody now");
    }

    @Test
    void whatAnAgentSaidIsTheirsAndWhatNobodyKnowsIsNobodys() {
        add("ann", "Ann", false);
        database.jdbc()
                .sql("""
                        with talk as (insert into conversation (channel, thread, address) values ('web', 'a', 'a') returning id),
                             what as (insert into ticket (conversation_id, reason, opened_at)
                                      select id, 'policy', now() from talk returning id),
                             told as (insert into ticket_event (ticket_id, at, kind, actor, agent_id)
                                      select what.id, now() - interval '80 days', 'replied', 'Ann', agent.id from what, agent)
                        insert into message (conversation_id, channel, author, agent, text, source, said_at)
                        select id, 'web', 'agent', 'Ann', word, 'person', now() - ago
                        from talk, (values ('mine', interval '80 days'), ('whose', interval '79 days')) said (word, ago)""")
                .update();

        migrate("latest");

        assertThat(database.jdbc().sql("""
                select m.text || ': ' || coalesce(a.login, 'nobody')
                from message m left join agent a on m.said_by = 'agent:' || a.id""").query(String.class).list())
                .containsExactlyInAnyOrder("mine: ann", "whose: nobody");
    }

    @Test
    void namesThatDifferStay() {
        add("a", "Ann", false);
        add("b", "Anna", false);
        add("c", "Änn", false);

        migrate("latest");

        assertThat(names()).isEqualTo(Map.of("a", "Ann", "b", "Anna", "c", "Änn"));
        assertThat(database.jdbc().sql("select count(*) from audit").query(Long.class).single()).isZero();
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword())
                .locations("classpath:db/migration").target(version).load().migrate();
    }

    private void add(String login, String name, boolean locked) {
        database.jdbc().sql("""
                insert into agent (login, name, role, locked_at)
                values (?, ?, 'agent', case when ? then now() end)""").param(login).param(name).param(locked).update();
    }

    private Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        database.jdbc().sql("select login, name from agent")
                .query(row -> {
                    names.put(row.getString("login"), row.getString("name"));
                });
        return names;
    }
}
