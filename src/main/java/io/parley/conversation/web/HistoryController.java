package io.parley.conversation.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.channel.ChatSessions;
import io.parley.channel.Person;
import io.parley.channel.ThreadKey;
import io.parley.conversation.History;
import io.parley.conversation.HistoryEntry;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A chat session's history, for the holder of the session's id. */
@RestController
class HistoryController {
    private static final String NOT_ISSUED = "The server issued no such session. Only a history of one that it issued can be"
            + " read, since an id of one's own making can be guessed: POST /api/chat without sessionId gives one.";

    private final History history;
    private final ChatSessions sessions;

    HistoryController(History history, ChatSessions sessions) {
        this.history = history;
        this.sessions = sessions;
    }

    /** The messages of a session since its last reset, oldest first. */
    record Messages(@JsonProperty("turns") List<HistoryEntry> messages) {}

    @Operation(summary = "The messages of a session that the server issued")
    @GetMapping("/api/chat/history")
    ResponseEntity<Messages> history(
            @RequestParam(name = "sessionId", required = false) @Pattern(regexp = "(?s).*\\S.*", message = "must name a session") @Size(max = 128, message = "is longer than any session's id") @Nullable String parameter,
            @RequestHeader(name = ChatSessions.HEADER, required = false) @Pattern(regexp = "(?s).*\\S.*", message = "must name a session") @Size(max = 128, message = "is longer than any session's id") @Nullable String header)
            throws MissingServletRequestParameterException {
        String sessionId = parameter == null ? header : parameter;
        if (sessionId == null) {
            throw new MissingServletRequestParameterException("sessionId", "string");
        }
        sessions.admit(sessionId);
        if (!sessions.isIssued(sessionId)) {
            throw new ErrorResponseException(HttpStatus.NOT_FOUND,
                    ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, NOT_ISSUED), null);
        }
        ThreadKey thread = sessions.thread(sessionId);
        Person visitor = new Person(thread.channel(), thread.value(), null, null);
        return ResponseEntity.ok().header("Cache-Control", "no-store").body(new Messages(history.of(thread, visitor)));
    }
}
