package io.parley.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down who guesses passwords: after ten wrong ones an address may try another every six seconds at once, and one at a
 * time through the {@link SlowLane}. A device on which somebody signed in before has an allowance of its own. A guess is
 * counted before it is checked, so that many at once are no way around it, and given back when the password was right.
 * Requests without a password are not counted. A password comes in a header, from the desk's form, or where an agent changes
 * their own.
 */
public final class LoginRateLimiter extends OncePerRequestFilter {
    private static final int GUESSES = 10;
    private static final Duration REFILL = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 100_000;
    private static final String SLOWED = LoginRateLimiter.class.getName() + ".slowed";
    private static final String WRONG = LoginRateLimiter.class.getName() + ".wrong";
    private static final RequestMatcher SIGN_IN = DeskAccess.signIn();
    private static final RequestMatcher OWN_PASSWORD = DeskAccess.ownPassword();

    private final LoadingCache<String, Bucket> guesses;
    private final ClientAddresses visitors;
    private final KnownDevices devices;
    private final SlowLane slowLane;

    /** @param time what gives an address its further guesses */
    LoginRateLimiter(ClientAddresses visitors, KnownDevices devices, SlowLane slowLane, TimeMeter time) {
        this.guesses = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                .expireAfterAccess(REFILL)
                .build(who -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(GUESSES).refillGreedy(GUESSES, REFILL))
                        .withCustomTimePrecision(time)
                        .build());
        this.visitors = visitors;
        this.devices = devices;
        this.slowLane = slowLane;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null && !SIGN_IN.matches(request)
                && !OWN_PASSWORD.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = visitors.address(request);
        Bucket left = guesses.get(devices.of(request).orElse(address));
        if (left.tryConsume(1)) {
            try {
                chain.doFilter(request, response);
            } finally {
                if (response.getStatus() != HttpStatus.UNAUTHORIZED.value() && request.getAttribute(WRONG) == null) {
                    left.addTokens(1);
                }
            }
        } else if (slowLane.pass(address)) {
            request.setAttribute(SLOWED, true);
            chain.doFilter(request, response);
        } else {
            refuse(request, response);
        }
    }

    /** Whether a request with a wrong password came through the slow lane, and so is told to wait. */
    public static boolean isSlowed(HttpServletRequest request) {
        return request.getAttribute(SLOWED) != null;
    }

    /** Counts the request's password as a wrong one: an answer to a form has another status than 401. */
    public static void wasWrong(HttpServletRequest request) {
        request.setAttribute(WRONG, true);
    }

    /** An answer to a wrong password. */
    @FunctionalInterface
    interface Answer {
        void write() throws IOException;
    }

    /** Answers a wrong password; a request that came through the slow lane is told to wait instead. */
    static void refuseOr(HttpServletRequest request, HttpServletResponse response, Answer answer) throws IOException {
        if (isSlowed(request)) {
            refuse(request, response);
        } else {
            answer.write();
        }
    }

    static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (SIGN_IN.matches(request)) {
            DeskAccess.go(response, DeskAccess.LOGIN + "?wait");
            return;
        }
        if (OWN_PASSWORD.matches(request)) {
            DeskAccess.go(response, DeskAccess.ACCOUNT + "?wait");
            return;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(REFILL.toSeconds() / GUESSES));
        ProblemDetails.write(request, response, HttpStatus.TOO_MANY_REQUESTS,
                "Too many wrong passwords. Try again in a minute.");
    }
}
