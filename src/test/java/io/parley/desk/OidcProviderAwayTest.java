package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An OpenID provider that does not answer: the desk is there all the same. */
@ParleyTest(properties = {"parley.serving=false", "parley.oidc.issuer=http://127.0.0.1:1",
        "parley.oidc.client-id=parley", "parley.oidc.client-secret=secret"})
class OidcProviderAwayTest {
    @LocalServerPort
    private int port;

    @Test
    void agentsAreToldAndSignInWithTheirPasswords() {
        try (DeskClient agent = new DeskClient(port)) {
            assertThat(DeskClient.location(agent.get("/desk/sign-in/oidc"))).isEqualTo("/desk/login?provider");
            assertThat(agent.get("/desk/login?provider").body()).contains("Signing in elsewhere did not work.");
            assertThat(agent.signIn("admin", ParleyTest.PASSWORD)).isEqualTo("/desk");
        }
    }
}
