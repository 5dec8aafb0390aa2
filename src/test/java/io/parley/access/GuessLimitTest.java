package io.parley.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class GuessLimitTest {
    private final GuessLimit limit = new GuessLimit();

    @Test
    void refusesAfterTenWrongPasswordsOfOneAddress() throws Exception {
        for (int guess = 1; guess <= 10; guess++) {
            assertThat(ask("10.0.0.1", 401).getStatus()).isEqualTo(401);
        }
        MockHttpServletResponse refused = ask("10.0.0.1", 200);
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("6");
        assertThat(ask("10.0.0.2", 200).getStatus()).isEqualTo(200);
    }

    @Test
    void doesNotCountRightPasswords() throws Exception {
        for (int request = 1; request <= 50; request++) {
            assertThat(ask("10.0.0.3", 200).getStatus()).isEqualTo(200);
        }
    }

    private MockHttpServletResponse ask(String address, int result) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        request.addHeader("Authorization", "Basic YWRtaW46eA==");
        MockHttpServletResponse response = new MockHttpServletResponse();
        limit.doFilter(request, response, (asked, answered) -> response.setStatus(result));
        return response;
    }
}
