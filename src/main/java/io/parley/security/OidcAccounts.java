package io.parley.security;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the accounts of those whom the OpenID provider vouches for. */
@Repository
class OidcAccounts {
    private final JdbcClient jdbc;

    OidcAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The login of the account of a subject. Where there is none, the account of the e-mail address is the subject's from now
     * on, unless it is another's already. A locked account is nobody's.
     *
     * @param subject the provider's address, and its name for the person
     * @param email in lower case, as the provider verified it; null if it did not
     */
    Optional<String> login(String subject, @Nullable String email) {
        Optional<String> known = jdbc.sql("select login from agent where oidc_subject = ? and locked_at is null")
                .param(subject).query(String.class).optional();
        return known.isPresent() || email == null ? known : bound(subject, email);
    }

    private Optional<String> bound(String subject, String email) {
        return jdbc.sql("""
                update agent set oidc_subject = :subject where email = :email and oidc_subject is null
                    and locked_at is null and not exists (select from agent where oidc_subject = :subject)
                returning login""").param("subject", subject).param("email", email).query(String.class).optional();
    }
}
