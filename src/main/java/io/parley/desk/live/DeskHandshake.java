package io.parley.desk.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Decides whether a page of the desk gets a socket. The door has seen to it that an agent is signed in; but browsers send
 * cookies along with sockets that other sites' pages open, so the page must be the installation's own.
 */
@Component
@ConditionalOnWebApplication
class DeskHandshake implements HandshakeInterceptor {
    private final DeskSockets sockets;
    private final String publicAuthority;

    DeskHandshake(DeskSockets sockets, @Value("${parley.public-url:}") String publicUrl) {
        this.sockets = sockets;
        this.publicAuthority = publicUrl.isBlank() ? "" : authority(publicUrl.strip());
    }

    @Override
    public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            Map<String, Object> attributes) {
        HttpServletRequest servlet = ((ServletServerHttpRequest) request).getServletRequest();
        HttpSession session = servlet.getSession(false);
        if (session == null
                || !isOwn(servlet.getHeader(HttpHeaders.ORIGIN), servlet.getHeader(HttpHeaders.HOST))) {
            response.setStatusCode(HttpStatus.FORBIDDEN);
            return false;
        }
        if (!sockets.hasRoomFor(session.getId())) {
            response.setStatusCode(HttpStatus.TOO_MANY_REQUESTS);
            return false;
        }
        attributes.put(DeskSocketHandler.SESSION, session.getId());
        return true;
    }

    /** Behind a proxy the scheme may differ from the request's, so names and ports are compared. */
    private boolean isOwn(@Nullable String origin, @Nullable String host) {
        if (origin == null || host == null) {
            return false;
        }
        String from = authority(origin);
        return !from.isEmpty() && (from.equals(host.toLowerCase(Locale.ROOT)) || from.equals(publicAuthority));
    }

    private static String authority(String url) {
        try {
            String authority = URI.create(url).getAuthority();
            return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
            @Nullable Exception exception) {}
}
