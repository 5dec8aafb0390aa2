package io.parley.channel.telegram;

import io.parley.channel.InboundSink;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes updates that Telegram brings. It says 200 only once an update is stored; until then Telegram tries again. */
@RestController
class WebhookController {
    private static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";
    private static final int MOST_BYTES = 1_000_000;

    private final TelegramSettings settings;
    private final InboundSink sink;
    private final Acknowledgements acknowledgements;
    private final InstantSource clock;

    WebhookController(TelegramSettings settings, InboundSink sink, Acknowledgements acknowledgements,
            InstantSource clock) {
        this.settings = settings;
        this.sink = sink;
        this.acknowledgements = acknowledgements;
        this.clock = clock;
    }

    @Hidden
    @PostMapping(WebhookRegistrar.PATH)
    ResponseEntity<Void> receive(@RequestHeader(name = SECRET, required = false) @Nullable String secret,
            HttpServletRequest request) throws IOException {
        if (!isTelegram(secret)) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED).build();
        }
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length == 0 || body.length > MOST_BYTES) {
            return ResponseEntity.badRequest().build();
        }
        Optional<UpdateBatch.RawUpdate> update = UpdateBatch.ofCall(body);
        update.ifPresent(this::store);
        return update.isPresent() ? ResponseEntity.ok().build() : ResponseEntity.badRequest().build();
    }

    private void store(UpdateBatch.RawUpdate update) {
        sink.store(List.of(update.event(clock.instant())));
        acknowledgements.send(List.of(update));
    }

    private boolean isTelegram(@Nullable String secret) {
        return settings.on() && settings.mode() == TelegramSettings.Mode.WEBHOOK && secret != null
                && MessageDigest.isEqual(bytes(secret), bytes(settings.secretOrEmpty()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
