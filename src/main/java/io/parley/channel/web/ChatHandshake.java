package io.parley.channel.web;

import io.parley.channel.ChatSessions;
import io.parley.channel.Language;
import io.parley.channel.web.WebSessions.Session;
import io.parley.channel.web.access.ChatLimits;
import io.parley.channel.web.access.ChatOrigins;
import io.parley.channel.web.access.RateLimited;
import io.parley.channel.web.access.WebSettings;
import io.parley.channel.web.page.BrowserLanguage;
import io.parley.security.ClientAddresses;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Decides whether a socket is opened, and for which session. */
@Component
class ChatHandshake implements HandshakeInterceptor {
    static final String OPENING = "opening";
    /** The protocol that the page asks for in {@code Sec-WebSocket-Protocol}, since a browser can set no other header. */
    static final String PROTOCOL = "parley";
    private static final String SESSION_PROTOCOL = "parley.session.";

    private final ChatOrigins origins;
    private final ClientAddresses visitors;
    private final WebSessions sessions;
    private final ChatSockets sockets;
    private final ChatLimits limits;
    private final WebSettings settings;
    private final InstantSource clock;

    ChatHandshake(ChatOrigins origins, ClientAddresses visitors, WebSessions sessions, ChatSockets sockets,
            ChatLimits limits,
            WebSettings settings, InstantSource clock) {
        this.origins = origins;
        this.visitors = visitors;
        this.sessions = sessions;
        this.sockets = sockets;
        this.limits = limits;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The result of a handshake, for the socket.
     *
     * @param session the session, given back or new
     * @param address the visitor's address
     * @param from the highest {@code seq} that the browser has
     * @param language the browser's preferred language
     */
    record Opening(Session session, String address, long from, Language language) {}

    @Override
    public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            Map<String, Object> attributes) {
        HttpServletRequest servlet = ((ServletServerHttpRequest) request).getServletRequest();
        if (!origins.admits(servlet.getHeader(HttpHeaders.ORIGIN), servlet.getHeader(HttpHeaders.HOST))) {
            response.setStatusCode(HttpStatus.FORBIDDEN);
            return false;
        }
        if (!isAddress(servlet.getQueryString())) {
            response.setStatusCode(HttpStatus.BAD_REQUEST);
            return false;
        }
        try {
            attributes.put(OPENING, open(servlet));
            return true;
        } catch (RateLimited e) {
            response.setStatusCode(HttpStatus.TOO_MANY_REQUESTS);
            response.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfterSeconds()));
            return false;
        } catch (InvalidParameterException e) {
            response.setStatusCode(HttpStatus.BAD_REQUEST);
            return false;
        }
    }

    /** Tomcat fails to open a socket for any other query, and only the first reader of its parameters is told. */
    private static boolean isAddress(@Nullable String query) {
        try {
            return query == null || new URI("/?" + query).getRawQuery() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Opening open(HttpServletRequest request) {
        String address = visitors.address(request);
        if (sockets.countOf(address) >= settings.socketsPerAddress()) {
            throw new RateLimited(Duration.ofSeconds(30));
        }
        Instant now = clock.instant();
        Session session = given(request)
                .flatMap(id -> sessions.visit(id, now))
                .orElseGet(() -> issue(address, now));
        return new Opening(session, address, from(request.getParameter("after"), session),
                BrowserLanguage.language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
    }

    /** The session that the browser or program has: from a header, or as a parameter, which ends up in access logs. */
    private static Optional<String> given(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(ChatSessions.HEADER))
                .or(() -> Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream()
                        .flatMap(line -> Arrays.stream(line.split(","))).map(String::strip)
                        .filter(protocol -> protocol.startsWith(SESSION_PROTOCOL))
                        .map(protocol -> protocol.substring(SESSION_PROTOCOL.length())).findFirst())
                .or(() -> Optional.ofNullable(request.getParameter("session")));
    }

    private Session issue(String address, Instant now) {
        limits.session(address);
        return sessions.issue(now);
    }

    private static long from(@Nullable String after, Session session) {
        return after != null && after.matches("\\d{1,18}") ? Long.parseLong(after) : session.receivedSeq();
    }

    @Override
    public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            @Nullable Exception exception) {}
}
