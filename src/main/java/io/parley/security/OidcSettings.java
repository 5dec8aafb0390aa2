package io.parley.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * The OpenID Connect provider at which agents may sign in.
 *
 * @param issuer the OpenID Connect provider's address, under which its {@code /.well-known/openid-configuration} is; none at first: agents sign in with
 *     passwords only
 * @param clientId the id under which the provider knows this installation
 * @param clientSecret the secret that goes with it
 * @param name what agents call the provider, for the button of the page at which they sign in
 */
@ConfigurationProperties("parley.oidc")
public record OidcSettings(@Nullable String issuer, @Nullable String clientId, @Nullable String clientSecret,
        @DefaultValue("OpenID") String name) {

    public OidcSettings {
        if (StringUtils.hasText(issuer) && !(StringUtils.hasText(clientId) && StringUtils.hasText(clientSecret))) {
            throw new IllegalArgumentException(
                    "parley.oidc.client-id and parley.oidc.client-secret are needed beside parley.oidc.issuer; "
                            + "the provider tells both when this installation is registered there");
        }
    }

    /** Whether agents may sign in there. */
    public boolean isOn() {
        return StringUtils.hasText(issuer);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "OidcSettings[issuer=" + issuer + "]";
    }
}
