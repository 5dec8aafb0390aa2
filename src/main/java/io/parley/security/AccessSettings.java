package io.parley.security;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Which proxies stand between visitors and this server, by which names it is reached, and how many connections it takes.
 *
 * @param trustedProxies addresses such as {@code 10.0.0.7} or ranges such as {@code 10.0.0.0/8} of the proxies whose
 *     {@code X-Forwarded-For} counts; none at first, since without a proxy anybody can write that header
 * @param proxies how many proxies stand in a row, each of which adds an address; the visitor's is at this position from
 *     the right
 * @param hosts the names by which the installation is reached, such as {@code chat.example.com}, with a port or without;
 *     none at first: any. With them, requests to other names are refused, which another site's name may have led here
 * @param connectionsPerAddress how many connections one address, or household, may hold open at once, whether it asks for
 *     something on them or not; trusted proxies may hold any number. 1,000 is a quarter of those that are taken at all
 * @param passwordCost 4 to 16, the power of two of bcrypt's rounds for the passwords of the desk that are chosen from now on;
 *     each step doubles the time of a sign-in
 */
@ConfigurationProperties("parley.access")
record AccessSettings(@DefaultValue List<String> trustedProxies, @DefaultValue("1") int proxies,
        @DefaultValue List<String> hosts, @DefaultValue("1000") int connectionsPerAddress,
        @DefaultValue("10") int passwordCost) {

    AccessSettings {
        trustedProxies = trustedProxies.stream().map(String::strip).filter(proxy -> !proxy.isEmpty()).toList();
        trustedProxies.forEach(AccessSettings::matcher);
        if (proxies < 1) {
            throw new IllegalArgumentException("parley.access.proxies must be at least 1, not " + proxies);
        }
        if (connectionsPerAddress < 1) {
            throw new IllegalArgumentException("parley.access.connections-per-address must be at least 1, not "
                    + connectionsPerAddress);
        }
        if (passwordCost < 4 || passwordCost > 16) {
            throw new IllegalArgumentException("parley.access.password-cost must be 4 to 16, not " + passwordCost);
        }
        hosts = hosts.stream().map(String::strip).filter(host -> !host.isEmpty())
                .map(host -> host.toLowerCase(Locale.ROOT)).toList();
        hosts.forEach(AccessSettings::requireHost);
    }

    /** Keeps passwords as bcrypt does. */
    PasswordEncoder passwords() {
        return new BCryptPasswordEncoder(passwordCost);
    }

    /** Tells whether an address is one of the trusted proxies'. */
    Predicate<String> trusted() {
        List<IpAddressMatcher> proxies = trustedProxies.stream().map(AccessSettings::matcher).toList();
        return address -> proxies.stream().anyMatch(proxy -> proxy.matches(address));
    }

    private static void requireHost(String host) {
        if (!host.matches("(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:\\d{1,5})?")) {
            throw new IllegalArgumentException(
                    "parley.access.hosts takes names such as chat.example.com, without https://, not '" + host + "'");
        }
    }

    private static IpAddressMatcher matcher(String proxy) {
        try {
            return new IpAddressMatcher(proxy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "parley.access.trusted-proxies takes addresses such as 10.0.0.7 and ranges"
                            + " such as 10.0.0.0/8, not '" + proxy + "'",
                    e);
        }
    }
}
