package io.parley.channel.web;

import io.parley.channel.web.access.ChatLimits;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.tomcat.websocket.MessagePart;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.TransformationResult;
import org.apache.tomcat.websocket.WsIOException;
import org.apache.tomcat.websocket.server.WsHandshakeRequest;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.apache.tomcat.websocket.server.WsServerContainer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;

/**
 * Opens sockets whose pings count as frames for nothing. The server answers pings itself and tells nobody, but each frame
 * passes the transformations that it was told of (RFC 6455, sections 5.5.2 and 5.8).
 */
final class CountedPings extends StandardWebSocketUpgradeStrategy {
    private static final byte PING = 9;

    private final ChatLimits limits;

    CountedPings(ChatLimits limits) {
        this.limits = limits;
    }

    @Override
    public void upgrade(ServerHttpRequest request, ServerHttpResponse response, @Nullable String protocol,
            List<WebSocketExtension> extensions, @Nullable Principal user, WebSocketHandler handler,
            Map<String, Object> attributes) {
        ChatHandshake.Opening opening = (ChatHandshake.Opening) Objects
                .requireNonNull(attributes.get(ChatHandshake.OPENING));
        Request counted = new Request(getHttpServletRequest(request), opening.session().id(), limits);
        super.upgrade(new ServletServerHttpRequest(counted), response, protocol, extensions, user, handler,
                attributes);
    }

    /** Gives the server a handler that counts in place of its own. */
    private static final class Request extends HttpServletRequestWrapper {
        private final String thread;
        private final ChatLimits limits;

        Request(HttpServletRequest request, String thread, ChatLimits limits) {
            super(request);
            this.thread = thread;
            this.limits = limits;
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> kind) throws IOException, ServletException {
            Handler handler = super.upgrade(Handler.class);
            handler.thread = thread;
            handler.limits = limits;
            return kind.cast(handler);
        }
    }

    /** Made by name, by the server. */
    public static final class Handler extends WsHttpUpgradeHandler {
        private String thread = "";
        private @Nullable ChatLimits limits;

        @Override
        public void preInit(ServerEndpointConfig endpoint, WsServerContainer container, WsHandshakeRequest request,
                List<Extension> extensions, @Nullable String protocol, @Nullable Transformation transformation,
                Map<String, String> variables, boolean secure) {
            super.preInit(endpoint, container, request, extensions, protocol,
                    new Counting(transformation, thread, Objects.requireNonNull(limits)), variables, secure);
        }
    }

    /** Changes nothing, and ends the socket of which too many pings come. */
    private static final class Counting implements Transformation {
        private final String thread;
        private final ChatLimits limits;
        private @Nullable Transformation next;

        Counting(@Nullable Transformation next, String thread, ChatLimits limits) {
            this.next = next;
            this.thread = thread;
            this.limits = limits;
        }

        @Override
        public void setNext(Transformation last) {
            if (next == null) {
                next = last;
            } else {
                next.setNext(last);
            }
        }

        @Override
        public TransformationResult getMoreData(byte kind, boolean isFinal, int reserved, ByteBuffer into)
                throws IOException {
            TransformationResult result = next().getMoreData(kind, isFinal, reserved, into);
            if (kind == PING && result == TransformationResult.END_OF_FRAME && !limits.frameForNothing(thread)) {
                throw new WsIOException(new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, "Too many pings"));
            }
            return result;
        }

        @Override
        public boolean validateRsvBits(int reserved) {
            return next == null || next.validateRsvBits(reserved);
        }

        @Override
        public @Nullable Extension getExtensionResponse() {
            return next == null ? null : next.getExtensionResponse();
        }

        @Override
        public boolean validateRsv(int reserved, byte kind) {
            return next().validateRsv(reserved, kind);
        }

        @Override
        public List<MessagePart> sendMessagePart(List<MessagePart> parts) throws IOException {
            return next().sendMessagePart(parts);
        }

        @Override
        public void close() {
            next().close();
        }

        private Transformation next() {
            return Objects.requireNonNull(next);
        }
    }
}
