package io.parley.security;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;
import org.springframework.stereotype.Component;

/** Remembers who signed in, and failed attempts for accounts that there are; names that somebody made up are not kept. */
@Component
class SignInAudit {
    private final Accounts accounts;
    private final ClientAddresses visitors;
    private final Audit audit;

    SignInAudit(Accounts accounts, ClientAddresses visitors, Audit audit) {
        this.accounts = accounts;
        this.visitors = visitors;
        this.audit = audit;
    }

    void signedIn(HttpServletRequest request, String login) {
        accounts.signedIn(login);
        audit.add(login, Deed.SIGNED_IN, null, visitors.readable(request));
    }

    /** Remembers a failed attempt at the desk's form. */
    void failed(HttpServletRequest request, @Nullable String login) {
        if (login != null && accounts.isKnown(login)) {
            audit.addFailedSignIn(login.toLowerCase(Locale.ROOT), visitors.readable(request));
        }
    }

    /** Remembers a failed attempt of a program, with a password in the request's header. */
    void failed(HttpServletRequest request) {
        try {
            Authentication tried = new BasicAuthenticationConverter().convert(request);
            failed(request, tried == null ? null : tried.getName());
        } catch (AuthenticationException unreadable) {
            failed(request, null);
        }
    }
}
