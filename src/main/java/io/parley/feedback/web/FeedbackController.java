package io.parley.feedback.web;

import io.parley.channel.ChatSessions;
import io.parley.channel.Person;
import io.parley.channel.ThreadKey;
import io.parley.channel.Vote;
import io.parley.feedback.Verdicts;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes a chat session's verdicts on its answers. */
@RestController
class FeedbackController {
    private final Verdicts verdicts;
    private final ChatSessions sessions;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    FeedbackController(Verdicts verdicts, ChatSessions sessions, TransactionOperations transaction,
            InstantSource clock) {
        this.verdicts = verdicts;
        this.sessions = sessions;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A verdict.
     *
     * @param sessionId the session, unless the header {@code Parley-Session} names it
     * @param vote 1 for up, -1 for down, 0 to take it back
     */
    record Feedback(
            @Pattern(regexp = "(?s).*\\S.*", message = "must name a session") @Size(max = 128, message = "is longer than any session's id") @Nullable String sessionId,
            @NotBlank(message = "must name a message") @Size(max = 18, message = "is longer than any message's id") String messageId,
            @NotNull(message = "must be 1, -1 or 0") @Min(value = -1, message = "must be 1, -1 or 0") @Max(value = 1, message = "must be 1, -1 or 0") Integer vote,
            @Size(max = 2_000, message = "may have at most 2,000 characters") @Nullable String comment) {}

    /** The vote as it was stored. */
    record Taken(String messageId, int vote) {}

    @Operation(summary = "A person's verdict on an answer in their session; 0 takes it back")
    @PostMapping("/api/feedback")
    Taken give(@Valid @RequestBody Feedback feedback,
            @RequestHeader(name = ChatSessions.HEADER, required = false) @Pattern(regexp = "(?s).*\\S.*", message = "must name a session") @Size(max = 128, message = "is longer than any session's id") @Nullable String header)
            throws MissingServletRequestParameterException {
        String session = feedback.sessionId() == null ? header : feedback.sessionId();
        if (session == null) {
            throw new MissingServletRequestParameterException("sessionId", "string");
        }
        sessions.admit(session);
        ThreadKey thread = sessions.thread(session);
        Person visitor = new Person(thread.channel(), thread.value(), null, null);
        Boolean taken = transaction.execute(s -> verdicts.vote(thread, visitor, feedback.messageId(),
                Vote.of(feedback.vote()).orElseThrow(), "api", feedback.comment(), clock.instant()));
        if (!Boolean.TRUE.equals(taken)) {
            throw new ErrorResponseException(HttpStatus.NOT_FOUND, ProblemDetail.forStatusAndDetail(
                    HttpStatus.NOT_FOUND, "messageId names no answer in this session."), null);
        }
        return new Taken(feedback.messageId(), feedback.vote());
    }
}
