package io.parley.handover.web;
import io.parley.handover.AgentAct;
import io.parley.handover.Ending;
import io.parley.handover.Ticket;
import io.parley.handover.Ticket.Listed;
import io.parley.handover.TicketConversation;
import io.parley.handover.TicketPage;
import io.parley.handover.Tickets;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.faq.FaqId;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tickets for agents; the access rules ask for their password. */
@RestController
class TicketController {
    private static final String LONG_NAME = "may have at most 100 characters";
    private static final String AN_ID = "is a ticket's id";
    private static final String LIMIT = "is a whole number from 1 to " + Tickets.MOST_LISTED;

    private final Tickets tickets;
    private final Knowledge knowledge;
    private final Callers callers;

    TicketController(Tickets tickets, Knowledge knowledge, Callers callers) {
        this.callers = callers;
        this.tickets = tickets;
        this.knowledge = knowledge;
    }

    /**
     * A person's reply to a customer.
     *
     * @param text what the customer reads
     * @param agent the login of the agent in whose name; the caller's own if absent
     * @param takeOver whether it is sent, and the ticket becomes theirs, though another agent has it
     * @param revision the ticket's revision that the agent has seen; nothing is sent if it has changed
     */
    record TicketReply(
            @NotBlank(message = "must say something") @Size(max = 8_000, message = "may have at most 8,000 characters") String text,
            @Size(max = 100, message = LONG_NAME) @Nullable String agent, @Nullable Boolean takeOver,
            @Nullable Integer revision) {}

    /**
     * A request to take a ticket or give it back.
     *
     * @param agent the login of the agent in whose name; the caller's own if absent
     * @param takeOver whether they do it though another agent has it
     * @param revision the ticket's revision that they have seen; nothing is done if it has changed
     */
    record Act(@Size(max = 100, message = LONG_NAME) @Nullable String agent, @Nullable Boolean takeOver,
            @Nullable Integer revision) {}

    /**
     * A request to give a ticket to an agent.
     *
     * @param to the agent's login
     * @param takeOver whether it is given though another agent has it
     * @param revision the ticket's revision that the caller has seen; nothing is done if it has changed
     */
    record Assignment(@NotBlank(message = "is an agent's login") @Size(max = 100, message = LONG_NAME) String to,
            @Nullable Boolean takeOver, @Nullable Integer revision) {}

    /**
     * How a ticket ended.
     *
     * @param entry the id of the FAQ entry that would have answered it, if there is one; the bot learns from it
     * @param agent the login of the agent in whose name; the caller's own if absent
     * @param revision the ticket's revision that they have seen; nothing is done if it has changed
     * @param ask whether the customer is asked how it was; true if absent
     */
    record Resolution(@Nullable @Size(max = 200, message = "is longer than any entry's id") String entry,
            @Nullable @Size(max = 100, message = LONG_NAME) String agent, @Nullable Integer revision,
            @Nullable Boolean ask) {}

    @Operation(summary = "Tickets by state and age: the newest first, or with after the oldest first", description = "The header Link has the address of the next page, if there is one.")
    @GetMapping("/api/tickets")
    ResponseEntity<List<Ticket>> list(
            @RequestParam(defaultValue = "open") @Pattern(regexp = "open|waiting|taken|resolved", message = "is open, waiting, taken or resolved") String state,
            @RequestParam(required = false) @Positive(message = AN_ID) @Nullable Long before,
            @RequestParam(required = false) @PositiveOrZero(message = AN_ID) @Nullable Long after,
            @RequestParam(defaultValue = "100") @Min(value = 1, message = LIMIT) @Max(value = Tickets.MOST_LISTED, message = LIMIT) int limit) {
        Listed listed = Listed.valueOf(state.toUpperCase(Locale.ROOT));
        if (after == null) {
            return page(tickets.before(listed, Objects.requireNonNullElse(before, Long.MAX_VALUE), limit), state,
                    "before", limit);
        }
        if (before != null) {
            throw wrong("after", "cannot go with before");
        }
        return page(tickets.after(listed, after, limit), state, "after", limit);
    }

    private static ResponseEntity<List<Ticket>> page(TicketPage page, String state, String direction, int limit) {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (page.hasMore()) {
            response.header(HttpHeaders.LINK, "</api/tickets?state=%s&%s=%d&limit=%d>; rel=\"next\"".formatted(state,
                    direction, page.tickets().getLast().id(), limit));
        }
        return response.body(page.tickets());
    }

    @Operation(summary = "A ticket with what was said in its conversation, oldest first")
    @GetMapping("/api/tickets/{id}")
    TicketConversation one(@PathVariable long id) {
        return found(id, tickets.find(id).map(TicketConversation::withWordsOnly));
    }

    @Operation(summary = "Sends a reply to the customer on the customer's own channel; the bot is silent from then on")
    @PostMapping("/api/tickets/{id}/reply")
    Ticket reply(@PathVariable long id, @Valid @RequestBody TicketReply reply,
            @RequestHeader(name = "Idempotency-Key", required = false) @Pattern(regexp = "[\\x21-\\x7e]{1,200}", message = "is 1 to 200 visible ASCII characters") @Nullable String idempotencyKey,
            Principal account) {
        AgentAct act = callers.act(reply.agent(), account).with(reply.takeOver(), reply.revision());
        return found(id, tickets.reply(id, act, reply.text(), idempotencyKey));
    }

    @Operation(summary = "Takes a ticket: the customer is told who has it, and the bot is silent from then on")
    @PostMapping("/api/tickets/{id}/take")
    Ticket take(@PathVariable long id, @Valid @RequestBody(required = false) @Nullable Act act, Principal account) {
        return act(id, act, account, tickets::take);
    }

    @Operation(summary = "Gives a ticket to an agent of the desk, who has some minutes to begin")
    @PostMapping("/api/tickets/{id}/assign")
    Ticket assign(@PathVariable long id, @Valid @RequestBody Assignment assignment, Principal account) {
        AgentAct act = callers.act(null, account).with(assignment.takeOver(), assignment.revision());
        return found(id, tickets.assign(id, act, assignment.to()));
    }

    @Operation(summary = "Gives the conversation back to the bot, with nothing solved")
    @PostMapping("/api/tickets/{id}/hand-back")
    Ticket handBack(@PathVariable long id, @Valid @RequestBody(required = false) @Nullable Act act,
            Principal account) {
        return act(id, act, account, tickets::handBack);
    }

    @Operation(summary = "Resolves a ticket and gives the conversation back to the bot; may name the entry that was right")
    @PostMapping("/api/tickets/{id}/resolve")
    Ticket resolve(@PathVariable long id, @Valid @RequestBody(required = false) @Nullable Resolution resolution,
            Principal account) {
        Resolution said = Objects.requireNonNullElse(resolution, new Resolution(null, null, null, null));
        String entry = stripped(said.entry());
        if (entry != null && knowledge.entry(new FaqId(entry)).isEmpty()) {
            throw wrong("entry", "names no entry of the FAQ");
        }
        return found(id, tickets.resolve(id, callers.act(said.agent(), account).with(true, said.revision()),
                new Ending(entry, !Boolean.FALSE.equals(said.ask()))));
    }

    private Ticket act(long id, @Nullable Act act, Principal account,
            BiFunction<Long, AgentAct, Optional<Ticket>> does) {
        Act said = Objects.requireNonNullElse(act, new Act(null, null, null));
        return found(id, does.apply(id, callers.act(said.agent(), account).with(said.takeOver(), said.revision())));
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static ErrorResponseException wrong(String field, String message) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, field + " " + message + ".");
        problem.setProperty("field", field);
        return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
    }

    private static <T> T found(long id, Optional<T> ticket) {
        return ticket.orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND,
                ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no ticket " + id + "."), null));
    }
}
