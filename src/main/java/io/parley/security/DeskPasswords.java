package io.parley.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Agents' passwords as bcrypt keeps them; the first administrator's is the application's setting. */
final class DeskPasswords implements PasswordEncoder {
    private final PasswordEncoder kept;
    private final AdminPassword first;

    DeskPasswords(PasswordEncoder kept, AdminPassword first) {
        this.kept = kept;
        this.first = first;
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return kept.encode(password);
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
        return first.placeholder().equals(encoded)
                ? first.matches(password, encoded)
                : kept.matches(password, encoded);
    }
}
