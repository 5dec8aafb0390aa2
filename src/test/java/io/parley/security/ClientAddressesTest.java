package io.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.security.AccessSettings;
import io.parley.security.ClientAddresses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressesTest {
    private static final String PROXY = "10.9.9.9";
    private static final String VISITOR = "192.0.2.7";

    private final ClientAddresses visitors = behind(1, PROXY, "172.16.0.0/12", "fd00::/8");

    @Test
    void believesOnlyNamedProxies() {
        assertThat(from("192.0.2.1", VISITOR)).isEqualTo("192.0.2.1");
        assertThat(from("10.9.9.8", VISITOR)).isEqualTo("10.9.9.8");
        for (String proxy : List.of(PROXY, "172.20.1.1", "fd00:0:0:0:0:0:0:1")) {
            assertThat(from(proxy, VISITOR)).as(proxy).isEqualTo(VISITOR);
        }
        assertThat(address(behind(1), PROXY, VISITOR)).isEqualTo(PROXY);
    }

    @Test
    void readsWhatTheProxyAddedAndNotWhatTheVisitorWrote() {
        assertThat(from(PROXY, "203.0.113.1, " + VISITOR)).isEqualTo(VISITOR);
        assertThat(from(PROXY, "203.0.113.1", VISITOR)).isEqualTo(VISITOR);
        assertThat(from(PROXY, "203.0.113.1, 203.0.113.2", "203.0.113.3 ,  " + VISITOR)).isEqualTo(VISITOR);
    }

    @Test
    void countsFromTheRightWhereProxiesStandInARow() {
        ClientAddresses two = behind(2, PROXY);

        assertThat(address(two, PROXY, "203.0.113.1", VISITOR, "198.51.100.1")).isEqualTo(VISITOR);
        assertThat(address(two, PROXY, "198.51.100.1")).isEqualTo(PROXY);
    }

    @Test
    void takesTheProxyForTheVisitorWhereItWroteNoAddress() {
        for (String written : List.of("unknown", "", "evil.example", "127.0.0.1; drop", "[", "1.2.3.4:x")) {
            assertThat(from(PROXY, written)).as(written).isEqualTo(PROXY);
        }
        assertThat(address(visitors, PROXY)).isEqualTo(PROXY);
    }

    @Test
    void knowsAnAddressInEachOfItsForms() {
        assertThat(from(PROXY, VISITOR + ":50123")).isEqualTo(VISITOR);
        assertThat(from(PROXY, "::ffff:" + VISITOR)).isEqualTo(VISITOR);
        assertThat(from(PROXY, "[2001:db8:1:2::9]:50123")).isEqualTo(from(PROXY, "2001:db8:1:2:ffff::1"))
                .isNotEqualTo(from(PROXY, "2001:db8:1:3::1"));
    }

    @Test
    void isReadableWhereItIsShown() {
        assertThat(readable(VISITOR)).isEqualTo(VISITOR);
        assertThat(readable("2001:db8:1:2::9")).isEqualTo("2001:db8:1:2::/64");
        assertThat(readable("::1")).isEqualTo("0:0:0:0::/64");
    }

    private String readable(String peer) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        return visitors.readable(request);
    }

    @Test
    void saysWhichSettingIsWrong() {
        assertThatThrownBy(() -> behind(1, "proxy.example")).hasMessageContaining("parley.access.trusted-proxies")
                .hasMessageContaining("proxy.example");
        assertThatThrownBy(() -> behind(1, "10.0.0.0/99")).hasMessageContaining("parley.access.trusted-proxies");
        assertThatThrownBy(() -> behind(0, PROXY)).hasMessageContaining("parley.access.proxies");
    }

    private String from(String peer, String... lines) {
        return address(visitors, peer, lines);
    }

    private static ClientAddresses behind(int proxies, String... trusted) {
        return new ClientAddresses(new AccessSettings(List.of(trusted), proxies, List.of(), 1_000, 10));
    }

    private static String address(ClientAddresses visitors, String peer, String... lines) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        for (String line : lines) {
            request.addHeader("X-Forwarded-For", line);
        }
        return visitors.address(request);
    }
}
