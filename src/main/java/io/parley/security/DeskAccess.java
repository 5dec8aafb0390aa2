package io.parley.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * The desk's door: agents sign in by a form, and who is signed in is in the database, so that any instance knows it. Forms
 * carry a token against what other sites send. Nobody may frame the desk, and no browser keeps its pages. Each path is on a
 * list here; any other is refused.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(OidcSettings.class)
class DeskAccess {
    static final String LOGIN = "/desk/login";
    static final String ACCOUNT = "/desk/account";
    private static final String HOME = "/desk";
    private static final String[] OPEN = {LOGIN, "/desk/files/*"};
    private static final String[] AGENTS = {HOME, "/desk/ws", "/desk/search", "/desk/faq", "/desk/faq/*",
            "/desk/drafts", "/desk/drafts/*/*", "/desk/gaps", "/desk/gaps/look", "/desk/gaps/*/*", "/desk/corrections",
            "/desk/corrections/*", "/desk/corrections/*/send", "/desk/many",
            "/desk/t/*",
            "/desk/t/*/*", "/desk/t/*/replies/*/*", "/desk/t/*/answers/*/*",
            "/desk/t/*/teach/*", "/desk/attendance", "/desk/logout", ACCOUNT,
            ACCOUNT + "/password",
            "/desk/overview", "/desk/rate", "/desk/rate/undo", "/desk/people", "/desk/people/*"};
    private static final String[] OPERATORS = {"/desk/dead-letters", "/desk/dead-letters/*", "/desk/settings",
            "/desk/settings/*", "/desk/overview/*", "/desk/votes", "/desk/votes/*", ACCOUNT + "/digest"};
    private static final String[] ADMINISTRATORS = {"/desk/agents", "/desk/agents/*", "/desk/agents/*/*",
            "/desk/audit", "/desk/keys", "/desk/keys/*/revoke", "/desk/people/*/export", "/desk/people/*/erase",
            "/desk/erasures/*"};
    private static final RequestMatcher KNOWN_PATHS = new OrRequestMatcher(
            Stream.of(OPEN, AGENTS, OPERATORS, ADMINISTRATORS).flatMap(Arrays::stream)
                    .map(PathPatternRequestMatcher.withDefaults()::matcher).toArray(RequestMatcher[]::new));
    private static final String PROBLEM = "/desk/problem";
    private static final Pattern A_PAGE = Pattern
            .compile("/desk(/(t|agents|people|erasures|corrections)/\\d{1,18}|/t/\\d{1,18}/teach"
                    + "|/(agents|drafts|faq|faq/new|gaps|corrections|account|audit|keys|dead-letters|settings|overview|rate|people|votes))?");
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final boolean publicIsSecure;

    DeskAccess(@Value("${parley.public-url:}") String publicUrl) {
        this.publicIsSecure = publicUrl.strip().startsWith("https:");
    }

    /** A sign-in by the form. */
    static RequestMatcher signIn() {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, LOGIN);
    }

    /** An agent's form for a new password, which asks for the present one. */
    static RequestMatcher ownPassword() {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, ACCOUNT + "/password");
    }

    /** Whether somebody who asks for an address expects a page of the desk. */
    static boolean isPage(String path) {
        return (path + "/").startsWith(HOME + "/") && !path.startsWith("/desk/files/") && !path.equals("/desk/ws")
                && path.chars().allMatch(sign -> Character.isLetterOrDigit(sign) || "/-_".indexOf(sign) >= 0);
    }

    /** Answers with a page that says what went wrong, and leads back. */
    static void showProblem(HttpServletRequest request, HttpServletResponse response, HttpStatus status)
            throws ServletException, IOException {
        response.setStatus(status.value());
        request.getRequestDispatcher(PROBLEM).forward(request, response);
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        showProblem(request, response, KNOWN_PATHS.matches(request) ? HttpStatus.FORBIDDEN : HttpStatus.NOT_FOUND);
    }

    /** Whose password is today's setting is there before anybody can sign in. */
    @Bean
    SmartInitializingSingleton firstAdministrator(Agents agents) {
        return agents::addFirst;
    }

    @Bean
    PostgreSqlJdbcIndexedSessionRepositoryCustomizer sessionsInPostgreSql() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    /** The cookie goes to the desk only. A link from a mail or a chat may lead there, so it is not strict. */
    @Bean
    DefaultCookieSerializer deskCookie() {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("parley-desk");
        cookie.setCookiePath(HOME);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        if (publicIsSecure) {
            cookie.setUseSecureCookie(true);
        }
        return cookie;
    }

    @Bean
    @Order(1)
    SecurityFilterChain deskRules(HttpSecurity http, SignInGuard guard, Agents agents, SignInAudit signIns,
            OidcAccounts oidcAccounts, OidcSettings oidc, AdminPassword admin, AccessSettings access,
            @Value("${parley.public-url:}") String publicUrl) {
        http.securityMatcher(HOME, "/desk/**");
        OidcDoor elsewhere = new OidcDoor(oidc, oidcAccounts, publicUrl);
        http.authenticationManager(
                new ProviderManager(accounts(agents, access.passwords(), admin), elsewhere.checks()));
        http.authorizeHttpRequests(requests -> requests
                .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD).permitAll()
                .requestMatchers(OPEN).permitAll()
                .requestMatchers(AGENTS).hasAnyRole(Role.AGENT.name(), Role.OPERATOR.name(), Role.ADMINISTRATOR.name())
                .requestMatchers(OPERATORS).hasAnyRole(Role.OPERATOR.name(), Role.ADMINISTRATOR.name())
                .requestMatchers(ADMINISTRATORS).hasRole(Role.ADMINISTRATOR.name())
                .anyRequest().denyAll());
        AuthenticationSuccessHandler entered = (request, response, who) -> {
            guard.devices().mark(request, response);
            signIns.signedIn(request, who.getName());
            go(response, page(request.getParameter("to")));
        };
        elsewhere.open(http, entered);
        http.formLogin(form -> form.loginPage(LOGIN).loginProcessingUrl(LOGIN)
                .successHandler(entered)
                .failureHandler((request, response, failure) -> {
                    LoginRateLimiter.wasWrong(request);
                    signIns.failed(request, request.getParameter("username"));
                    go(response, LOGIN + (LoginRateLimiter.isSlowed(request) ? "?wait" : "?wrong") + to(request));
                }));
        http.logout(logout -> logout.logoutUrl("/desk/logout").deleteCookies("parley-desk")
                .logoutSuccessHandler((request, response, who) -> go(response, LOGIN + "?out")));
        http.exceptionHandling(failures -> failures
                .authenticationEntryPoint((request, response, failure) -> go(response, LOGIN + asked(request)))
                .accessDeniedHandler((request, response, denied) -> refuse(request, response)));
        http.requestCache(cache -> cache.requestCache(new NullRequestCache()));
        http.csrf(csrf -> csrf.csrfTokenRepository(tokens()));
        http.headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY)));
        http.addFilterBefore(guard.limiter(), UsernamePasswordAuthenticationFilter.class);
        http.addFilterBefore(new CurrentAccount(agents), AnonymousAuthenticationFilter.class);
        http.addFilterBefore(new OwnHosts(access.hosts(), publicUrl), LoginRateLimiter.class);
        return http.build();
    }

    private CookieCsrfTokenRepository tokens() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("parley-desk-form");
        tokens.setCookiePath(HOME);
        tokens.setCookieCustomizer(cookie -> {
            cookie.sameSite("Strict");
            if (publicIsSecure) {
                cookie.secure(true);
            }
        });
        return tokens;
    }

    private static DaoAuthenticationProvider accounts(Agents agents, PasswordEncoder passwords,
            AdminPassword admin) {
        DaoAuthenticationProvider accounts = new DaoAuthenticationProvider(
                login -> agents.account(login).filter(Agents.Account::hasPassword)
                        .map(account -> user(account, admin))
                        .orElseThrow(() -> new UsernameNotFoundException("nobody")));
        accounts.setPasswordEncoder(new DeskPasswords(passwords, admin));
        return accounts;
    }

    private static UserDetails user(Agents.Account account, AdminPassword admin) {
        String hash = account.passwordHash();
        return User.withUsername(account.agent().login())
                .password(Objects.requireNonNullElse(hash, admin.placeholder()))
                .roles(account.agent().role().name()).build();
    }

    /** The page that was asked for, for the address of the form. */
    private static String asked(HttpServletRequest request) {
        return request.getMethod().equals("GET") && !request.getRequestURI().equals(HOME)
                ? "?to=" + URLEncoder.encode(page(request.getRequestURI()), StandardCharsets.UTF_8)
                : "";
    }

    private static String to(HttpServletRequest request) {
        return "&to=" + URLEncoder.encode(page(request.getParameter("to")), StandardCharsets.UTF_8);
    }

    /** A page of the desk; the first one if it is another address. */
    private static String page(@Nullable String asked) {
        return asked != null && A_PAGE.matcher(asked).matches() ? asked : HOME;
    }

    /** Names the page without the host, which a proxy may have by another name. */
    static void go(HttpServletResponse response, String page) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, page);
    }
}
