package io.parley.access;

import io.parley.database.DataDirectory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Agents' and operators' pages ask for the user {@code admin} and its password with each request (HTTP Basic, RFC 7617);
 * nothing is kept between requests, so there is no session to steal or to forge a request from. What customers use is open;
 * services that call in prove themselves by their own signatures.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(AdminSettings.class)
class AccessConfiguration {
    private static final String ADMIN = "ADMIN";
    private static final String CONTENT_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " object-src 'none'; base-uri 'self'; form-action 'self'";

    @Bean
    AdminPassword adminPassword(AdminSettings settings, DataDirectory data) {
        return AdminPassword.of(settings, data);
    }

    @Bean
    UserDetailsService accounts(AdminPassword password) {
        return new InMemoryUserDetailsManager(
                User.withUsername("admin").password(password.placeholder()).roles(ADMIN).build());
    }

    @Bean
    SecurityFilterChain rules(HttpSecurity http) {
        http.authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health", "/actuator/health/**")
                .permitAll()
                .requestMatchers("/api/tickets", "/api/tickets/**", "/api/analytics", "/api/analytics/**",
                        "/actuator/**")
                .hasRole(ADMIN)
                .anyRequest()
                .permitAll());
        http.httpBasic(basic -> basic.authenticationEntryPoint(askForPassword()));
        http.exceptionHandling(failures -> failures.authenticationEntryPoint(askForPassword()));
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.csrf(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable);
        http.cors(Customizer.withDefaults());
        http.addFilterBefore(new GuessLimit(), BasicAuthenticationFilter.class);
        // Other sites show the chat in a frame; what else is here changes nothing without a password.
        http.headers(headers -> headers.frameOptions(FrameOptionsConfig::disable)
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN)));
        return http.build();
    }

    private static AuthenticationEntryPoint askForPassword() {
        return (request, response, failure) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Parley\", charset=\"UTF-8\"");
            Problems.write(response, HttpStatus.UNAUTHORIZED, "Sign in as admin.");
        };
    }
}
