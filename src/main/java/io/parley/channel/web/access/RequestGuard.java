package io.parley.channel.web.access;

import io.parley.security.ClientAddresses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Limits visitors' requests that are no messages before any controller sees them: their rate per address, and their
 * length.
 */
public final class RequestGuard implements HandlerInterceptor {
    /** The paths whose requests are counted. */
    public static final List<String> PATHS = List.of("/api/feedback", "/api/chat/history", "/api/search", "/mine/*");
    /** A comment of 2,000 characters fits, even when each is written as an escape. */
    private static final int LONGEST_BODY = 64_000;

    private final ChatLimits limits;
    private final ClientAddresses visitors;

    /** A guard that counts by the visitors' addresses. */
    public RequestGuard(ChatLimits limits, ClientAddresses visitors) {
        this.limits = limits;
        this.visitors = visitors;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String searched = request.getMethod().equals("GET") ? request.getParameter("q") : null;
        limits.requestFrom(visitors.address(request), searched == null ? 0 : searched.length());
        long length = request.getContentLengthLong();
        if (length > LONGEST_BODY) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, "At most 64,000 bytes are taken");
        }
        if (length < 0 && request.getMethod().equals("POST")) {
            throw new ResponseStatusException(HttpStatus.LENGTH_REQUIRED, "Say how long it is, in Content-Length");
        }
        return true;
    }
}
