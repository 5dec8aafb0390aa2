package io.parley.security;

import io.parley.database.DataDirectory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows the devices on which somebody signed in before, by a signed cookie. It opens nothing; it gives a device an allowance
 * of wrong passwords of its own, which nobody else can use up. The key stays in the data directory.
 */
final class KnownDevices extends OncePerRequestFilter {
    private static final String FILE = "device-key";
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 16;
    private static final int SIGNED_BYTES = ID_BYTES + Long.BYTES;
    private static final Duration KNOWN_FOR = Duration.ofDays(90);
    private static final String HMAC = "HmacSHA256";

    private final byte[] key;
    private final String cookie;
    private final boolean publicIsSecure;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param key signs the cookies; instances that share a host name may have different ones
     * @param publicUrl where the installation is reached; blank if it was not said
     */
    KnownDevices(byte[] key, String publicUrl, InstantSource clock) {
        this.key = key.clone();
        this.cookie = "parley-device-" + HexFormat.of().formatHex(sign("name".getBytes(StandardCharsets.UTF_8)), 0, 4);
        this.publicIsSecure = publicUrl.strip().startsWith("https:");
        this.clock = clock;
    }

    /** The key of the data directory, made at the first start. */
    static byte[] key(DataDirectory data) {
        Path file = data.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(fresh);
                data.writeSecret(FILE, Base64.getEncoder().encodeToString(fresh));
            }
            return Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }

    /** The device from which a request comes, if somebody signed in there before. */
    Optional<String> of(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies()).flatMap(Arrays::stream)
                .filter(one -> one.getName().equals(cookie)).map(Cookie::getValue)
                .filter(this::isOurs).findFirst();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (hasSignedIn()) {
            mark(request, response);
        }
        chain.doFilter(request, response);
    }

    /** Somebody signed in on the device from which a request comes. */
    void mark(HttpServletRequest request, HttpServletResponse response) {
        if (of(request).isEmpty()) {
            response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(cookie, fresh()).path("/").httpOnly(true)
                    .sameSite("Strict").secure(isSecure(request)).maxAge(KNOWN_FOR).build().toString());
        }
    }

    private static boolean hasSignedIn() {
        Authentication account = SecurityContextHolder.getContext().getAuthentication();
        return account != null && account.isAuthenticated() && !(account instanceof AnonymousAuthenticationToken);
    }

    /** A client that writes the header for no reason harms only its own cookie. */
    private boolean isSecure(HttpServletRequest request) {
        return publicIsSecure || request.isSecure() || "https".equals(request.getHeader("X-Forwarded-Proto"));
    }

    private String fresh() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES).put(id)
                .putLong(clock.instant().plus(KNOWN_FOR).getEpochSecond()).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed) + '.'
                + Base64.getUrlEncoder().withoutPadding().encodeToString(sign(signed));
    }

    private boolean isOurs(String value) {
        String[] parts = value.split("\\.", -1);
        if (parts.length != 2) {
            return false;
        }
        try {
            byte[] signed = Base64.getUrlDecoder().decode(parts[0]);
            return MessageDigest.isEqual(sign(signed), Base64.getUrlDecoder().decode(parts[1]))
                    && clock.instant().isBefore(Instant.ofEpochSecond(ByteBuffer.wrap(signed).getLong(ID_BYTES)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private byte[] sign(byte[] content) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
