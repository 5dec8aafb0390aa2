package io.parley.channel.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.channel.AnswerSource;
import io.parley.channel.ChatSessions;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.OutboundMessage;
import io.parley.channel.web.access.ChatLimits;
import io.parley.channel.web.access.WebSettings;
import io.parley.security.ClientAddresses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
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
    /** The largest body that is read: a text that is too long gets an error of its own, a larger body is not read. */
    private static final int LONGEST_BODY = 1_000_000;
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final WebSessions sessions;
    private final WebReception reception;
    private final PendingReplies replies;
    private final ChatLimits limits;
    private final ClientAddresses visitors;
    private final WebSettings settings;
    private final InstantSource clock;

    ChatController(WebSessions sessions, WebReception reception, PendingReplies replies, ChatLimits limits,
            ClientAddresses visitors,
            WebSettings settings, InstantSource clock) {
        this.clock = clock;
        this.sessions = sessions;
        this.reception = reception;
        this.replies = replies;
        this.limits = limits;
        this.visitors = visitors;
        this.settings = settings;
    }

    /** The body of a question. It is read field by field, so that an error can name the wrong field. */
    record Asked(@Nullable String sessionId, String message, @Nullable String clientMessageId) {}

    /** Which conversation is meant. */
    record Named(String sessionId) {}

    /** An answer as callers get it. */
    record Reply(String sessionId, String conversationId, String messageId, String reply, String source,
            @Nullable Double confidence, boolean needsHuman, List<Choice> choices, List<Citation> citations) {
        static Reply of(String session, OutboundMessage answer) {
            return new Reply(session, answer.conversationId(), answer.messageId(), answer.text(),
                    answer.source().word(), answer.confidence(), answer.source() == AnswerSource.HANDOFF,
                    answer.choices(),
                    answer.citations());
        }
    }

    /**
     * The answer is still being looked for, or a person has the conversation; the session's history will have it.
     *
     * @param messageId the question's {@code clientMessageId}
     * @param sessionId the session, if the server issued it for this question
     */
    record StillPending(boolean pending, String messageId,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sessionId) {}

    /** The confirmation that a session was reset: earlier messages no longer count. */
    record StartedOver(String sessionId, boolean reset) {}

    /**
     * Asks a question and waits for its answer. Without a {@code sessionId} the server issues one, whose history can be read.
     * The same {@code clientMessageId} again, in the same session, gives the same answer.
     */
    @Operation(summary = "Asks a question and waits for its answer, 25 seconds at most; without a sessionId the server issues one, with which the history can be read", requestBody = @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Asked.class))), responses = {
            @ApiResponse(responseCode = "200", description = "The answer", content = @Content(schema = @Schema(implementation = Reply.class))),
            @ApiResponse(responseCode = "202", description = "The answer comes later", content = @Content(schema = @Schema(implementation = StillPending.class)))})
    @PostMapping
    DeferredResult<ResponseEntity<Object>> ask(HttpServletRequest request) {
        JsonFields fields = body(request);
        Optional<String> given = session(fields, request);
        String text = fields.text("message");
        String id = fields.optionalId("clientMessageId").orElseGet(() -> UUID.randomUUID().toString());
        String address = visitors.address(request);
        String session = given.orElseGet(() -> issue(address));
        String thread = sessions.thread(session).value();
        limits.message(thread, address, text.length());
        given.ifPresent(known -> sessions.keep(known, clock.instant()));
        return answer(new Waiting(session, thread, id, given.isEmpty()), text, address);
    }

    /** Within what one address may open. */
    private String issue(String address) {
        limits.session(address);
        return sessions.issue(clock.instant()).id();
    }

    /**
     * A question that waits for its answer.
     *
     * @param issued whether the session is new to the caller
     */
    private record Waiting(String session, String thread, String id, boolean issued) {
        ResponseEntity<Object> answered(WebMessage answer) {
            return ResponseEntity.ok(Reply.of(session, Frames.answer(answer.payload())));
        }

        ResponseEntity<Object> pending() {
            return ResponseEntity.status(HttpStatus.ACCEPTED)
                    .body(new StillPending(true, id, issued ? session : null));
        }
    }

    private DeferredResult<ResponseEntity<Object>> answer(Waiting asked, String text, String address) {
        Duration wait = settings.waitForAnswer();
        DeferredResult<ResponseEntity<Object>> result = new DeferredResult<>(wait.plus(MARGIN).toMillis(),
                asked::pending);
        Runnable store = () -> reception.take(asked.thread(), new ChatFrame.Say(asked.id(), text), address);
        replies.await(asked.thread(), WebNames.message(asked.thread(), asked.id()), wait, store)
                .thenAccept(answer -> result.setResult(answer.map(asked::answered).orElseGet(asked::pending)))
                .exceptionally(failure -> {
                    result.setErrorResult(failure);
                    return null;
                });
        return result;
    }

    /** Starts the conversation over. */
    @Operation(summary = "Starts the conversation over: what was said so far is not used any more", requestBody = @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Named.class))))
    @PostMapping("/reset")
    StartedOver reset(HttpServletRequest request) {
        String session = session(body(request), request)
                .orElseThrow(() -> new InvalidRequest("sessionId", "sessionId is missing"));
        String thread = sessions.thread(session).value();
        String address = visitors.address(request);
        limits.message(thread, address, 0);
        reception.take(thread, new ChatFrame.StartOver(UUID.randomUUID().toString()), address);
        return new StartedOver(session, true);
    }

    /** The session of the body, or else of the header. */
    private static Optional<String> session(JsonFields fields, HttpServletRequest request) {
        String header = request.getHeader(ChatSessions.HEADER);
        return fields.optionalId("sessionId").or(() -> header == null
                ? Optional.empty()
                : JsonFields.ofText("sessionId", header).optionalId("sessionId"));
    }

    private static JsonFields body(HttpServletRequest request) {
        boolean json = Optional.ofNullable(request.getContentType()).map(MediaType::parseMediaType)
                .filter(MediaType.APPLICATION_JSON::isCompatibleWith).isPresent();
        if (!json) {
            throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send JSON, as application/json");
        }
        return JsonFields.parse(bytes(request));
    }

    private static byte[] bytes(HttpServletRequest request) {
        try {
            byte[] bytes = request.getInputStream().readNBytes(LONGEST_BODY + 1);
            if (bytes.length > LONGEST_BODY) {
                throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, "At most 1,000,000 bytes are taken");
            }
            return bytes;
        } catch (IOException e) {
            throw new InvalidRequest(null, "The request broke off");
        }
    }
}
