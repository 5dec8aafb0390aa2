package io.parley.security;

import io.github.bucket4j.TimeMeter;
import io.parley.database.DataDirectory;
import io.parley.security.AdminSettings;
import io.parley.security.BoundedHttp;
import io.parley.security.ClientAddresses;
import io.parley.security.CrossSiteFilter;
import io.parley.security.KnownDevices;
import io.parley.security.LoginRateLimiter;
import io.parley.security.OwnHosts;
import io.parley.security.ProblemDetails;
import io.parley.security.SlowLane;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Agents' and operators' programs send a key with scopes, or the user {@code admin} and its password, with each request
 * (HTTP Bearer, RFC 6750, and Basic, RFC 7617); nothing is kept between requests, so there is no session to steal, and what other sites send with a browser's
 * password is refused. Customers' paths are listed and open; services that call in authenticate by their own
 * signatures. Every other path answers 404 until it is put on a list here. The desk's pages have a door of their own, {@link DeskAccess}.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(AdminSettings.class)
class AccessConfiguration {
    private static final String ADMIN = "ADMIN";
    private static final String[] OPEN = {"/", "/search", "/widget.js", "/chat/*", "/ws/chat", "/api/chat",
            "/api/chat/**",
            "/api/feedback", "/api/search", "/mail/*", "/mine/*", "/slack/events", "/telegram/webhook", "/health",
            "/actuator/health", "/actuator/health/**", "/error"};
    /** Every other path of the API is for agents and operators. */
    private static final String[] INSIDE = {"/api/**", "/actuator", "/actuator/**",
            "/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui", "/swagger-ui.html",
            "/swagger-ui/**"};
    private static final RequestMatcher INSIDE_PATHS = new OrRequestMatcher(Arrays.stream(INSIDE)
            .map(PathPatternRequestMatcher.withDefaults()::matcher).toArray(RequestMatcher[]::new));
    private static final int FURTHER_GUESSES_AT_ONCE = 8;
    private static final Duration PAUSE_BEFORE_A_FURTHER_GUESS = Duration.ofSeconds(2);
    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";
    private static final String CONTENT_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    AdminPassword adminPassword(AdminSettings settings, DataDirectory data) {
        return AdminPassword.of(settings, data);
    }

    @Bean
    UserDetailsService adminAccount(AdminPassword password, Agents agents) {
        return new AdminAccount(password, agents::isFirstOpen);
    }

    /**
     * The account {@code admin}, which opens nothing here either once it is locked out at the desk, or removed. Health and
     * metrics are asked for while the database is away, too: then it is as it was last.
     */
    static final class AdminAccount implements UserDetailsService {
        private static final Duration PATIENCE = Duration.ofMillis(500);
        private final AdminPassword password;
        private final BooleanSupplier stored;
        private boolean last = true;
        private CompletableFuture<Boolean> asking = CompletableFuture.completedFuture(true);

        /** @param stored whether it may sign in, as the database has it */
        AdminAccount(AdminPassword password, BooleanSupplier stored) {
            this.password = password;
            this.stored = stored;
        }

        @Override
        public UserDetails loadUserByUsername(String name) {
            if (!Agents.FIRST.equalsIgnoreCase(name) || !isOpen()) {
                throw new UsernameNotFoundException("nobody");
            }
            return User.withUsername(Agents.FIRST).password(password.placeholder()).roles(ADMIN).build();
        }

        /** A question to a database that does not answer is asked once, however many wait. */
        private boolean isOpen() {
            CompletableFuture<Boolean> answer;
            synchronized (this) {
                if (asking.isDone()) {
                    asking = CompletableFuture.supplyAsync(stored::getAsBoolean, Thread.ofVirtual()::start);
                }
                answer = asking.copy();
            }
            @Nullable
            Boolean open = answer.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(away -> null).join();
            synchronized (this) {
                last = open == null ? last : open;
                return last;
            }
        }
    }

    /** Limits the connections of one address. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> connections(AccessSettings access) {
        return factory -> {
            if (factory instanceof TomcatWebServerFactory tomcat) {
                tomcat.setProtocol(BoundedHttp.class.getName());
            }
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof BoundedHttp http) {
                    http.bound(access.connectionsPerAddress(), access.trusted());
                }
            });
        };
    }

    @Bean
    SignInGuard signInGuard(ClientAddresses visitors, DataDirectory data, InstantSource clock, TimeMeter time,
            @Value("${parley.public-url:}") String publicUrl) {
        KnownDevices devices = new KnownDevices(KnownDevices.key(data), publicUrl, clock);
        return new SignInGuard(devices, new LoginRateLimiter(visitors, devices,
                new SlowLane(FURTHER_GUESSES_AT_ONCE, PAUSE_BEFORE_A_FURTHER_GUESS), time));
    }

    @Bean
    SecurityFilterChain rules(HttpSecurity http, SignInGuard guard, SignInAudit signIns, ApiKeys keys,
            AccessSettings access,
            @Value("${parley.public-url:}") String publicUrl) {
        http.authorizeHttpRequests(
                requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers(INSIDE)
                        .access(AccessConfiguration::mayEnter)
                        .anyRequest()
                        .denyAll());
        http.httpBasic(basic -> basic.authenticationEntryPoint((request, response, failure) -> {
            signIns.failed(request);
            askForPassword(request, response, failure);
        }));
        http.exceptionHandling(
                failures -> failures.authenticationEntryPoint(hideOr(AccessConfiguration::askForPassword))
                        .accessDeniedHandler(AccessConfiguration::refuse));
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.csrf(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable);
        http.cors(Customizer.withDefaults());
        http.addFilterBefore(guard.limiter(), BasicAuthenticationFilter.class);
        http.addFilterAfter(guard.devices(), BasicAuthenticationFilter.class);
        http.addFilterAfter(new ApiKeyFilter(keys), KnownDevices.class);
        http.addFilterBefore(new CrossSiteFilter(publicUrl), LoginRateLimiter.class);
        http.addFilterBefore(new OwnHosts(access.hosts(), publicUrl), CrossSiteFilter.class);
        http.headers(headers -> headers.frameOptions(FrameOptionsConfig::disable)
                .addHeaderWriter(AccessConfiguration::restrict)
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN)));
        return http.build();
    }

    /** The chat's pages say themselves what they load and who may frame them; nobody may frame anything else. */
    private static void restrict(HttpServletRequest request, HttpServletResponse response) {
        if (!response.containsHeader(CONTENT_SECURITY_POLICY)) {
            response.setHeader(CONTENT_SECURITY_POLICY, CONTENT_POLICY);
            response.setHeader("X-Frame-Options", "DENY");
        }
    }

    /** Whether a call is for agents and operators only; the path may have variables in it. */
    static boolean needsPassword(String path) {
        PathPatternParser parser = PathPatternParser.defaultInstance;
        PathContainer asked = PathContainer.parsePath(path);
        boolean isOpen = Arrays.stream(OPEN).anyMatch(open -> parser.parse(open).matches(asked));
        return !isOpen && Arrays.stream(INSIDE).anyMatch(inside -> parser.parse(inside).matches(asked));
    }

    /** Asks where a password opens something; elsewhere there is nothing, and a browser shall not ask its user for one. */
    private static AuthenticationEntryPoint hideOr(AuthenticationEntryPoint ask) {
        return (request, response, failure) -> {
            if (INSIDE_PATHS.matches(request)) {
                ask.commence(request, response, failure);
            } else {
                hide(request, response);
            }
        };
    }

    /** A program may enter where one of its key's scopes opens the door; a person who signed in may everywhere. */
    private static AuthorizationResult mayEnter(Supplier<? extends @Nullable Authentication> account,
            RequestAuthorizationContext asked) {
        return ApiKeyFilter.program(account.get())
                .<AuthorizationResult>map(program -> new AuthorizationDecision(program.opens(asked.getRequest())))
                .orElseGet(() -> Objects.requireNonNull(
                        AuthorityAuthorizationManager.hasRole(ADMIN).authorize(account, asked)));
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, Exception denied)
            throws IOException {
        boolean isProgram = ApiKeyFilter.program(SecurityContextHolder.getContext().getAuthentication()).isPresent();
        if (isProgram && INSIDE_PATHS.matches(request)) {
            ApiKeyFilter.refuse(request, response);
        } else {
            hide(request, response);
        }
    }

    private static void hide(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemDetails.write(request, response, HttpStatus.NOT_FOUND, ProblemDetails.NOTHING_HERE);
    }

    private static void askForPassword(HttpServletRequest request, HttpServletResponse response,
            AuthenticationException failure) throws IOException {
        LoginRateLimiter.refuseOr(request, response, () -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Parley\", charset=\"UTF-8\"");
            ProblemDetails.write(request, response, HttpStatus.UNAUTHORIZED, "Sign in as admin, or send an API key.");
        });
    }
}
