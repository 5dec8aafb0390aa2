package io.parley.channel.slack;

import com.slack.api.bolt.response.Response;
import io.parley.channel.slack.api.SlackSettings;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
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
 * put together again as it was signed. They are checked here and not in bolt's middleware, since bolt parses a request before
 * its middleware sees it.
 */
@RestController
class EventsController {
    static final String PATH = "/slack/events";

    private static final Logger log = LoggerFactory.getLogger(EventsController.class);
    private static final int MAX_BYTES = 1_000_000;

    private final SlackSettings settings;
    private final Signature signature;
    private final BoltApp bolt;
    private final InstantSource clock;

    EventsController(SlackSettings settings, BoltApp bolt, InstantSource clock) {
        this.settings = settings;
        this.signature = new Signature(settings.signingSecretOrEmpty());
        this.bolt = bolt;
        this.clock = clock;
    }

    @Hidden
    @PostMapping(PATH)
    ResponseEntity<String> receive(HttpServletRequest request) throws IOException {
        if (!settings.http() || request.getHeader("X-Slack-Signature") == null) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES
                || !signature.isRight(request.getHeader("X-Slack-Request-Timestamp"),
                        request.getHeader("X-Slack-Signature"), body, clock.instant())) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        }
        return take(body);
    }

    private ResponseEntity<String> take(byte[] body) {
        try {
            return answer(bolt.takeRequest(body));
        } catch (Exception e) {
            log.warn("An event of Slack's could not be stored; Slack will bring it again", e);
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
        }
    }

    /** An unreadable request is refused for ever. */
    private static ResponseEntity<String> answer(Response response) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(response.getStatusCode());
        if (response.getStatusCode() != HttpStatus.OK.value()) {
            return answer.header("X-Slack-No-Retry", "1").build();
        }
        return response.getBody() == null
                ? answer.build()
                : answer.contentType(MediaType.parseMediaType(response.getContentType())).body(response.getBody());
    }
}
