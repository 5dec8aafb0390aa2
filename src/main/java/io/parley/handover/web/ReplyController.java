package io.parley.handover.web;

import io.parley.handover.reply.SentReplies;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What agents have said, for those agents; the access rules ask for their password. */
@RestController
class ReplyController {
    private static final String LONG_NAME = "may have at most 100 characters";

    private final SentReplies replies;
    private final Callers callers;

    ReplyController(SentReplies replies, Callers callers) {
        this.callers = callers;
        this.replies = replies;
    }

    /**
     * Other words for what an agent said.
     *
     * @param text what the customer reads from now on
     * @param agent the login of the agent in whose name; the caller's own if absent
     */
    record ReplyChange(
            @NotBlank(message = "must say something") @Size(max = 8_000, message = "may have at most 8,000 characters") String text,
            @Size(max = 100, message = LONG_NAME) @Nullable String agent) {}

    /**
     * A request to take back what an agent said.
     *
     * @param agent the login of the agent in whose name; the caller's own if absent
     */
    record TakingBack(@Size(max = 100, message = LONG_NAME) @Nullable String agent) {}

    @Operation(summary = "Changes an agent's reply at the customer's service, where it can: in chats, not in mail")
    @PostMapping("/api/tickets/{id}/replies/{message}/change")
    ResponseEntity<Void> change(@PathVariable long id, @PathVariable long message,
            @Valid @RequestBody ReplyChange change,
            Principal account) {
        return answered(replies.change(id, message, callers.act(change.agent(), account), change.text()));
    }

    @Operation(summary = "Takes an agent's reply back at the customer's service, where it can: in chats, not in mail")
    @PostMapping("/api/tickets/{id}/replies/{message}/take-back")
    ResponseEntity<Void> takeBack(@PathVariable long id, @PathVariable long message,
            @Valid @RequestBody(required = false) @Nullable TakingBack wish, Principal account) {
        return answered(replies.takeBack(id, message, callers.act(wish == null ? null : wish.agent(), account)));
    }

    private static ResponseEntity<Void> answered(SentReplies.Outcome outcome) {
        return switch (outcome) {
            case DONE -> ResponseEntity.noContent().build();
            case MISSING -> throw problem(HttpStatus.NOT_FOUND, "There is no such reply in that ticket.");
            case OTHERS -> throw problem(HttpStatus.CONFLICT, "Somebody else said that.");
            case FIXED -> throw problem(HttpStatus.CONFLICT,
                    "The customer's channel cannot change what was sent.");
        };
    }

    private static ErrorResponseException problem(HttpStatus status, String why) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, why), null);
    }
}
