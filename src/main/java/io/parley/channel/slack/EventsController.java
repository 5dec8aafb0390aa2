package io.parley.channel.slack;

import static io.parley.channel.slack.SlackPayload.text;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes events, buttons, dialogs, shortcuts and commands that Slack brings. It says 200 only once what came is stored; until
 * then Slack tries again. The bytes are taken from the request as they are: a form that was read by its fields could not be
 * put together again as it was signed.
 */
@RestController
class EventsController {
    static final String PATH = "/slack/events";

    private static final Logger log = LoggerFactory.getLogger(EventsController.class);
    private static final int MOST_BYTES = 1_000_000;

    private final SlackSettings settings;
    private final Signature signature;
    private final EventIntake intake;
    private final InstantSource clock;

    EventsController(SlackSettings settings, EventIntake intake, InstantSource clock) {
        this.settings = settings;
        this.signature = new Signature(settings.signingSecretOrEmpty());
        this.intake = intake;
        this.clock = clock;
    }

    @Hidden
    @PostMapping(PATH)
    ResponseEntity<String> receive(HttpServletRequest request) throws IOException {
        if (!settings.http() || request.getHeader("X-Slack-Signature") == null) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        }
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES
                || !signature.isRight(request.getHeader("X-Slack-Request-Timestamp"),
                        request.getHeader("X-Slack-Signature"), body, clock.instant())) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        }
        Optional<SlackPayload> incoming = SlackPayload.of(body);
        return incoming.isPresent() ? take(incoming.get(), body) : refused(HttpStatus.BAD_REQUEST, true);
    }

    private ResponseEntity<String> take(SlackPayload incoming, byte[] body) {
        if (incoming.kind().equals("url_verification")) {
            return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN)
                    .body(text(incoming.content(), "challenge"));
        }
        try {
            intake.take(incoming, body);
            return ResponseEntity.ok().build();
        } catch (RuntimeException e) {
            log.warn("An event of Slack's could not be stored; Slack will bring it again", e);
            return refused(HttpStatus.SERVICE_UNAVAILABLE, false);
        }
    }

    private static ResponseEntity<String> refused(HttpStatus status, boolean forever) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        return forever ? answer.header("X-Slack-No-Retry", "1").build() : answer.build();
    }
}
