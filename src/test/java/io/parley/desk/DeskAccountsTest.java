package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An administrator who looks after the team, and agents who look after themselves, in browsers without script. */
@ParleyTest(properties = "parley.serving=false")
class DeskAccountsTest {
    private static final String ANOTHER = "another long password";
    private static final AtomicInteger number = new AtomicInteger();

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient admin;
    private DeskClient zoe;

    @BeforeEach
    void start() {
        jdbc.sql("delete from agent where login <> 'admin'").update();
        admin = DeskClient.signedIn(port, "admin", ParleyTest.PASSWORD);
        zoe = new DeskClient(port, "198.51.100." + number.incrementAndGet());
    }

    @AfterEach
    void end() {
        admin.close();
        zoe.close();
    }

    @Test
    void anAddedAgentSignsInWithTheRightsOfTheirRole() {
        assertThat(DeskClient.location(add("Zoe", "Zoë", Role.OPERATOR))).isEqualTo("/desk/agents?done=added");

        assertThat(zoe.signIn("zoe", DeskClient.PASSWORD)).isEqualTo("/desk");
        assertThat(zoe.get("/desk/agents").statusCode()).isEqualTo(403);
        assertThat(zoe.get("/desk").body()).doesNotContain("/desk/agents");
        assertThat(admin.get("/desk").body()).contains("/desk/agents");
        assertThat(admin.get("/desk/agents?done=added").body()).contains("Zoë", "last signed in",
                "They can sign in now.");
        assertThat(jdbc.sql("select password_hash from agent where login = 'zoe'").query(String.class).single())
                .startsWith("$2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            login    |                     | letter or a digit
            login    | two words           | letter or a digit
            login    | <b>                 | letter or a digit
            login    | admin               | signs in with that name already
            login    | ADMIN               | signs in with that name already
            name     |                     | need a name
            name     | '  \u200b\u202e '   | need a name
            name     | Taken               | is called so already
            name     | ' tAK\u200den\u200b ' | is called so already
            role     | owner               | no such role
            email    | at home             | no e-mail address
            email    | TAKEN@shop.example  | has that e-mail address
            capacity | 0                   | 1 to 999
            capacity | many                | 1 to 999
            password | eleven char         | 12 characters or more
            """)
    void aFieldThatIsWrongIsMarkedAndTheOthersKeepTheirText(String field, String value, String said) {
        add("taken", "Taken", Role.AGENT, Map.of("email", "taken@shop.example"));

        HttpResponse<String> refused = add("zoe", "Zoë", Role.OPERATOR,
                Map.of(field, value == null ? "" : value));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).containsPattern("id=\"" + field + "-wrong\">[^<]*" + said)
                .containsOnlyOnce("class=\"wrong\"").contains("aria-describedby=\"" + field + "-wrong\"")
                .doesNotContain("value=\"" + DeskClient.PASSWORD);
        Map<String, String> kept = new HashMap<>(Map.of("login", "zoe", "name", "Zoë", "capacity", "7"));
        kept.remove(field);
        kept.forEach((name, text) -> assertThat(refused.body()).containsPattern(
                "name=\"" + name + "\"[^>]* value=\"" + text + "\""));
        assertThat(agents.find("zoe")).isEmpty();
    }

    @Test
    void nobodyTakesTheNameOfAnother() {
        add("marta", "Marta  Vogel", Role.OPERATOR);
        add("zoe", "Zoë", Role.AGENT);
        zoe.signIn("zoe", DeskClient.PASSWORD);

        HttpResponse<String> refused = zoe.send(zoe.get("/desk/account"), "/desk/account",
                Map.of("name", "MARTA Vogel"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).containsPattern("id=\"name-wrong\">[^<]*is called so already");
        assertThat(admin.send(admin.get(page("zoe")), page("zoe"),
                Map.of("name", "marta vogel", "role", "agent", "email", "", "capacity", "5")).statusCode())
                .isEqualTo(422);
        assertThat(agents.find("zoe").orElseThrow().name()).isEqualTo("Zoë");

        assertThat(DeskClient.location(zoe.send(zoe.get("/desk/account"), "/desk/account", Map.of("name", "ZOË"))))
                .as("one's own name in capitals").isEqualTo("/desk/account?done=saved");
        assertThat(admin.get("/desk/audit").body()).contains("Zoë -&gt; ZOË");
    }

    @Test
    void ofSeveralWhoTakeOneNameAtOnceOneHasIt() {
        List<CompletableFuture<Integer>> added = Stream.of("a", "b", "c", "d")
                .map(login -> CompletableFuture.supplyAsync(() -> {
                    try (DeskClient one = DeskClient.signedIn(port, "admin", ParleyTest.PASSWORD)) {
                        return add(one, login, "Marta", Role.AGENT, Map.of()).statusCode();
                    }
                })).toList();

        assertThat(added.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(302, 422, 422, 422);
    }

    @Test
    void aChangedRoleHoldsFromTheNextClickOn() {
        add("zoe", "Zoë", Role.ADMINISTRATOR);
        zoe.signIn("zoe", DeskClient.PASSWORD);
        assertThat(zoe.get("/desk/agents").statusCode()).isEqualTo(200);

        assertThat(DeskClient.location(admin.send(admin.get(page("zoe")), page("zoe"),
                Map.of("name", "Zoë B.", "role", "agent", "email", "Zoe@Shop.Example", "capacity", "7"))))
                .isEqualTo(page("zoe") + "?done=saved");

        assertThat(zoe.get("/desk/agents").statusCode()).isEqualTo(403);
        assertThat(zoe.get("/desk").statusCode()).isEqualTo(200);
        assertThat(admin.get(page("zoe")).body()).contains("Zoë B.", "zoe@shop.example", "value=\"7\"");
    }

    @Test
    void whoIsLockedOutIsSoAtOnceUntilTheyAreLetInAgain() {
        add("zoe", "Zoë", Role.AGENT);
        zoe.signIn("zoe", DeskClient.PASSWORD);
        assertThat(zoe.get("/desk").statusCode()).isEqualTo(200);
        jdbc.sql("update agent set state = 'here' where login = 'zoe'").update();

        assertThat(DeskClient.location(act("zoe", "lock"))).isEqualTo(page("zoe") + "?done=locked");

        assertThat(DeskClient.location(zoe.get("/desk"))).isEqualTo("/desk/login");
        assertThat(zoe.signIn("zoe", DeskClient.PASSWORD)).startsWith("/desk/login?wrong");
        assertThat(jdbc.sql("select count(*) from desk_session where principal_name = 'zoe'").query(Integer.class)
                .single()).isZero();
        assertThat(jdbc.sql("select state from agent where login = 'zoe'").query(String.class).single())
                .as("gets no tickets in turn").isEqualTo("away");
        assertThat(admin.get("/desk/agents").body()).contains("locked out");
        act("zoe", "unlock");
        assertThat(zoe.signIn("zoe", DeskClient.PASSWORD)).isEqualTo("/desk");
    }

    @Test
    void anAgentsSlackAndTelegramIdsAreSetAndTakenAwayAndNobodyElseHasThem() {
        add("zoe", "Zoë", Role.AGENT);
        add("bob", "Bob", Role.AGENT);
        for (Map<String, String> wrong : List.of(Map.of("slack", "zoe"), Map.of("slack", "u012ab3cd"),
                Map.of("telegram", "@zoe"), Map.of("telegram", "-7"), Map.of("telegram", "007"))) {
            HttpResponse<String> refused = services("zoe", wrong);
            assertThat(refused.statusCode()).as(wrong.toString()).isEqualTo(422);
            assertThat(refused.body()).contains("id=\"" + wrong.keySet().iterator().next() + "-wrong\"");
        }
        Map<String, String> ids = Map.of("slack", " U012AB3CD ", "telegram", "4711");
        assertThat(DeskClient.location(services("zoe", ids))).isEqualTo(page("zoe") + "?done=saved");
        assertThat(services("bob", Map.of("slack", "U012AB3CD")).body()).contains("Another account has that Slack ID.");
        assertThat(services("bob", Map.of("telegram", "4711")).body())
                .contains("Another account has that Telegram ID.");
        assertThat(DeskClient.location(services("zoe", ids))).as("once more").contains("done=saved");
        zoe.signIn("zoe", DeskClient.PASSWORD);
        assertThat(zoe.get("/desk/account").body()).contains("U012AB3CD", "4711");

        services("zoe", Map.of("slack", "", "telegram", ""));

        assertThat(zoe.get("/desk/account").body()).doesNotContain("U012AB3CD", "4711");
        assertThat(DeskClient.location(services("bob", ids))).contains("done=saved");
        assertThat(jdbc.sql("select detail from audit where deed = 'agent_changed' order by id desc limit 1")
                .query(String.class).single()).isEqualTo("Slack U012AB3CD, Telegram 4711");
    }

    private HttpResponse<String> services(String login, Map<String, String> ids) {
        return admin.send(admin.get(page(login)), page(login) + "/services", ids);
    }

    private String guess(HttpResponse<String> page) {
        HttpResponse<String> answer = zoe.send(page, "/desk/account/password",
                Map.of("current", "a wrong guess", "password", ANOTHER));
        return answer.statusCode() == 303 ? zoe.get(DeskClient.location(answer)).body() : answer.body();
    }

    @Test
    void guessesOfOnesOwnPasswordAreSlowedDown() {
        add("zoe", "Zoë", Role.AGENT);
        zoe.signIn("zoe", DeskClient.PASSWORD);
        HttpResponse<String> page = zoe.get("/desk/account");
        assertThat(guess(page)).contains("That is not your password.");

        await().until(() -> guess(page).contains("Too many wrong passwords."));

        assertThat(zoe.get("/desk").statusCode()).isEqualTo(200);
    }

    @Test
    void adminWhoIsLockedOutOrRemovedOpensTheApiNoMore() {
        add("zoe", "Zoë", Role.ADMINISTRATOR);
        zoe.signIn("zoe", DeskClient.PASSWORD);
        String page = page("admin");
        assertThat(api()).isEqualTo(200);
        assertThat(zoe.get(page).body()).contains("Its password opens the API as well");

        zoe.send(zoe.get(page), page + "/lock", Map.of());
        assertThat(api()).isEqualTo(401);
        zoe.send(zoe.get(page), page + "/unlock", Map.of());
        assertThat(api()).isEqualTo(200);
        zoe.send(zoe.get(page), page + "/lock", Map.of());
        zoe.send(zoe.get(page), page + "/remove", Map.of());
        assertThat(api()).isEqualTo(401);

        jdbc.sql("insert into agent (login, name, role) values ('admin', 'admin', 'administrator')").update();
        assertThat(api()).isEqualTo(200);
    }

    private int api() {
        return new DeskClient(port, "203.0.113." + number.incrementAndGet())
                .with(ParleyTest.ADMIN, "GET", "/api/tickets").statusCode();
    }

    /** As another instance may have it that read the session before the lock. */
    @Test
    void aLockHoldsForASessionThatIsStillThere() {
        add("zoe", "Zoë", Role.AGENT);
        zoe.signIn("zoe", DeskClient.PASSWORD);

        jdbc.sql("update agent set locked_at = now() where login = 'zoe'").update();

        assertThat(zoe.get("/desk").statusCode()).isEqualTo(303);
        jdbc.sql("update agent set locked_at = null where login = 'zoe'").update();
        assertThat(zoe.get("/desk").statusCode()).as("the session has ended").isEqualTo(303);
    }

    @Test
    void aRemovedAgentIsGoneAndTheirNameIsFree() {
        add("zoe", "Zoë", Role.AGENT);
        zoe.signIn("zoe", DeskClient.PASSWORD);
        String page = page("zoe");

        assertThat(DeskClient.location(act("zoe", "remove"))).isEqualTo("/desk/agents?done=removed");

        assertThat(zoe.get("/desk").statusCode()).isEqualTo(303);
        assertThat(admin.get(page).statusCode()).isEqualTo(404);
        assertThat(admin.get("/desk/agents").body()).doesNotContain("Zoë");
        assertThat(DeskClient.location(add("zoe", "Another", Role.AGENT))).isEqualTo("/desk/agents?done=added");
        assertThat(zoe.get("/desk").statusCode()).as("an old session is not the new agent's").isEqualTo(303);
    }

    @Test
    void theLastAdministratorStays() {
        for (String role : List.of("agent", "operator")) {
            HttpResponse<String> refused = admin.send(admin.get(page("admin")), page("admin"),
                    Map.of("name", "admin", "role", role, "email", "", "capacity", "5"));
            assertThat(refused.statusCode()).as(role).isEqualTo(422);
            assertThat(refused.body()).as(role).contains("Make somebody else an administrator first.");
        }
        for (String deed : List.of("lock", "remove")) {
            HttpResponse<String> refused = act("admin", deed);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("their own account");
        }
        assertThat(admin.get("/desk/agents").statusCode()).isEqualTo(200);
    }

    @Test
    void ofTwoAdministratorsWhoRemoveEachOtherOneStays() {
        for (int round = 0; round < 10; round++) {
            jdbc.sql("delete from agent where login <> 'admin'").update();
            jdbc.sql(
                    "insert into agent (login, name, role) values ('admin', 'admin', 'administrator') on conflict do nothing")
                    .update();
            DeskClient first = DeskClient.signedIn(port, "admin", ParleyTest.PASSWORD);
            agents.add("zoe", "Zoë", Role.ADMINISTRATOR, DeskClient.PASSWORD);
            zoe.signIn("zoe", DeskClient.PASSWORD);
            HttpResponse<String> seenByFirst = first.get(page("zoe"));
            HttpResponse<String> seenByZoe = zoe.get(page("admin"));
            String zoesPage = page("zoe");
            String firstsPage = page("admin");

            Stream.of(CompletableFuture.runAsync(() -> first.send(seenByFirst, zoesPage + "/remove", Map.of())),
                    CompletableFuture.runAsync(() -> zoe.send(seenByZoe, firstsPage + "/remove", Map.of())))
                    .toList().forEach(CompletableFuture::join);

            assertThat(jdbc.sql("select count(*) from agent").query(Integer.class).single()).isEqualTo(1);
            first.close();
        }
        jdbc.sql(
                "insert into agent (login, name, role) values ('admin', 'admin', 'administrator') on conflict do nothing")
                .update();
    }

    @Test
    void aNewPasswordEndsEachOtherSignIn() {
        add("zoe", "Zoë", Role.AGENT);
        zoe.signIn("zoe", DeskClient.PASSWORD);
        try (DeskClient phone = new DeskClient(port, "198.51.100.200")) {
            phone.signIn("zoe", DeskClient.PASSWORD);
            HttpResponse<String> wrong = zoe.send(zoe.get("/desk/account"), "/desk/account/password",
                    Map.of("current", "a guess", "password", "short"));
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("id=\"current-wrong\"", "id=\"password-wrong\"");

            assertThat(DeskClient.location(zoe.send(zoe.get("/desk/account"), "/desk/account/password",
                    Map.of("current", DeskClient.PASSWORD, "password", ANOTHER))))
                    .isEqualTo("/desk/account?done=password");

            assertThat(zoe.get("/desk").statusCode()).isEqualTo(200);
            assertThat(phone.get("/desk").statusCode()).isEqualTo(303);
            assertThat(phone.signIn("zoe", DeskClient.PASSWORD)).startsWith("/desk/login?wrong");
            assertThat(phone.signIn("zoe", ANOTHER)).isEqualTo("/desk");
            admin.send(admin.get(page("zoe")), page("zoe") + "/password", Map.of("password", DeskClient.PASSWORD));
            assertThat(List.of(zoe.get("/desk").statusCode(), phone.get("/desk").statusCode())).containsOnly(303);
        }
    }

    @Test
    void thePasswordOfTheFirstAdministratorIsTheSettings() {
        assertThat(admin.get("/desk/account").body()).contains("PARLEY_ADMIN_PASSWORD")
                .doesNotContain("id=\"set-password\"");
        HttpResponse<String> refused = admin.send(admin.get(page("admin")), page("admin") + "/password",
                Map.of("password", ANOTHER));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("is changed there");
        assertThat(zoe.signIn("admin", ParleyTest.PASSWORD)).isEqualTo("/desk");
    }

    @Test
    void agentsChangeTheirOwnName() {
        add("zoe", "Zoë", Role.AGENT);
        zoe.signIn("zoe", DeskClient.PASSWORD);

        assertThat(
                DeskClient.location(zoe.send(zoe.get("/desk/account"), "/desk/account", Map.of("name", " Z. \u202e"))))
                .isEqualTo("/desk/account?done=saved");

        assertThat(agents.find("zoe").orElseThrow().name()).isEqualTo("Z.");
        HttpResponse<String> refused = zoe.send(zoe.get("/desk/account"), "/desk/account",
                Map.of("name", "x".repeat(101)));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"name-wrong\"", "x".repeat(101));
    }

    @Test
    void aLoginWithoutAPasswordIsNoLogin() {
        jdbc.sql("insert into agent (login, name, role) values ('zoe', 'Zoë', 'agent')").update();
        for (String guess : List.of(ParleyTest.PASSWORD, "admin", "none", "null", "")) {
            assertThat(zoe.signIn("zoe", guess)).as(guess).startsWith("/desk/login?wrong");
        }
    }

    private HttpResponse<String> act(String login, String deed) {
        return admin.send(admin.get(page(login)), page(login) + "/" + deed, Map.of());
    }

    private String page(String login) {
        return "/desk/agents/" + jdbc.sql("select id from agent where login = ?").param(login).query(Long.class)
                .optional().orElse(0L);
    }

    private HttpResponse<String> add(String login, String name, Role role) {
        return add(login, name, role, Map.of());
    }

    private HttpResponse<String> add(String login, String name, Role role, Map<String, String> others) {
        return add(admin, login, name, role, others);
    }

    private static HttpResponse<String> add(DeskClient by, String login, String name, Role role,
            Map<String, String> others) {
        Map<String, String> form = new HashMap<>(Map.of("login", login, "name", name, "role", role.word(), "email", "",
                "capacity", "7", "password", DeskClient.PASSWORD));
        form.putAll(others);
        return by.send(by.get("/desk/agents"), "/desk/agents", form);
    }
}
