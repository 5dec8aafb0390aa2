package io.parley.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** An agent whom the OpenID provider vouches for, under the login of their account. */
final class OidcAgent extends DefaultOidcUser {
    private static final long serialVersionUID = 1L;
    private final String login;

    OidcAgent(String login, OidcUser user) {
        super(List.of(), user.getIdToken(), user.getUserInfo());
        this.login = login;
    }

    @Override
    public String getName() {
        return login;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof OidcAgent agent && agent.login.equals(login);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
