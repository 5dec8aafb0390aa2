package io.parley.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@WebChatTest(properties = "parley.web.allowed-origins=https://shop.example,https://www.shop.example")
class ChatPageTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path site;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void siteFolder(DynamicPropertyRegistry properties) throws IOException {
        Files.writeString(site.resolve("texts.json"), "{\"heroTitle\":\"Ahoy!\",\"sources\":{\"faq\":\"We know\"}}");
        Files.writeString(site.resolve("theme.css"), ":root { --accent: #0b6e4f; }");
        properties.add("parley.web.site-folder", site::toString);
    }

    @Test
    void letsOnlyItsOwnFilesRunAndOnlyNamedSitesFrameIt() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.headers().allValues("Content-Security-Policy")).singleElement().asString()
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'",
                        "frame-ancestors 'self' https://shop.example https://www.shop.example")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Frame-Options")).isEmpty();
        assertThat(page.body()).doesNotContain("<style", " style=", "onclick", "//cdn").doesNotContainPattern(
                "<script(?![^>]*src=)");
    }

    @Test
    void weighsLessThanSixtyKilobytes() throws Exception {
        List<String> files = List.of("/", "/chat/chat.css", "/chat/theme.css", "/chat/icon.svg", "/chat/texts.json",
                "/chat/chat.js", "/chat/api.js", "/chat/composer.js", "/chat/connection.js", "/chat/host.js",
                "/chat/links.js",
                "/chat/store.js", "/chat/texts.js", "/chat/transcript.js", "/chat/unsent.js");
        int bytes = 0;
        for (String file : files) {
            HttpResponse<String> response = get(file);
            assertThat(response.statusCode()).as(file).isEqualTo(200);
            bytes += response.body().length();
        }
        assertThat(bytes).isLessThan(60_000);
    }

    @Test
    void sendsAFileOnceWhileItStaysTheSame() throws Exception {
        HttpResponse<String> first = get("/chat/chat.js");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> second = send(request("/chat/chat.js").header("If-None-Match", tag));

        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    @Test
    void compressesForWhoeverUnderstandsIt() throws Exception {
        HttpResponse<byte[]> zipped = HTTP.send(request("/chat/chat.css").header("Accept-Encoding", "gzip, br").build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.headers().allValues("Vary")).anyMatch(vary -> vary.contains("Accept-Encoding"));
        assertThat(Arrays.copyOf(zipped.body(), 2)).containsExactly(0x1f, 0x8b);
        assertThat(zipped.body().length).isLessThan(get("/chat/chat.css").body().length() / 2);
    }

    @Test
    void putsTheSitesOwnWordsAndLooksOverTheShippedOnes() throws Exception {
        JsonNode texts = JsonMapper.builder().build().readTree(get("/chat/texts.json").body());

        assertThat(texts.path("heroTitle").asString()).isEqualTo("Ahoy!");
        assertThat(texts.path("sources").path("faq").asString()).isEqualTo("We know");
        assertThat(texts.path("sources").path("handoff").asString()).isNotBlank();
        assertThat(texts.path("send").asString()).isNotBlank();
        assertThat(get("/chat/theme.css").body()).contains("#0b6e4f");
    }

    @Test
    void saysTheSitesOwnWordsToEverybodyWhereTheyAreNotTranslated() throws Exception {
        HttpResponse<String> german = HTTP.send(request("/chat/texts.json").header("Accept-Language", "de").build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(german.body()).contains("Ahoy!", "Talk to a person").doesNotContain("Menschen");
    }

    @Test
    void servesTheWidgetToOtherSites() throws Exception {
        HttpResponse<String> widget = get("/widget.js");

        assertThat(widget.headers().firstValue("Content-Type")).contains("text/javascript;charset=UTF-8");
        assertThat(widget.headers().firstValue("Cache-Control").orElse("")).contains("max-age=300");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat/README.md", "/chat/greeting.txt", "/chat/..%2f..%2fapplication.yaml",
            "/chat/index.html%00",
            "/chat/../../etc/passwd", "/chat/", "/chat/nothing.js"})
    void servesNothingElse(String path) throws Exception {
        assertThat(get(path).statusCode()).isIn(400, 404);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
