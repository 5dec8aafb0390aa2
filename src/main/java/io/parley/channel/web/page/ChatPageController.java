package io.parley.channel.web.page;

import io.parley.channel.web.access.ChatOrigins;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;

/** Serves the chat's page, its files, the widget and the search page. */
@Hidden
@Controller
class ChatPageController {
    private static final CacheControl ASK_EACH_TIME = CacheControl.noCache();
    private static final CacheControl A_WHILE = CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final ChatAssets assets;
    private final String contentPolicy;

    ChatPageController(ChatAssets assets, ChatOrigins origins) {
        this.assets = assets;
        this.contentPolicy = policy(origins);
    }

    /** Only the page's own files run, and only the named sites frame it. */
    private static String policy(ChatOrigins origins) {
        String framers = Stream.concat(Stream.of("'self'"), origins.allowed().stream())
                .collect(Collectors.joining(" "));
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                + "connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
                + "frame-ancestors " + framers;
    }

    @GetMapping("/")
    ResponseEntity<byte[]> page(@RequestHeader(name = "Accept-Encoding", required = false) @Nullable String encodings) {
        return send(assets.get("index.html"), encodings, ASK_EACH_TIME);
    }

    /** The page that searches the FAQ while a visitor types. */
    @GetMapping("/search")
    ResponseEntity<byte[]> searchPage(
            @RequestHeader(name = "Accept-Encoding", required = false) @Nullable String encodings) {
        return send(assets.get("search.html"), encodings, ASK_EACH_TIME);
    }

    @GetMapping("/widget.js")
    ResponseEntity<byte[]> widget(
            @RequestHeader(name = "Accept-Encoding", required = false) @Nullable String encodings) {
        return send(assets.get("widget.js"), encodings, A_WHILE);
    }

    /** The page's words, in the language that the browser is set to. */
    @GetMapping("/chat/texts.json")
    ResponseEntity<byte[]> texts(
            @RequestHeader(name = "Accept-Encoding", required = false) @Nullable String encodings,
            @RequestHeader(name = "Accept-Language", required = false) @Nullable String languages) {
        return send(assets.texts(BrowserLanguage.language(languages)), encodings, ASK_EACH_TIME);
    }

    @GetMapping("/chat/{name}")
    ResponseEntity<byte[]> file(@PathVariable String name,
            @RequestHeader(name = "Accept-Encoding", required = false) @Nullable String encodings) {
        return assets.find(name)
                .map(asset -> send(asset, encodings, ASK_EACH_TIME))
                .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND,
                        ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is nothing here."), null));
    }

    private ResponseEntity<byte[]> send(ChatAsset asset, @Nullable String encodings, CacheControl caching) {
        boolean compressed = encodings != null && encodings.contains("gzip");
        ResponseEntity.BodyBuilder response = ResponseEntity.ok()
                .contentType(asset.type())
                .cacheControl(caching)
                .eTag(asset.etag(compressed))
                .varyBy(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.ACCEPT_LANGUAGE)
                .header("Content-Security-Policy", contentPolicy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "strict-origin-when-cross-origin");
        if (compressed) {
            response.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return response.body(asset.bytes(compressed));
    }
}
