package io.parley.handoff.web;

import io.parley.handoff.Ticket;
import io.parley.handoff.TicketConversation;
import io.parley.handoff.TicketResolvedException;
import io.parley.handoff.Tickets;
import io.parley.knowledge.FaqId;
import io.parley.knowledge.Knowledge;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Tickets for agents; the access rules ask for their password. */
@RestController
class TicketController {
    private final Tickets tickets;
    private final Knowledge knowledge;

    TicketController(Tickets tickets, Knowledge knowledge) {
        this.tickets = tickets;
        this.knowledge = knowledge;
    }

    /**
     * A person's reply to a customer.
     *
     * @param text what the customer reads
     * @param agent the name that the customer sees; the account's if absent
     */
    record Reply(
            @NotBlank(message = "must say something") @Size(max = 8_000, message = "may have at most 8,000 characters") String text,
            @Size(max = 100, message = "may have at most 100 characters") @Nullable String agent) {}

    @Operation(summary = "The tickets that are not resolved, the longest waiting first")
    @GetMapping("/api/tickets")
    List<Ticket> unresolved() {
        return tickets.unresolved();
    }

    @Operation(summary = "A ticket with what was said in its conversation, oldest first")
    @GetMapping("/api/tickets/{id}")
    TicketConversation one(@PathVariable long id) {
        return found(id, tickets.find(id));
    }

    @Operation(summary = "Sends a reply to the customer on the customer's own channel; the bot is silent from then on")
    @PostMapping("/api/tickets/{id}/reply")
    Ticket reply(@PathVariable long id, @Valid @RequestBody Reply reply, Principal account) {
        return found(id, tickets.reply(id, agent(reply.agent(), account), reply.text()));
    }

    /**
     * How a ticket ended.
     *
     * @param entry the id of the FAQ entry that would have answered it, if there is one; the bot learns from it
     * @param agent who says so; the account's name if absent
     */
    record Resolution(@Nullable @Size(max = 200, message = "is longer than any entry's id") String entry,
            @Nullable @Size(max = 100, message = "may have at most 100 characters") String agent) {}

    @Operation(summary = "Resolves a ticket and gives the conversation back to the bot; may name the entry that was right")
    @PostMapping("/api/tickets/{id}/resolve")
    Ticket resolve(@PathVariable long id, @Valid @RequestBody(required = false) @Nullable Resolution resolution,
            Principal account) {
        String entry = resolution == null ? null : stripped(resolution.entry());
        if (entry != null && knowledge.entry(new FaqId(entry)).isEmpty()) {
            throw noSuchEntry();
        }
        String agent = agent(resolution == null ? null : resolution.agent(), account);
        return found(id, tickets.resolve(id, agent, entry));
    }

    private static String agent(@Nullable String named, Principal account) {
        return Objects.requireNonNullElse(stripped(named), account.getName());
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static ErrorResponseException noSuchEntry() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
                "entry names no entry of the FAQ.");
        problem.setProperty("field", "entry");
        return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
    }

    @ExceptionHandler
    ProblemDetail resolved(TicketResolvedException resolved) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(resolved.getMessage()));
    }

    private static <T> T found(long id, Optional<T> ticket) {
        return ticket.orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND,
                ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no ticket " + id + "."), null));
    }
}
