package io.parley.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Tells from where a request comes. */
@Component
@EnableConfigurationProperties(AccessSettings.class)
public final class ClientAddresses {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int HOUSEHOLD_BYTES = 8;
    /** Some proxies add the port: {@code 192.0.2.1:5000}, {@code [2001:db8::1]:5000}. */
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^]]+)](?::\\d+)?|([0-9.]+):\\d+");

    private final AccessSettings settings;
    private final Predicate<String> trusted;

    ClientAddresses(AccessSettings settings) {
        this.settings = settings;
        this.trusted = settings.trusted();
    }

    /**
     * The address that limits count by: an IPv4 address, or the half of an IPv6 address that one household shares. Where the
     * peer is a trusted proxy, it is the visitor's address that the proxies wrote down; what visitors write there themselves
     * stands further to the left and is not read.
     */
    public String address(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        return (trusted.test(peer) ? forwarded(request) : Optional.<InetAddress>empty())
                .or(() -> literal(peer)).map(ClientAddresses::household).orElse(peer);
    }

    /** The same for people to read: of an IPv6 address that half as its network, such as {@code 2001:db8:0:1::/64}. */
    String readable(HttpServletRequest request) {
        String address = address(request);
        return address.matches("[0-9a-f]{16}")
                ? IntStream.range(0, 4)
                        .mapToObj(i -> Integer.toHexString(Integer.parseInt(address, 4 * i, 4 * i + 4, 16)))
                        .collect(Collectors.joining(":")) + "::/64"
                : address;
    }

    /** Each proxy adds one address behind those that it got, to the same header line or as another line. */
    private Optional<InetAddress> forwarded(HttpServletRequest request) {
        List<String> path = Collections.list(request.getHeaders(FORWARDED_FOR)).stream()
                .flatMap(line -> Arrays.stream(line.split(","))).map(String::strip).toList();
        return path.size() < settings.proxies()
                ? Optional.empty()
                : literal(path.get(path.size() - settings.proxies()));
    }

    private static Optional<InetAddress> literal(String address) {
        Matcher port = WITH_PORT.matcher(address);
        String bare = port.matches() ? port.group(port.group(1) == null ? 2 : 1) : address;
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String household(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 16
                ? HexFormat.of().formatHex(bytes, 0, HOUSEHOLD_BYTES)
                : address.getHostAddress();
    }
}
