package io.parley.security;

import io.parley.database.DataDirectory;
import io.parley.security.AdminSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.StringUtils;

/** The admin's password, kept in memory as a digest, compared in constant time. */
final class AdminPassword implements PasswordEncoder {
    private static final Logger log = LoggerFactory.getLogger(AdminPassword.class);
    private static final String FILE = "admin-password";
    private static final int MADE_UP_BYTES = 18;
    private static final int LEAST_LENGTH = 12;

    private final byte[] digest;

    private AdminPassword(String password) {
        this.digest = digest(password);
    }

    /** The configured one, or the one in the data directory, where it is made up at the first start. */
    static AdminPassword of(AdminSettings settings, DataDirectory data) {
        String configured = settings.password();
        if (StringUtils.hasText(configured) && configured.length() < LEAST_LENGTH) {
            log.warn("PARLEY_ADMIN_PASSWORD is shorter than {} characters, and can be guessed; choose a longer one",
                    LEAST_LENGTH);
        }
        return new AdminPassword(StringUtils.hasText(configured) ? configured : kept(data));
    }

    private static String kept(DataDirectory data) {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            data.writeSecret(FILE, madeUp() + "\n");
        }
        log.info("The password of the user admin is in {}", file);
        try {
            String password = Files.readString(file).strip();
            if (password.isEmpty()) {
                throw new IllegalStateException(
                        "There is no password in " + file
                                + ". Delete the file, so that one is made up, or write one there.");
            }
            return password;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the admin's password from " + file, e);
        }
    }

    private static String madeUp() {
        byte[] random = new byte[MADE_UP_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The placeholder for the password where an account needs an encoded one. */
    String placeholder() {
        return "admin";
    }

    @Override
    public @Nullable String encode(@Nullable CharSequence rawPassword) {
        return placeholder();
    }

    @Override
    public boolean matches(@Nullable CharSequence rawPassword, @Nullable String encodedPassword) {
        return rawPassword != null && MessageDigest.isEqual(digest, digest(rawPassword));
    }

    private static byte[] digest(CharSequence password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
