package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.fake.oidc.FakeProvider;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Agents who sign in at an OpenID Connect provider. */
@ParleyTest(properties = {"parley.serving=false", "parley.oidc.client-id=" + FakeProvider.CLIENT,
        "parley.oidc.client-secret=" + FakeProvider.SECRET, "parley.oidc.name=Shop & Co"})
class OidcSignInTest {
    private static final FakeProvider provider = FakeProvider.start();
    private static final String STRANGER = "/desk/login?stranger";
    private static final String REFUSED = "/desk/login?provider";

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    private DeskClient zoe;
    private HttpClient http;

    @DynamicPropertySource
    static void where(DynamicPropertyRegistry registry) {
        registry.add("parley.oidc.issuer", provider::issuer);
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @BeforeEach
    void start() {
        jdbc.sql("delete from agent where login <> 'admin'").update();
        agents.add("zoe", "Zoë", Role.OPERATOR, DeskClient.PASSWORD);
        jdbc.sql("update agent set email = 'zoe@shop.example' where login = 'zoe'").update();
        zoe = new DeskClient(port);
        http = HttpClient.newHttpClient();
    }

    @AfterEach
    void end() {
        zoe.close();
        http.close();
    }

    @Test
    void aVerifiedAddressLeadsToItsAccountAndTheSubjectFromThenOn() {
        assertThat(zoe.get("/desk/login").body()).contains("Sign in with Shop &amp; Co");
        provider.signedIn("subject-1", "Zoe@Shop.Example", true);
        assertThat(enter(zoe)).isEqualTo("/desk");
        assertThat(zoe.get("/desk").body()).contains("Zoë");
        assertThat(zoe.get("/desk/agents").statusCode()).as("an operator").isEqualTo(403);

        provider.signedIn("subject-1", "another@shop.example", false);
        try (DeskClient again = new DeskClient(port)) {
            assertThat(enter(again)).isEqualTo("/desk");
            assertThat(again.get("/desk").body()).contains("Zoë");
        }
        provider.signedIn("subject-2", "zoe@shop.example", true);
        try (DeskClient other = new DeskClient(port)) {
            assertThat(enter(other)).as("the address is another subject's").isEqualTo(STRANGER);
        }
    }

    @Test
    void whoHasNoAccountDoesNotEnter() {
        for (Runnable person : List.<Runnable>of(() -> provider.signedIn("subject-3", "zoe@shop.example", false),
                () -> provider.signedIn("subject-3", "nobody@shop.example", true),
                () -> provider.signedIn("zoe", "zoe@evil.example", true))) {
            person.run();
            assertThat(enter(zoe)).isEqualTo(STRANGER);
            assertThat(zoe.get("/desk").statusCode()).isEqualTo(303);
        }
        assertThat(zoe.get(STRANGER).body()).contains("You have no account here");
        assertThat(jdbc.sql("select count(*) from agent where oidc_subject is not null").query(Integer.class).single())
                .isZero();
    }

    @Test
    void aLockedAccountStaysLocked() {
        provider.signedIn("subject-1", "zoe@shop.example", true);
        assertThat(enter(zoe)).isEqualTo("/desk");
        jdbc.sql("update agent set locked_at = now() where login = 'zoe'").update();
        assertThat(zoe.get("/desk").statusCode()).isEqualTo(303);
        assertThat(enter(zoe)).isEqualTo(STRANGER);
    }

    @Test
    void aForgedAnswerOpensNothing() {
        for (Consumer<Map<String, Object>> lie : List.<Consumer<Map<String, Object>>>of(
                claims -> claims.put("nonce", "of another sign-in"), claims -> claims.remove("nonce"),
                claims -> claims.put("aud", "another client"), claims -> claims.put("iss", "https://evil.example"),
                claims -> claims.put("exp", Instant.EPOCH.getEpochSecond()))) {
            provider.signedIn("subject-1", "zoe@shop.example", true);
            provider.lies(lie);
            assertThat(enter(zoe)).isEqualTo(REFUSED);
        }
        provider.signedIn("subject-1", "zoe@shop.example", true);
        provider.signsWithForeignKey();
        assertThat(enter(zoe)).isEqualTo(REFUSED);
        assertThat(zoe.get("/desk").statusCode()).isEqualTo(303);

        provider.signedIn("subject-1", "zoe@shop.example", true);
        String back = back(zoe);
        try (DeskClient victim = new DeskClient(port)) {
            assertThat(DeskClient.location(victim.get(back))).as("another browser's state").isEqualTo(REFUSED);
        }
        assertThat(DeskClient.location(zoe.get(back.replaceFirst("state=", "state=x")))).isEqualTo(REFUSED);
        assertThat(DeskClient.location(zoe.get("/desk/oidc?error=access_denied&state=x"))).isEqualTo(REFUSED);
        assertThat(zoe.get("/desk").statusCode()).isEqualTo(303);
    }

    @Test
    void aCodeOpensOnce() {
        provider.signedIn("subject-1", "zoe@shop.example", true);
        String back = back(zoe);
        assertThat(DeskClient.location(zoe.get(back))).isEqualTo("/desk");
        assertThat(DeskClient.location(zoe.get(back))).isEqualTo(REFUSED);
    }

    @Test
    void noTokenIsKept() {
        provider.signedIn("subject-1", "zoe@shop.example", true);
        assertThat(enter(zoe)).isEqualTo("/desk");
        assertThat(jdbc.sql("""
                select count(*) from desk_session_attributes
                where encode(attribute_bytes, 'escape') like '%subject-1%'
                    or encode(attribute_bytes, 'escape') like '%OidcIdToken%'""").query(Integer.class).single())
                .isZero();
        assertThat(jdbc.sql("select principal_name from desk_session where principal_name is not null")
                .query(String.class).list()).contains("zoe");
        assertThat(jdbc.sql("select count(*) from audit where actor = 'zoe' and deed = 'signed_in'")
                .query(Integer.class).single()).isPositive();
    }

    @Test
    void anotherAddressOfAnAccountIsAnotherPersons() {
        provider.signedIn("subject-1", "zoe@shop.example", true);
        assertThat(enter(zoe)).isEqualTo("/desk");
        try (DeskClient admin = DeskClient.signedIn(port, "admin", ParleyTest.PASSWORD)) {
            String page = "/desk/agents/" + agents.find("zoe").orElseThrow().id();
            admin.send(admin.get(page), page,
                    Map.of("name", "Zoë", "role", "agent", "email", "new@shop.example", "capacity", "5"));
        }
        assertThat(enter(zoe)).isEqualTo(STRANGER);
        provider.signedIn("subject-9", "new@shop.example", true);
        assertThat(enter(zoe)).isEqualTo("/desk");
    }

    @Test
    void whoSignsInThereNeedsNoPassword() {
        try (DeskClient admin = DeskClient.signedIn(port, "admin", ParleyTest.PASSWORD)) {
            assertThat(DeskClient.location(admin.send(admin.get("/desk/agents"), "/desk/agents",
                    Map.of("login", "ida", "name", "Ida", "role", "agent", "email", "ida@shop.example", "capacity", "5",
                            "password", ""))))
                    .isEqualTo("/desk/agents?done=added");
        }
        assertThat(zoe.signIn("ida", "")).startsWith("/desk/login?wrong");
        provider.signedIn("subject-5", "ida@shop.example", true);
        assertThat(enter(zoe)).isEqualTo("/desk");
        assertThat(zoe.get("/desk/account").body()).contains("have no password here");
    }

    private String enter(DeskClient client) {
        return DeskClient.location(client.get(back(client)));
    }

    /** The address to which the provider sends the browser back. */
    private String back(DeskClient client) {
        URI there = URI.create(DeskClient.location(client.get("/desk/sign-in/oidc")));
        HttpResponse<Void> answer = http.sendAsync(HttpRequest.newBuilder(there).build(), BodyHandlers.discarding())
                .join();
        URI back = URI.create(answer.headers().firstValue("location").orElseThrow());
        assertThat(back.getPath()).isEqualTo("/desk/oidc");
        return back.getPath() + "?" + back.getRawQuery();
    }
}
