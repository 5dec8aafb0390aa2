package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without script: it keeps cookies, and sends forms with what is hidden in them. */
public final class DeskClient implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    private static final Pattern HIDDEN = Pattern
            .compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final int port;
    private final String address;

    DeskClient(int port) {
        this(port, "127.0.0.1");
    }

    /** @param address as a proxy writes it down */
    DeskClient(int port, String address) {
        this.port = port;
        this.address = address;
    }

    /** Signs in at once. */
    public static DeskClient signedIn(int port, String login, String password) {
        DeskClient client = new DeskClient(port);
        assertThat(client.signIn(login, password)).isEqualTo("/desk");
        return client;
    }

    /** Signs in, and gives the address to which that leads. */
    String signIn(String login, String password) {
        HttpResponse<String> answer = send(get("/desk/login"), "/desk/login",
                Map.of("username", login, "password", password));
        return location(answer);
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("location").orElse("");
    }

    /** Opens a page. */
    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    /** The same, as a browser asks that is set to a language. */
    HttpResponse<String> in(String language, String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("Accept-Language", language));
    }

    /** The same, as a page asks that is in the background. */
    HttpResponse<String> unseen(String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("Parley-Unseen", "1"));
    }

    /** Asks as a program does that shows something of its own. */
    HttpResponse<String> with(String authorization, String method, String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", authorization).method(method,
                BodyPublishers.noBody()));
    }

    /** Sends a form of a page, with the token and what else is hidden in it, to an address. */
    HttpResponse<String> send(HttpResponse<String> page, String path, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>();
        Matcher hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            all.put(hidden.group(1), hidden.group(2));
        }
        all.putAll(fields);
        return post(path, all);
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return postBody(path, body);
    }

    /** Sends a form as it stands, which may have a field several times. */
    HttpResponse<String> postBody(String path, String body) {
        return send(HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** A socket that is opened with this browser's cookies. */
    WebSocket.Builder socket() {
        return http.newWebSocketBuilder();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return http.sendAsync(request.header("X-Forwarded-For", address).build(), BodyHandlers.ofString()).join();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() {
        http.close();
    }
}
