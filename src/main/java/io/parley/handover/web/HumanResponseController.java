package io.parley.handover.web;

import io.parley.channel.ChatSessions;
import io.parley.handover.AgentAct;
import io.parley.handover.Ticket;
import io.parley.handover.Tickets;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes agents' answers from programs that know a chat's session and not its ticket. */
@RestController
class HumanResponseController {
    private static final String WHY = "Nothing is published unless somebody has reviewed it.";

    private final ChatSessions sessions;
    private final Tickets tickets;

    HumanResponseController(ChatSessions sessions, Tickets tickets) {
        this.sessions = sessions;
        this.tickets = tickets;
    }

    /**
     * An agent's answer to a chat's customer.
     *
     * @param question the question that it answers, for those who read the request; the ticket has its own
     */
    record HumanResponse(
            @NotBlank(message = "must name a session") @Size(max = 128, message = "is longer than any session's id") String sessionId,
            @Nullable @Size(max = 8_000, message = "may have at most 8,000 characters") String question,
            @NotBlank(message = "must say something") @Size(max = 8_000, message = "may have at most 8,000 characters") String answer) {}

    /**
     * The result of an answer.
     *
     * @param ticket the ticket that it answered
     * @param published whether the FAQ answers such questions with it from now on
     * @param why why it does or does not
     */
    record Result(long ticket, boolean published, String why) {}

    @Operation(summary = "Answers the open ticket of a chat's session")
    @PostMapping("/api/human-response")
    Result answer(@Valid @RequestBody HumanResponse response,
            @RequestHeader(name = "Idempotency-Key", required = false) @Pattern(regexp = "[\\x21-\\x7e]{1,200}", message = "is 1 to 200 visible ASCII characters") @Nullable String idempotencyKey,
            Principal account) {
        Optional<Ticket> ticket = tickets.openIn(sessions.thread(response.sessionId()))
                .flatMap(id -> tickets.reply(id, AgentAct.of(account.getName()), response.answer(), idempotencyKey));
        return ticket.map(answered -> new Result(answered.id(), false, WHY))
                .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND, ProblemDetail.forStatusAndDetail(
                        HttpStatus.NOT_FOUND, "No ticket is open in that session."), null));
    }
}
