package io.parley.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests to a name that is not the installation's, where its names are configured: another site's name may have
 * been pointed here, so that its pages count as our own. Machines ask how it does by any name.
 */
final class OwnHosts extends OncePerRequestFilter {
    private static final Set<String> FOR_MACHINES = Set.of("/health", "/actuator/health", "/actuator/health/liveness",
            "/actuator/health/readiness");

    private final List<String> hosts;

    /**
     * @param hosts the names, in lower case, with a port or without; none: any
     * @param publicUrl where the installation is reached, which is a name of it too; blank if it was not said
     */
    OwnHosts(List<String> hosts, String publicUrl) {
        String authority = publicUrl.isBlank() ? null : URI.create(publicUrl.strip()).getAuthority();
        this.hosts = hosts.isEmpty() || authority == null
                ? hosts
                : Stream.concat(hosts.stream(), Stream.of(authority.toLowerCase(Locale.ROOT))).toList();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return hosts.isEmpty() || FOR_MACHINES.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isOwn(request.getHeader(HttpHeaders.HOST))) {
            chain.doFilter(request, response);
        } else {
            ProblemDetails.write(request, response, HttpStatus.BAD_REQUEST, "This server is not reached by that name.");
        }
    }

    /** A name that was given without a port is meant at any. */
    private boolean isOwn(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String asked = host.toLowerCase(Locale.ROOT);
        return hosts.contains(asked) || hosts.contains(asked.replaceFirst(":\\d+$", ""));
    }
}
