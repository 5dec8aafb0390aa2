package io.parley.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks at each request whether the account that is signed in still may be, and which role it has now: a session says neither.
 * So who is locked out is so at once, on every instance.
 */
final class CurrentAccount extends OncePerRequestFilter {
    private final Agents agents;

    CurrentAccount(Agents agents) {
        this.agents = agents;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/desk/files/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication account = SecurityContextHolder.getContext().getAuthentication();
        if (account != null) {
            Optional<Agent> agent = agents.find(account.getName());
            agent.ifPresentOrElse(one -> SecurityContextHolder.setContext(
                    new SecurityContextImpl(authenticated(one, account.getPrincipal()))), () -> end(request));
        }
        chain.doFilter(request, response);
    }

    /** An agent who is signed in, with the rights of their role. */
    static Authentication authenticated(Agent agent, @Nullable Object principal) {
        return UsernamePasswordAuthenticationToken.authenticated(principal == null ? agent.login() : principal, null,
                AuthorityUtils.createAuthorityList("ROLE_" + agent.role().name()));
    }

    /** A session's account before its role is asked for. */
    static Authentication entered(String login) {
        return UsernamePasswordAuthenticationToken.authenticated(login, null, AuthorityUtils.NO_AUTHORITIES);
    }

    private static void end(HttpServletRequest request) {
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
