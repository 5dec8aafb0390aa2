package io.parley.security;

import io.parley.actor.Actor;
import io.parley.actor.Helper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets programs in that send a key in {@code Authorization: Bearer} (RFC 6750). Tokens that are none of our keys are not read. */
final class ApiKeyFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;

    ApiKeyFilter(ApiKeys keys) {
        this.keys = keys;
    }

    /** A program that showed its key. */
    static final class Program extends AbstractAuthenticationToken {
        private static final long serialVersionUID = 1L;
        private final transient ApiKey key;

        Program(ApiKey key) {
            super(AuthorityUtils.NO_AUTHORITIES);
            this.key = key;
            setAuthenticated(true);
        }

        @Override
        public Object getPrincipal() {
            return key.name();
        }

        @Override
        public @Nullable Object getCredentials() {
            return null;
        }

        Helper helper() {
            return new Helper(new Actor.Program(key.id()), "key:" + key.name(), key.name());
        }

        boolean has(Scope scope) {
            return key.scopes().contains(scope);
        }

        boolean opens(HttpServletRequest request) {
            return Scope.of(request).filter(key.scopes()::contains).isPresent();
        }
    }

    /** The program that a request comes from; empty when it comes from somebody else. */
    static Optional<Program> program(@Nullable Authentication account) {
        return account instanceof Program program ? Optional.of(program) : Optional.empty();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null
                || !header.regionMatches(true, 0, BEARER + ApiKeys.PREFIX, 0,
                        BEARER.length() + ApiKeys.PREFIX.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String sent = request.getHeader(HttpHeaders.AUTHORIZATION).substring(BEARER.length()).strip();
        Optional<ApiKey> key = keys.use(sent);
        if (key.isEmpty()) {
            LoginRateLimiter.refuseOr(request, response, () -> {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
                ProblemDetails.write(request, response, HttpStatus.UNAUTHORIZED,
                        "There is no such API key, or it is revoked.");
            });
            return;
        }
        SecurityContextHolder.setContext(new SecurityContextImpl(new Program(key.get())));
        chain.doFilter(request, response);
    }

    /** Refuses a program whose key does not open what it asked for, and names the scope that would. */
    static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Scope> needed = Scope.of(request);
        needed.ifPresent(scope -> response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
                "Bearer error=\"insufficient_scope\", scope=\"" + scope.word() + "\""));
        ProblemDetails.write(request, response, HttpStatus.FORBIDDEN,
                needed.map(scope -> "This API key lacks the scope " + scope.word() + ".")
                        .orElse("No API key opens this; sign in as admin."));
    }
}
