package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parley.audit.Audit;
import io.parley.audit.AuditEntry;
import io.parley.audit.Deed;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is remembered of who did what, and its page. */
@ParleyTest(properties = "parley.serving=false")
class DeskAuditTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient admin;

    @BeforeEach
    void start() {
        jdbc.sql("delete from agent where login <> 'admin'").update();
        admin = DeskClient.signedIn(port, "admin", ParleyTest.PASSWORD);
        jdbc.sql("delete from audit").update();
    }

    @AfterEach
    void end() {
        admin.close();
    }

    @Test
    void whatAdministratorsDoIsRemembered() {
        HttpResponse<String> form = admin.get("/desk/agents");
        admin.send(form, "/desk/agents", Map.of("login", "zoe", "name", "Zoë", "role", "agent", "email", "",
                "capacity", "5", "password", DeskClient.PASSWORD));
        String zoe = "/desk/agents/" + agents.find("zoe").orElseThrow().id();
        admin.send(form, zoe, Map.of("name", "Zoë", "role", "operator", "capacity", "5"));
        admin.send(form, zoe + "/password", Map.of("password", DeskClient.PASSWORD));
        admin.send(form, zoe + "/lock", Map.of());
        admin.send(form, zoe + "/unlock", Map.of());
        admin.send(form, zoe + "/remove", Map.of());

        assertThat(audit.before(Long.MAX_VALUE, 10)).allMatch(entry -> "admin".equals(entry.actor())
                && "zoe".equals(entry.object())).extracting(AuditEntry::deed)
                .containsExactly(Deed.AGENT_REMOVED, Deed.AGENT_UNLOCKED, Deed.AGENT_LOCKED, Deed.PASSWORD_SET,
                        Deed.AGENT_CHANGED, Deed.AGENT_ADDED);
        assertThat(audit.before(Long.MAX_VALUE, 10).get(4).detail()).isEqualTo("operator");
        assertThat(jdbc.sql("select string_agg(audit::text, ' ') from audit").query(String.class).single())
                .doesNotContain(DeskClient.PASSWORD);
    }

    @Test
    void whatIsRefusedIsNotRemembered() {
        HttpResponse<String> form = admin.get("/desk/agents");
        String own = "/desk/agents/" + agents.find("admin").orElseThrow().id();
        admin.send(form, own + "/lock", Map.of());
        admin.send(form, own, Map.of("name", "admin", "role", "agent", "capacity", "5"));
        admin.send(form, "/desk/agents", Map.of("login", "admin", "name", "Zoë", "role", "agent", "capacity", "5",
                "password", DeskClient.PASSWORD));

        assertThat(audit.before(Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void aSignInAndAFailedOneOfAKnownAccountAreRemembered() throws Exception {
        agents.add("zoe", "Zoë", Role.AGENT, DeskClient.PASSWORD);
        try (DeskClient zoe = new DeskClient(port, "203.0.113.5"); HttpClient program = HttpClient.newHttpClient()) {
            zoe.signIn("Zoe", "a wrong one");
            zoe.signIn("nobody of that name", "a wrong one");
            zoe.signIn("Zoe", DeskClient.PASSWORD);
            HttpRequest.Builder request = HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + port + "/api/tickets"))
                    .header("X-Forwarded-For", "203.0.113.6");
            program.send(request.header("Authorization", "Basic YWRtaW46d3Jvbmc=").build(), BodyHandlers.discarding());
        }
        assertThat(audit.before(Long.MAX_VALUE, 10)).extracting(AuditEntry::actor, AuditEntry::deed, AuditEntry::object,
                AuditEntry::detail).containsExactly(tuple(null, Deed.SIGN_IN_FAILED, "admin", "203.0.113.6"),
                        tuple("zoe", Deed.SIGNED_IN, null, "203.0.113.5"),
                        tuple(null, Deed.SIGN_IN_FAILED, "zoe", "203.0.113.5"));
    }

    @Test
    void guessingFillsNothing() {
        for (int i = 0; i < 200; i++) {
            audit.addFailedSignIn(i % 2 == 0 ? "zoe" : "bob", "203.0.113.5");
        }
        assertThat(audit.before(Long.MAX_VALUE, 1_000)).hasSize(120);
        jdbc.sql("update audit set at = at - interval '61 minutes'").update();
        audit.addFailedSignIn("zoe", "203.0.113.5");
        assertThat(audit.before(Long.MAX_VALUE, 1_000)).hasSize(121);
    }

    @Test
    void thePageShowsTheNewestFirstAndLeadsOn() {
        for (int i = 1; i <= 51; i++) {
            audit.add("<i>zoe</i>", Deed.TICKET_TAKEN_OVER, "number " + i, null);
        }
        audit.add(null, Deed.FAQ_IMPORTED, "faq.csv", null);

        String first = admin.get("/desk/audit").body();

        assertThat(first).contains("a command", "imported the FAQ from", "&lt;i&gt;zoe&lt;/i&gt;", "number 51",
                "number 3<").doesNotContain("number 2<", "<i>zoe");
        String next = first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]+)\".*", "$1");
        assertThat(admin.get(next).body()).contains("number 2<", "number 1<").doesNotContain("number 3<",
                "rel=\"next\"");
        assertThat(admin.in("de", "/desk/audit").body()).contains("übernahm das Ticket");
    }
}
