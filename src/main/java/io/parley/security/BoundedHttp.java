package io.parley.security;

import io.parley.security.ClientAddresses;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * HTTP over TCP, on which one address may hold a limited number of connections at once: somebody who opens them and
 * says little leaves room for others.
 */
public final class BoundedHttp extends Http11NioProtocol {
    private final Endpoint endpoint;

    /** Made by name, by the server. */
    public BoundedHttp() {
        this(new Endpoint());
    }

    private BoundedHttp(Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /**
     * Sets the bound; until then there is none.
     *
     * @param most how many connections one address may hold
     * @param isFree whether an address may hold any number
     */
    void bound(int most, Predicate<String> isFree) {
        endpoint.most = most;
        endpoint.isFree = isFree;
    }

    private static final class Endpoint extends NioEndpoint {
        private volatile int most = Integer.MAX_VALUE;
        private volatile Predicate<String> isFree = address -> true;

        @Override
        protected boolean setSocketOptions(SocketChannel connection) {
            if (mayCome(connection.socket().getInetAddress())) {
                return super.setSocketOptions(connection);
            }
            destroySocket(connection);
            return false;
        }

        private boolean mayCome(@Nullable InetAddress address) {
            if (address == null || getConnections().size() < most || isFree.test(address.getHostAddress())) {
                return true;
            }
            String household = ClientAddresses.household(address);
            return getConnections().stream().flatMap(open -> Stream.ofNullable(open.getSocket().getIOChannel()))
                    .flatMap(open -> Stream.ofNullable(open.socket().getInetAddress()))
                    .filter(other -> household.equals(ClientAddresses.household(other))).count() < most;
        }
    }
}
