package io.parley.security;

import io.parley.security.PasswordGuessesTest;
import io.parley.support.ParleyTest;
import io.parley.support.StandingTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

/** In Kubernetes, where Spring Boot by itself believes any private peer, nobody guesses on by naming other addresses. */
@ParleyTest(properties = {"spring.main.cloud-platform=kubernetes", "parley.serving=false",
        "parley.access.trusted-proxies="})
@DirtiesContext
@Import(StandingTime.class)
class ForwardedGuessesTest {
    @LocalServerPort
    private int port;

    @Test
    void countsGuessesByTheAddressThatTheyComeFrom() {
        PasswordGuessesTest.assertSlowed("60 in Kubernetes that name other addresses", port, 60,
                i -> List.of("203.0.113." + i));
    }
}
