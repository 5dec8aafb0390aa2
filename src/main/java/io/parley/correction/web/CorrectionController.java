package io.parley.correction.web;

import io.parley.correction.Correction;
import io.parley.correction.Correction.Progress;
import io.parley.correction.Corrections;
import io.parley.correction.Recipient;
import io.parley.correction.Recipient.Unreached;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells customers what is right who got an entry's wrong answer; the access rules ask for a password. */
@RestController
class CorrectionController {
    private static final int MAX_LISTED = 200;
    private static final int MAX_TEXT = 20_000;
    private static final int MAX_CHOSEN = 1_000;

    private final Corrections corrections;

    CorrectionController(Corrections corrections) {
        this.corrections = corrections;
    }

    /**
     * Whom to tell what.
     *
     * @param text what is right; what the entry says if absent
     * @param conversations those that are told; all if absent
     */
    record Sending(@Nullable @Size(max = MAX_TEXT, message = "may have at most 20,000 characters") String text,
            @Nullable @Size(max = MAX_CHOSEN, message = "may be at most 1,000") List<Long> conversations) {}

    /**
     * A conversation that got the wrong answer.
     *
     * @param state open, due, sent, failed or unreached
     * @param why why nobody can be reached there
     */
    record CorrectedConversation(long conversation, String channel, Instant at, String state, @Nullable String why) {}

    /**
     * A correction as it stands.
     *
     * @param revision the entry's, from which on it is right
     * @param text what customers are told
     * @param got how many conversations got the wrong answer
     * @param conversations some of them, in the order of their ids
     * @param next what to ask for as {@code after} to see those behind them; null when there are none
     */
    record ShownCorrection(long id, String entry, int revision, String text, int got, Progress progress,
            List<CorrectedConversation> conversations, @Nullable Long next) {}

    @Operation(summary = "The conversations that got an entry's wrong answer, by its newest correction", description = "At most 200 at once.")
    @GetMapping("/api/corrections/{entry}")
    ShownCorrection show(@PathVariable String entry,
            @RequestParam(defaultValue = "0") @PositiveOrZero(message = "is 0 or more") long after) {
        return shown(found(entry), after);
    }

    @Operation(summary = "Tells conversations what is right, each once", description = "The first 50 are told at once, the others within the next minutes. The same call again tells those that were not told yet.")
    @PostMapping("/api/corrections/{entry}")
    ShownCorrection send(@PathVariable String entry, @Valid @RequestBody(required = false) @Nullable Sending sending,
            Principal account) {
        Correction correction = found(entry);
        String given = sending == null ? null : sending.text();
        String text = given == null ? correction.told() : given.strip();
        if (text.isBlank()) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST,
                    "text must say something.");
            problem.setProperty("field", "text");
            throw new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
        }
        return shown(corrections.send(correction.id(), text, sending == null ? null : sending.conversations(),
                account.getName()).orElse(correction), 0);
    }

    private Correction found(String entry) {
        return corrections.newestOf(entry).orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND,
                ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND,
                        "No entry of that id was changed as wrong."),
                null));
    }

    private ShownCorrection shown(Correction one, long after) {
        List<Recipient> found = corrections.recipients(one.id(), after, MAX_LISTED + 1);
        List<Recipient> some = found.stream().limit(MAX_LISTED).toList();
        return new ShownCorrection(one.id(), one.entry(), one.revision(), one.told(), corrections.count(one.id()),
                one.progress(), some.stream().map(CorrectionController::listed).toList(),
                found.size() > MAX_LISTED ? some.getLast().conversation() : null);
    }

    private static CorrectedConversation listed(Recipient one) {
        Unreached why = one.why();
        return new CorrectedConversation(one.conversation(), one.channel(), one.at(), one.state().word(),
                why == null ? null : why.word());
    }
}
