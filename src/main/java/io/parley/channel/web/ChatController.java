package io.parley.channel.web;

import io.parley.access.Visitors;
import io.parley.channel.ChatSessions;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.OutboundMessage;
import io.parley.channel.Source;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;

/** Takes chat messages over plain HTTP. */
@RestController
@RequestMapping(path = "/api/chat", produces = MediaType.APPLICATION_JSON_VALUE)
class ChatController {
    /** A text that is too long is told apart from a body that nobody reads. */
    private static final int LONGEST_BODY = 1_000_000;
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final ChatSessions sessions;
    private final WebReception reception;
    private final PendingReplies replies;
    private final ChatLimits limits;
    private final Visitors visitors;
    private final WebSettings settings;

    ChatController(ChatSessions sessions, WebReception reception, PendingReplies replies, ChatLimits limits,
            Visitors visitors,
            WebSettings settings) {
        this.sessions = sessions;
        this.reception = reception;
        this.replies = replies;
        this.limits = limits;
        this.visitors = visitors;
        this.settings = settings;
    }

    /** An answer as callers get it. */
    record Reply(String conversationId, String messageId, String reply, String source, @Nullable Double confidence,
            boolean needsHuman, List<Choice> choices, List<Citation> citations) {
        static Reply of(OutboundMessage answer) {
            return new Reply(answer.conversationId(), answer.messageId(), answer.text(), answer.source().word(),
                    answer.confidence(), answer.source() == Source.HANDOFF, answer.choices(), answer.citations());
        }
    }

    /** The answer is still being looked for; {@code messageId} is the question's {@code clientMessageId}. */
    record StillPending(boolean pending, String messageId) {}

    /** What was said before no longer counts. */
    record StartedOver(String sessionId, boolean reset) {}

    /**
     * Asks a question and waits for its answer. The same {@code clientMessageId} again gives the same answer.
     */
    @PostMapping
    DeferredResult<ResponseEntity<Object>> ask(HttpServletRequest request) {
        Fields fields = body(request);
        String thread = sessions.thread(fields.id("sessionId")).value();
        String text = fields.text("message");
        String id = fields.optionalId("clientMessageId").orElseGet(() -> UUID.randomUUID().toString());
        limits.message(thread, visitors.address(request));
        return answer(thread, id, () -> reception.take(thread, new ChatFrame.Say(id, text)));
    }

    private DeferredResult<ResponseEntity<Object>> answer(String thread, String id, Runnable store) {
        Duration wait = settings.waitForAnswer();
        DeferredResult<ResponseEntity<Object>> result = new DeferredResult<>(wait.plus(MARGIN).toMillis(),
                () -> pending(id));
        replies.await(thread, WebNames.message(thread, id), wait, store)
                .thenAccept(answer -> result.setResult(answer.map(ChatController::reply).orElseGet(() -> pending(id))))
                .exceptionally(failure -> {
                    result.setErrorResult(failure);
                    return null;
                });
        return result;
    }

    private static ResponseEntity<Object> reply(WebMessage answer) {
        return ResponseEntity.ok(Reply.of(Frames.answer(answer.payload())));
    }

    private static ResponseEntity<Object> pending(String id) {
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(new StillPending(true, id));
    }

    /** Starts the conversation over. */
    @PostMapping("/reset")
    StartedOver reset(HttpServletRequest request) {
        String session = body(request).id("sessionId");
        String thread = sessions.thread(session).value();
        limits.message(thread, visitors.address(request));
        reception.take(thread, new ChatFrame.StartOver(UUID.randomUUID().toString()));
        return new StartedOver(session, true);
    }

    private static Fields body(HttpServletRequest request) {
        boolean json = Optional.ofNullable(request.getContentType()).map(MediaType::parseMediaType)
                .filter(MediaType.APPLICATION_JSON::isCompatibleWith).isPresent();
        if (!json) {
            throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send JSON, as application/json");
        }
        return Fields.parse(bytes(request));
    }

    private static byte[] bytes(HttpServletRequest request) {
        try {
            byte[] bytes = request.getInputStream().readNBytes(LONGEST_BODY + 1);
            if (bytes.length > LONGEST_BODY) {
                throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, "At most 1,000,000 bytes are taken");
            }
            return bytes;
        } catch (IOException e) {
            throw new Refused(null, "The request broke off");
        }
    }
}
