package io.parley.fake.oidc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider with one client, at which one person is signed in. It demands what the protocol does of the client: the code
 * flow with a state, a nonce and a proof key (RFC 7636), a code once, and the client's secret.
 */
public final class FakeProvider implements AutoCloseable {
    /** The one client. */
    public static final String CLIENT = "parley";
    /** Its secret. */
    public static final String SECRET = "s3cret of the client";

    private static final String KEY_ID = "key-1";
    private final HttpServer server;
    private final KeyPair key = rsa();
    private final KeyPair foreignKey = rsa();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private volatile Map<String, Object> person = Map.of();
    private volatile Consumer<Map<String, Object>> change = claims -> {};
    private volatile boolean signsWithForeignKey;

    private FakeProvider(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port. */
    public static FakeProvider start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeProvider provider = new FakeProvider(server);
            server.createContext("/.well-known/openid-configuration", provider::discover);
            server.createContext("/authorize", provider::authorize);
            server.createContext("/token", provider::token);
            server.createContext("/jwks", provider::keys);
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address. */
    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The person who is signed in at the provider from now on. */
    public void signedIn(String subject, String email, boolean isVerified) {
        person = Map.of("sub", subject, "email", email, "email_verified", isVerified);
        change = claims -> {};
        signsWithForeignKey = false;
    }

    /** Changes the claims of tokens, as an attacker or a broken provider would. */
    public void lies(Consumer<Map<String, Object>> how) {
        change = how;
    }

    /** Signs tokens with a key that it does not publish. */
    public void signsWithForeignKey() {
        signsWithForeignKey = true;
    }

    private void discover(HttpExchange call) throws IOException {
        answer(call, 200, Map.of("issuer", issuer(), "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token", "jwks_uri", issuer() + "/jwks", "response_types_supported",
                List.of("code"), "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"), "code_challenge_methods_supported",
                List.of("S256")));
    }

    private void authorize(HttpExchange call) throws IOException {
        Map<String, String> asked = parameters(call.getRequestURI().getRawQuery());
        boolean isWhole = CLIENT.equals(asked.get("client_id")) && "code".equals(asked.get("response_type"))
                && asked.getOrDefault("scope", "").contains("openid") && asked.containsKey("state")
                && asked.containsKey("nonce") && asked.containsKey("code_challenge")
                && "S256".equals(asked.get("code_challenge_method"));
        if (!isWhole) {
            answer(call, 400, Map.of("error", "invalid_request"));
            return;
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        call.getResponseHeaders().set("Location", asked.get("redirect_uri") + "?code=" + code + "&state="
                + URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8));
        call.sendResponseHeaders(302, -1);
        call.close();
    }

    private void token(HttpExchange call) throws IOException {
        Map<String, String> sent = parameters(
                new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> asked = codes.remove(sent.getOrDefault("code", ""));
        String client = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":"
                + URLEncoder.encode(SECRET, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        if (!client.equals(call.getRequestHeaders().getFirst("Authorization"))) {
            answer(call, 401, Map.of("error", "invalid_client"));
        } else if (asked == null || !"authorization_code".equals(sent.get("grant_type"))
                || !asked.getOrDefault("redirect_uri", "").equals(sent.get("redirect_uri"))
                || !asked.getOrDefault("code_challenge", "")
                        .equals(challenge(sent.getOrDefault("code_verifier", "")))) {
            answer(call, 400, Map.of("error", "invalid_grant"));
        } else {
            answer(call, 200, Map.of("access_token", UUID.randomUUID().toString(), "token_type", "Bearer",
                    "expires_in", 300, "id_token", idToken(asked.getOrDefault("nonce", ""))));
        }
    }

    private void keys(HttpExchange call) throws IOException {
        RSAPublicKey open = (RSAPublicKey) key.getPublic();
        answer(call, 200, Map.of("keys", List.of(Map.of("kty", "RSA", "use", "sig", "alg", "RS256", "kid", KEY_ID, "n",
                number(open.getModulus()), "e", number(open.getPublicExponent())))));
    }

    private String idToken(String nonce) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>(person);
        claims.putAll(Map.of("iss", issuer(), "aud", CLIENT, "iat", now, "exp", now + 300, "nonce", nonce));
        change.accept(claims);
        String content = encoded(json(Map.of("alg", "RS256", "typ", "JWT", "kid", KEY_ID))) + '.'
                + encoded(json(claims));
        return content + '.' + signature(content, (signsWithForeignKey ? foreignKey : key).getPrivate());
    }

    private static String signature(String content, PrivateKey key) {
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(key);
            rsa.update(content.getBytes(StandardCharsets.US_ASCII));
            return encoded(rsa.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String challenge(String verifier) {
        try {
            return encoded(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return encoded(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] json(Object value) {
        return JsonMapper.shared().writeValueAsBytes(value);
    }

    private static Map<String, String> parameters(String form) {
        return Arrays.stream(form.split("&")).map(pair -> pair.split("=", 2)).filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange call, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = json(body);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
