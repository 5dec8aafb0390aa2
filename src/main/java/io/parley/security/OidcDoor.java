package io.parley.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * The desk's second door: agents sign in at an OpenID Connect provider. Only those enter who have an account here: the first
 * time by their verified e-mail address, from then on by the subject that the provider has for them. The provider is asked
 * for its addresses when somebody first comes, so that Parley starts without it; its tokens are not kept.
 */
final class OidcDoor {
    /** Where the way to the provider begins. */
    static final String START = "/desk/sign-in";
    private static final Logger log = LoggerFactory.getLogger(OidcDoor.class);
    private static final String REGISTRATION = "oidc";
    private static final String BACK = "/desk/oidc";
    private static final String STRANGER = "stranger";

    private final OidcSettings settings;
    private final OidcAccounts accounts;
    private final String publicUrl;

    /** @param publicUrl where the installation is reached; blank if it was not said */
    OidcDoor(OidcSettings settings, OidcAccounts accounts, String publicUrl) {
        this.settings = settings;
        this.accounts = accounts;
        this.publicUrl = publicUrl.strip().replaceFirst("/+$", "");
    }

    /**
     * Opens the door, where a provider is set.
     *
     * @param entered what happens to those who entered, under the login of their account
     */
    void open(HttpSecurity http, AuthenticationSuccessHandler entered) {
        if (!settings.isOn()) {
            return;
        }
        http.oauth2Login(login -> login.loginPage(DeskAccess.LOGIN).loginProcessingUrl(BACK)
                .clientRegistrationRepository(
                        new SupplierClientRegistrationRepository(
                                () -> new InMemoryClientRegistrationRepository(discovered())))
                .authorizedClientRepository(new NoTokens())
                .authorizationEndpoint(start -> start.baseUri(START))
                .successHandler((request, response, who) -> {
                    enter(request, response, who);
                    entered.onAuthenticationSuccess(request, response, who);
                })
                .failureHandler(OidcDoor::refuse)
                .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                    @Override
                    public <T extends OAuth2AuthorizationRequestRedirectFilter> T postProcess(T filter) {
                        filter.setAuthenticationFailureHandler(OidcDoor::refuse);
                        return filter;
                    }
                }));
    }

    /** Checks the provider's answers: the code, the token's signature, issuer, audience, time and nonce. */
    AuthenticationProvider checks() {
        return new OidcAuthorizationCodeAuthenticationProvider(new RestClientAuthorizationCodeTokenResponseClient(),
                this::agent);
    }

    private ClientRegistration discovered() {
        return ClientRegistrations.fromIssuerLocation(Objects.requireNonNull(settings.issuer()))
                .registrationId(REGISTRATION)
                .clientId(Objects.requireNonNull(settings.clientId()))
                .clientSecret(Objects.requireNonNull(settings.clientSecret())).scope("openid", "email")
                .redirectUri((publicUrl.isEmpty() ? "{baseUrl}" : publicUrl) + BACK).build();
    }

    private OidcUser agent(OidcUserRequest request) {
        OidcUser user = new OidcUserService().loadUser(request);
        String email = Boolean.TRUE.equals(user.getEmailVerified()) ? user.getEmail() : null;
        Optional<String> login = accounts.login(settings.issuer() + " " + user.getSubject(),
                email == null ? null : email.toLowerCase(Locale.ROOT));
        return new OidcAgent(login.orElseThrow(() -> new OAuth2AuthenticationException(new OAuth2Error(STRANGER))),
                user);
    }

    /** Keeps of the provider's answer nothing but whose account it is. */
    private static void enter(HttpServletRequest request, HttpServletResponse response, Authentication who) {
        SecurityContext context = new SecurityContextImpl(CurrentAccount.entered(who.getName()));
        SecurityContextHolder.setContext(context);
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response,
            AuthenticationException failure) throws IOException {
        String code = failure instanceof OAuth2AuthenticationException refused
                ? refused.getError().getErrorCode()
                : failure.getClass().getSimpleName();
        if (code.equals(STRANGER)) {
            DeskAccess.go(response, DeskAccess.LOGIN + "?stranger");
            return;
        }
        log.warn("A sign-in by OpenID failed: {}", code.replaceAll("[^\\w.-]", "?"));
        DeskAccess.go(response, DeskAccess.LOGIN + "?provider");
    }

    /** The provider's tokens open nothing here, and so are not kept. */
    private static final class NoTokens implements OAuth2AuthorizedClientRepository {
        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals")
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(String registration,
                Authentication who, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(OAuth2AuthorizedClient client, Authentication who, HttpServletRequest request,
                HttpServletResponse response) {}

        @Override
        public void removeAuthorizedClient(String registration, Authentication who, HttpServletRequest request,
                HttpServletResponse response) {}
    }
}
