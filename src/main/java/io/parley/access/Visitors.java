package io.parley.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells from where a request comes. */
@Component
public final class Visitors {
    private static final int HOUSEHOLD_BYTES = 8;

    private final boolean trustForwardedFor;

    /**
     * @param trustForwardedFor whether a visitor's address is the last one in {@code X-Forwarded-For}; off, since without a
     *     proxy anybody can write that header
     */
    Visitors(@Value("${parley.web.trust-forwarded-for:false}") boolean trustForwardedFor) {
        this.trustForwardedFor = trustForwardedFor;
    }

    /**
     * The address that limits count by: an IPv4 address, or the half of an IPv6 address that one household shares.
     */
    public String address(HttpServletRequest request) {
        String forwarded = trustForwardedFor ? request.getHeader("X-Forwarded-For") : null;
        String address = forwarded == null
                ? request.getRemoteAddr()
                : forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return address.contains(":") ? household(address) : address;
    }

    private static String household(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, HOUSEHOLD_BYTES) : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
