package io.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.security.AccessSettings;
import io.parley.security.OwnHosts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OwnHostsTest {
    private final OwnHosts configured = hosts("https://public.example.com/chat", "Chat.example.com",
            "10.0.0.5:8080", "[::1]");

    @ParameterizedTest
    @CsvSource({"chat.example.com,200", "CHAT.EXAMPLE.COM:8443,200", "10.0.0.5:8080,200", "10.0.0.5:8081,400",
            "10.0.0.5,400",
            "[::1]:8080,200", "public.example.com,200", "evil.example,400", "chat.example.com.evil.example,400",
            "evil.example:chat.example.com,400", "chat.example.com:8080:80,400"})
    void refusesWhatIsAskedOfAnotherName(String host, int status) throws Exception {
        assertThat(ask(configured, host, "/")).isEqualTo(status);
    }

    @Test
    void refusesARequestWithoutAName() throws Exception {
        assertThat(ask(configured, null, "/")).isEqualTo(400);
    }

    @Test
    void answersMachinesByAnyName() throws Exception {
        for (String path : List.of("/health", "/actuator/health/readiness")) {
            assertThat(ask(configured, "172.17.0.4:8080", path)).as(path).isEqualTo(200);
        }
        assertThat(ask(configured, "172.17.0.4:8080", "/healthy")).isEqualTo(400);
    }

    @Test
    void takesAnyNameAsLongAsNoneIsConfigured() throws Exception {
        assertThat(ask(hosts("https://public.example.com"), "evil.example", "/")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://chat.example.com", "chat.example.com/", "a b", "*"})
    void saysWhatAHostLooksLike(String host) {
        assertThatThrownBy(() -> hosts("", host)).hasMessageContaining("parley.access.hosts")
                .hasMessageContaining(host);
    }

    private static OwnHosts hosts(String publicUrl, String... hosts) {
        return new OwnHosts(new AccessSettings(List.of(), 1, List.of(hosts), 1_000, 10).hosts(), publicUrl);
    }

    private static int ask(OwnHosts filter, @Nullable String host, String path) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        if (host != null) {
            request.addHeader("Host", host);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }
}
