package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.email.Post;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Operators choose by a form how they hear of the week, in browsers without script. */
@ParleyTest(properties = {"parley.serving=false", "parley.email.address=" + Post.SHOP})
@DirtiesContext
class DigestPageTest {
    private static final Post post = Post.start();

    @LocalServerPort
    private int port;
    @Autowired
    private Agents agents;
    @Autowired
    private JdbcClient jdbc;

    private DeskClient olga;

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry properties) {
        properties.add("parley.email.imap-url", () -> post.imapUrl(Post.SHOP));
        properties.add("parley.email.smtp-url", () -> post.smtpUrl(Post.SHOP));
    }

    @BeforeEach
    void signIn() {
        jdbc.sql("delete from agent where login <> 'admin'").update();
        agents.add("olga", "Olga", Role.OPERATOR, DeskClient.PASSWORD);
        olga = DeskClient.signedIn(port, "olga", DeskClient.PASSWORD);
    }

    @AfterEach
    void signOut() {
        olga.close();
    }

    @AfterAll
    static void close() {
        post.close();
    }

    @Test
    void anOperatorChoosesAndChoosesAgain() {
        assertThat(shown()).isEqualTo("none");
        jdbc.sql("update agent set email = 'olga@team.example' where login = 'olga'").update();

        assertThat(DeskClient.location(choose("mail"))).isEqualTo("/desk/account?done=saved");
        assertThat(shown()).isEqualTo("mail");
        assertThat(stored()).isEqualTo("mail en");
        assertThat(DeskClient.location(choose("by pigeon"))).isEqualTo("/desk/account?done=saved");
        assertThat(shown()).as("what nobody can choose changes nothing").isEqualTo("mail");
        choose("none");
        assertThat(shown()).isEqualTo("none");
    }

    @Test
    void whatCannotReachThemIsRefusedWithTheReason() {
        assertRefused(choose("mail"), "has no e-mail address");
        assertRefused(choose("slack"), "Slack: it is not set up here");
        assertThat(shown()).isEqualTo("none");
    }

    @Test
    void agentsAreNotAsked() {
        agents.add("zoe", "Zoe", Role.AGENT, DeskClient.PASSWORD);
        try (DeskClient zoe = DeskClient.signedIn(port, "zoe", DeskClient.PASSWORD)) {
            assertThat(zoe.get("/desk/account").body()).contains("Zoe").doesNotContain("/desk/account/digest");
            assertThat(zoe.send(zoe.get("/desk/account"), "/desk/account/digest", Map.of("way", "none")).statusCode())
                    .isEqualTo(403);
        }
    }

    private static void assertRefused(HttpResponse<String> refused, String why) {
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).containsPattern("id=\"way-wrong\">[^<]*" + why)
                .contains("aria-describedby=\"way-wrong\"");
    }

    private HttpResponse<String> choose(String way) {
        return olga.send(olga.get("/desk/account"), "/desk/account/digest", Map.of("way", way));
    }

    /** The way that the page shows as chosen. */
    private String shown() {
        String page = olga.get("/desk/account").body();
        return List.of("none", "mail", "slack").stream()
                .filter(way -> page.matches("(?s).*<option value=\"" + way + "\" selected.*")).findFirst()
                .orElseThrow();
    }

    private String stored() {
        return jdbc.sql("select digest || ' ' || digest_language from agent where login = 'olga'").query(String.class)
                .single();
    }
}
