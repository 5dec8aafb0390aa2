package io.parley.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what a page of another site sends with the password that a browser keeps for us. A browser says of each such
 * request from where it comes, in {@code Sec-Fetch-Site}
 * (<a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>) or at least in {@code Origin}; programs say neither.
 */
final class CrossSiteFilter extends OncePerRequestFilter {
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final String publicHost;

    /** @param publicUrl where the installation is reached; blank if it was not said */
    CrossSiteFilter(String publicUrl) {
        String authority = publicUrl.isBlank() ? null : URI.create(publicUrl.strip()).getAuthority();
        this.publicHost = authority == null ? "" : lower(authority);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null || HARMLESS.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isForeign(request)) {
            ProblemDetails.write(request, response, HttpStatus.FORBIDDEN,
                    "Pages of other sites may change nothing here.");
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean isForeign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return site == null
                ? origin != null && !isOwn(origin, request.getHeader(HttpHeaders.HOST))
                : !OWN.contains(site);
    }

    /** Behind a proxy the scheme, and the host unless it is the public one, may differ from the request's. */
    private boolean isOwn(String origin, @Nullable String host) {
        String site = lower(origin).replaceFirst("^https?://", "");
        return !site.isEmpty() && (site.equals(publicHost) || (host != null && site.equals(lower(host))));
    }

    private static String lower(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
