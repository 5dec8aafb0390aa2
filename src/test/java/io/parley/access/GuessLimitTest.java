package io.parley.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class GuessLimitTest {
    private final GuessLimit limit = new GuessLimit(
            new Visitors(new AccessSettings(List.of("10.9.9.9"), 1)));

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

    @Test
    void countsGuessesThatComeAtTheSameTime() throws Exception {
        CountDownLatch checked = new CountDownLatch(1);
        AtomicInteger passed = new AtomicInteger();
        List<CompletableFuture<Integer>> guesses = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
            return guess(passed, checked);
        }, Thread::startVirtualThread)).limit(40).toList();
        await().until(() -> guesses.stream().filter(CompletableFuture::isDone).count() + passed.get() == 40);
        checked.countDown();

        assertThat(guesses.stream().map(CompletableFuture::join).filter(status -> status == 401).count()).isEqualTo(10);
        assertThat(passed.get()).isEqualTo(10);
    }

    @Test
    void countsAHouseholdsAddressesAsOneAndTellsVisitorsOfAProxyApart() throws Exception {
        for (int guess = 1; guess <= 10; guess++) {
            ask("2001:db8:1:2::" + guess, 401);
        }
        assertThat(ask("2001:db8:1:2:ffff::1", 200).getStatus()).isEqualTo(429);
        assertThat(ask("2001:db8:1:3::1", 200).getStatus()).isEqualTo(200);
    }

    private int guess(AtomicInteger passed, CountDownLatch checked) {
        try {
            MockHttpServletResponse response = new MockHttpServletResponse();
            limit.doFilter(request("10.0.0.9"), response, (asked, answered) -> {
                passed.incrementAndGet();
                hold(checked);
                response.setStatus(401);
            });
            return response.getStatus();
        } catch (IOException | ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void hold(CountDownLatch checked) {
        try {
            checked.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private MockHttpServletResponse ask(String address, int result) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        limit.doFilter(request(address), response, (asked, answered) -> response.setStatus(result));
        return response;
    }

    /** A guess that a proxy passes on for an address. */
    private static MockHttpServletRequest request(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("10.9.9.9");
        request.addHeader("X-Forwarded-For", address);
        request.addHeader("Authorization", "Basic YWRtaW46eA==");
        return request;
    }
}
