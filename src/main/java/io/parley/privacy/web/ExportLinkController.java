package io.parley.privacy.web;

import io.parley.channel.Language;
import io.parley.channel.text.YamlTexts;
import io.parley.privacy.ExportLinks;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page behind a link to one's own data: looking hands out nothing, since programs look at links too; the button does. */
@Hidden
@RestController
class ExportLinkController {
    private static final MediaType PAGE = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final ExportLinks links;
    private final YamlTexts texts = YamlTexts.of("privacy.yaml");
    private final String page = new ClassPathResource("channels/email/link.html")
            .getContentAsString(StandardCharsets.UTF_8);

    ExportLinkController(ExportLinks links) throws IOException {
        this.links = links;
    }

    @GetMapping("/mine/{token}")
    ResponseEntity<String> look(@PathVariable String token, Locale browser) {
        Language language = Language.of(browser.toLanguageTag()).orElse(Language.EN);
        return links.isValid(token)
                ? shown(HttpStatus.OK, "page", "<form method=\"post\"><button>"
                        + HtmlUtils.htmlEscape(texts.in(language).text("page-button")) + "</button></form>", language)
                : unknown(language);
    }

    @PostMapping("/mine/{token}")
    ResponseEntity<String> open(@PathVariable String token, Locale browser) {
        return links.open(token)
                .map(person -> closed(ResponseEntity.ok()).contentType(MediaType.APPLICATION_JSON)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\"").body(person))
                .orElseGet(() -> unknown(Language.of(browser.toLanguageTag()).orElse(Language.EN)));
    }

    private ResponseEntity<String> unknown(Language language) {
        return shown(HttpStatus.NOT_FOUND, "page-unknown", "", language);
    }

    private ResponseEntity<String> shown(HttpStatus status, String title, String form, Language language) {
        String words = HtmlUtils.htmlEscape(texts.in(language).text(title));
        return closed(ResponseEntity.status(status)).contentType(PAGE).body(page
                .replace("{language}", language.tag()).replace("{title}", words).replace("{form}", form));
    }

    private static ResponseEntity.BodyBuilder closed(ResponseEntity.BodyBuilder answer) {
        return answer.cacheControl(CacheControl.noStore()).header("Referrer-Policy", "no-referrer");
    }
}
