package io.parley.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Which proxies stand between visitors and this server.
 *
 * @param trustedProxies addresses such as {@code 10.0.0.7} or ranges such as {@code 10.0.0.0/8} of the proxies whose
 *     {@code X-Forwarded-For} counts; none at first, since without a proxy anybody can write that header
 * @param proxies how many proxies stand in a row, each of which adds an address; the visitor's is so many from the right
 */
@ConfigurationProperties("parley.access")
record AccessSettings(@DefaultValue List<String> trustedProxies, @DefaultValue("1") int proxies) {

    AccessSettings {
        trustedProxies = trustedProxies.stream().map(String::strip).filter(proxy -> !proxy.isEmpty()).toList();
        trustedProxies.forEach(AccessSettings::matcher);
        if (proxies < 1) {
            throw new IllegalArgumentException("parley.access.proxies must be at least 1, not " + proxies);
        }
    }

    /** What tells whether an address is one of the trusted proxies'. */
    List<IpAddressMatcher> matchers() {
        return trustedProxies.stream().map(AccessSettings::matcher).toList();
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
