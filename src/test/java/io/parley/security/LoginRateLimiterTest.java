package io.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.calls.MonotonicClock;
import io.parley.fake.telegram.SettableClock;
import io.parley.security.AccessSettings;
import io.parley.security.ClientAddresses;
import io.parley.security.KnownDevices;
import io.parley.security.LoginRateLimiter;
import io.parley.security.SlowLane;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

class LoginRateLimiterTest {
    private final SettableClock clock = new SettableClock();
    private final KnownDevices devices = new KnownDevices(new byte[32], "", clock);
    /** Its slow lane has no place. */
    private final LoginRateLimiter limit = limit(new SlowLane(0, Duration.ZERO));

    private LoginRateLimiter limit(SlowLane lane) {
        return new LoginRateLimiter(
                new ClientAddresses(new AccessSettings(List.of("10.9.9.9"), 1, List.of(), 1_000, 10)),
                devices, lane, new MonotonicClock(() -> 0));
    }

    @Test
    void letsAKnownDeviceInWhileOthersOfItsAddressGuess() throws Exception {
        Cookie known = signIn();
        fill("10.0.0.1");

        assertThat(ask(with(request("10.0.0.1"), known), 200).getStatus()).isEqualTo(200);
        for (int guess = 1; guess <= 10; guess++) {
            assertThat(ask(with(request("10.0.0.1"), known), 401).getStatus()).isEqualTo(401);
        }
        assertThat(ask(with(request("10.0.0.1"), known), 200).getStatus()).isEqualTo(429);
    }

    @Test
    void countsAMadeUpOrOldCookieAsNone() throws Exception {
        Cookie known = signIn();
        fill("10.0.0.1");
        String value = known.getValue();
        for (String forged : List.of("", "x.y", value.substring(1), value + "A", "AAAA" + value.substring(4), ".",
                "!")) {
            assertThat(ask(with(request("10.0.0.1"), new Cookie(known.getName(), forged)), 200).getStatus()).as(forged)
                    .isEqualTo(429);
        }
        clock.advance(Duration.ofDays(91));
        assertThat(ask(with(request("10.0.0.1"), known), 200).getStatus()).isEqualTo(429);
    }

    @Test
    void letsARightPasswordInLateAndTellsAWrongOneToWait() throws Exception {
        LoginRateLimiter slow = limit(new SlowLane(1, Duration.ofMillis(1)));
        for (int guess = 1; guess <= 10; guess++) {
            MockHttpServletRequest wrong = request("10.0.0.1");
            ask(slow, wrong, 401);
            assertThat(LoginRateLimiter.isSlowed(wrong)).isFalse();
        }
        MockHttpServletRequest right = request("10.0.0.1");
        assertThat(ask(slow, right, 200).getStatus()).isEqualTo(200);
        assertThat(LoginRateLimiter.isSlowed(right)).isTrue();
    }

    @Test
    void looksAtOnePasswordOfASlowedAddressAtATime() throws Exception {
        SlowLane lane = new SlowLane(2, Duration.ofDays(1));
        Thread waiting = Thread.startVirtualThread(() -> lane.pass("10.0.0.1"));
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        assertThat(lane.pass("10.0.0.1")).isFalse();
        waiting.interrupt();
        waiting.join();
        assertThat(new SlowLane(1, Duration.ZERO).pass("10.0.0.1")).isTrue();
    }

    @Test
    void refusesAfterTenWrongPasswordsOfOneAddress() throws Exception {
        fill("10.0.0.1");
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

    private void fill(String address) throws Exception {
        for (int guess = 1; guess <= 10; guess++) {
            assertThat(ask(address, 401).getStatus()).isEqualTo(401);
        }
    }

    private Cookie signIn() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated("admin", null, List.of()));
        try {
            devices.doFilter(request("10.0.0.7"), response, new MockFilterChain());
        } finally {
            SecurityContextHolder.clearContext();
        }
        return Objects.requireNonNull(response.getCookies()[0]);
    }

    private static MockHttpServletRequest with(MockHttpServletRequest request, Cookie cookie) {
        request.setCookies(cookie);
        return request;
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
        return ask(request(address), result);
    }

    private MockHttpServletResponse ask(MockHttpServletRequest request, int result) throws Exception {
        return ask(limit, request, result);
    }

    private static MockHttpServletResponse ask(LoginRateLimiter limit, MockHttpServletRequest request, int result)
            throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        limit.doFilter(request, response, (asked, answered) -> response.setStatus(result));
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
