package io.parley.feedback.web;

import io.parley.channel.MailLinks;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The pages behind the links in mails: looking changes nothing, the button does what the link says. */
@Hidden
@RestController
class MailLinkController {
    private static final MediaType PAGE = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final MailLinks links;

    MailLinkController(MailLinks links) {
        this.links = links;
    }

    @GetMapping("/mail/{token}")
    ResponseEntity<String> look(@PathVariable String token) {
        return shown(links.look(token));
    }

    @PostMapping("/mail/{token}")
    ResponseEntity<String> follow(@PathVariable String token) {
        return shown(links.follow(token));
    }

    private static ResponseEntity<String> shown(MailLinks.Page page) {
        return ResponseEntity.status(page.known() ? HttpStatus.OK : HttpStatus.NOT_FOUND).contentType(PAGE)
                .cacheControl(CacheControl.noStore()).header("Referrer-Policy", "no-referrer").body(page.html());
    }
}
