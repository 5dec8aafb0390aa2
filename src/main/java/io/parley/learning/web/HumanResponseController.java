package io.parley.learning.web;

import io.parley.channel.ChatSessions;
import io.parley.handover.AgentAct;
import io.parley.handover.Ticket;
import io.parley.handover.Tickets;
import io.parley.learning.TicketLessons;
import io.parley.learning.TicketLessons.Given;
import io.parley.learning.suggestion.Learned;
import io.parley.security.Agents;
import io.parley.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes agents' answers from programs that know a chat's session and not its ticket, and teaches them to the FAQ. */
@RestController
class HumanResponseController {
    private static final int MOST_WAYS = 20;

    private final ChatSessions sessions;
    private final Tickets tickets;
    private final TicketLessons lessons;
    private final Agents agents;

    HumanResponseController(ChatSessions sessions, Tickets tickets, TicketLessons lessons, Agents agents) {
        this.agents = agents;
        this.sessions = sessions;
        this.tickets = tickets;
        this.lessons = lessons;
    }

    /**
     * An agent's answer to a chat's customer.
     *
     * @param question the question that it answers; the ticket's own if absent
     * @param ways other ways to ask it
     */
    record HumanResponse(
            @NotBlank(message = "must name a session") @Size(max = 128, message = "is longer than any session's id") String sessionId,
            @Nullable @Size(max = 8_000, message = "may have at most 8,000 characters") String question,
            @NotBlank(message = "must say something") @Size(max = 8_000, message = "may have at most 8,000 characters") String answer,
            @Nullable @Size(max = MOST_WAYS, message = "may be at most 20") List<@NotBlank(message = "must say something") @Size(max = 500, message = "may have at most 500 characters") String> ways) {}

    /**
     * The result of an answer.
     *
     * @param ticketId the ticket that it answered
     * @param published whether the FAQ answers such questions with it from now on
     * @param why why it does or does not
     * @param entryId the entry that answers it, or says something else; null when there is none
     * @param suggestion what somebody has to review, or has reviewed; null when there is nothing
     */
    record HumanResponseResult(long ticketId, boolean published, String why, @Nullable String entryId,
            @Nullable Long suggestion) {}

    @Operation(summary = "Answers the open ticket of a chat's session, and teaches the answer to the FAQ")
    @PostMapping("/api/human-response")
    HumanResponseResult answer(@Valid @RequestBody HumanResponse response,
            @RequestHeader(name = "Idempotency-Key", required = false) @Pattern(regexp = "[\\x21-\\x7e]{1,200}", message = "is 1 to 200 visible ASCII characters") @Nullable String idempotencyKey,
            Principal account) {
        Optional<Ticket> ticket = tickets.openIn(sessions.thread(response.sessionId()))
                .flatMap(id -> agents.caller(account).flatMap(
                        by -> tickets.reply(id, AgentAct.of(by), response.answer(), idempotencyKey)));
        return ticket.map(answered -> taught(answered.id(), response, account))
                .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND, ProblemDetail.forStatusAndDetail(
                        HttpStatus.NOT_FOUND, "No ticket is open in that session."), null));
    }

    private HumanResponseResult taught(long ticket, HumanResponse response, Principal account) {
        Learned learned = lessons.teach(
                new Given(ticket, response.question(), Objects.requireNonNullElse(response.ways(), List.of()),
                        response.answer()),
                Scope.FAQ_WRITE.isOf(account) ? account.getName() : null);
        return new HumanResponseResult(ticket, learned.isPublished(), why(learned.outcome()), learned.entry(),
                learned.suggestion());
    }

    private static String why(Learned.Outcome outcome) {
        return switch (outcome) {
            case PUBLISHED -> "The FAQ answers such questions with it.";
            case NOTHING -> "Nothing is asked, or the answer says nothing that could help others.";
            case UNAPPROVED -> "Nothing is published unless somebody who may write the FAQ has reviewed it.";
            case CONTRADICTS -> "The FAQ says something else to this question.";
            case PRIVATE -> "The answer reads like something that was done for one customer.";
            case MARKED -> "Words in it may be somebody's, or stand for what was taken out.";
            case STEALS -> "It takes questions from entries that answer them well.";
            case LOSES -> "Questions go wrong with it whose right entry is known.";
            case KNOWN -> "The FAQ has an entry for it already.";
            case DISMISSED -> "Somebody dismissed the same before.";
        };
    }
}
