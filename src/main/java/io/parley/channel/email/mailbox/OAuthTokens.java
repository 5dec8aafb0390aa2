package io.parley.channel.email.mailbox;

import io.parley.channel.email.mailbox.EmailSettings.OAuth;
import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gets access tokens (RFC 6749, sections 4.4 and 6) and keeps each until a minute before its end. */
public final class OAuthTokens implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration EARLY = Duration.ofMinutes(1);

    private record Token(String value, Instant until) {}

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final InstantSource clock;
    private final Map<OAuth, Token> tokens = new ConcurrentHashMap<>();

    /** No tokens yet. */
    public OAuthTokens(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A token that is valid for a minute at least.
     *
     * @throws AuthenticationFailedException when none is given
     */
    public String token(OAuth oauth) throws AuthenticationFailedException {
        Token known = tokens.get(oauth);
        if (known != null && clock.instant().isBefore(known.until)) {
            return known.value;
        }
        Token fresh = fetch(oauth);
        tokens.put(oauth, fresh);
        return fresh.value;
    }

    /** The server did not take the token; the next call fetches another. */
    void forget(OAuth oauth) {
        tokens.remove(oauth);
    }

    private Token fetch(OAuth oauth) throws AuthenticationFailedException {
        try {
            HttpResponse<String> response = http.send(HttpRequest.newBuilder(URI.create(oauth.tokenUrl()))
                    .timeout(TIMEOUT).header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form(oauth))).build(), BodyHandlers.ofString());
            JsonNode answer = JsonMapper.shared().readTree(response.body());
            String token = answer.path("access_token").asString("");
            if (response.statusCode() != 200 || token.isEmpty()) {
                throw new AuthenticationFailedException("no token is given: " + response.statusCode() + " "
                        + answer.path("error").asString("").replaceAll("[^A-Za-z0-9_.-]", ""));
            }
            Duration life = Duration.ofSeconds(answer.path("expires_in").asInt(300));
            return new Token(token, clock.instant().plus(life).minus(EARLY));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new AuthenticationFailedException("the token service does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthenticationFailedException("interrupted");
        }
    }

    private static String form(OAuth oauth) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", oauth.clientId());
        put(form, "client_secret", oauth.clientSecret());
        put(form, "scope", oauth.scope());
        put(form, "refresh_token", oauth.refreshToken());
        form.put("grant_type", form.containsKey("refresh_token") ? "refresh_token" : "client_credentials");
        return form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static void put(Map<String, String> form, String key, @Nullable String value) {
        if (StringUtils.hasText(value)) {
            form.put(key, value);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
