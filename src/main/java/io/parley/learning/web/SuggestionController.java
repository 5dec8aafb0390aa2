package io.parley.learning.web;

import io.parley.knowledge.faq.FaqId;
import io.parley.learning.replay.Effect;
import io.parley.learning.suggestion.Publisher;
import io.parley.learning.suggestion.Publisher.As;
import io.parley.learning.suggestion.Publisher.Assent;
import io.parley.learning.suggestion.Publisher.Wish;
import io.parley.learning.suggestion.Suggestion;
import io.parley.learning.suggestion.Suggestion.Resemblance;
import io.parley.learning.suggestion.Suggestion.Source;
import io.parley.learning.suggestion.Suggestion.Wording;
import io.parley.learning.suggestion.Suggestions;
import io.parley.learning.suggestion.Suggestions.Outcome;
import io.parley.learning.suggestion.Suggestions.Review;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

/** Suggestions for the FAQ, and decisions on them; the access rules ask for a password. */
@RestController
class SuggestionController {
    private static final int MOST = 100;
    private static final int MOST_WAYS = 50;
    private static final int LONGEST_QUESTION = 500;
    private static final int LONGEST_ANSWER = 20_000;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_EFFECT = 64;
    private static final String LONG_QUESTION = "may have at most 500 characters";

    private final Suggestions suggestions;
    private final Publisher publisher;

    SuggestionController(Suggestions suggestions, Publisher publisher) {
        this.suggestions = suggestions;
        this.publisher = publisher;
    }

    /** A suggestion as a list has it. */
    record ListedSuggestion(long id, String kind, Wording wording, @Nullable Resemblance near, int support,
            Reviewed review,
            Instant at) {}

    /**
     * What a reviewer needs.
     *
     * @param marks words that may be somebody's name, and what stands for what was taken out
     * @param privateAct whether it reads like something that was done for one customer
     * @param sources the tickets from which it comes
     */
    record Reviewed(List<String> marks, boolean privateAct, List<Source> sources) {}

    /**
     * A decision to let the bot answer with it.
     *
     * @param question in the place of its own; its own if absent
     * @param looked whether the marked words are nobody's name
     * @param consent to what a refusal said of known questions; null to none
     */
    record Publication(@Nullable @Size(max = LONGEST_QUESTION, message = LONG_QUESTION) String question,
            @Nullable @Size(max = LONGEST_ANSWER, message = "may have at most 20,000 characters") String answer,
            @Nullable @Size(max = MOST_WAYS, message = "may be at most 50") List<@NotBlank(message = "must say something") @Size(max = LONGEST_QUESTION, message = LONG_QUESTION) String> ways,
            @Nullable Boolean looked, @Valid @Nullable Consent consent) {}

    /**
     * The consent to what a decision does to known questions.
     *
     * @param effect as the refusal named it
     * @param reason why questions may go wrong whose right entry is known
     */
    record Consent(
            @Nullable @Size(max = LONGEST_EFFECT, message = "is longer than any effect's name") String effect,
            @Nullable @Size(max = LONGEST_REASON, message = "may have at most 500 characters") String reason) {
        private static Assent of(@Nullable Publication publication) {
            Consent given = publication == null ? null : publication.consent();
            return given == null ? Assent.NONE : new Assent(given.effect(), given.reason());
        }
    }

    /**
     * A decision to make it part of an entry.
     *
     * @param replace whether its answer takes the place of the entry's
     */
    record Attachment(
            @NotBlank(message = "names an entry") @Size(max = FaqId.MAX_LENGTH, message = "is longer than any entry's id") String entry,
            @Nullable Boolean replace, @Valid @Nullable Publication wording) {}

    /** A decision to let nothing become of it. */
    record Dismissal(
            @Nullable @Size(max = LONGEST_REASON, message = "may have at most 500 characters") String reason) {}

    /** What became of it. */
    record Decided(long id, String decision) {}

    @Operation(summary = "Suggestions that wait for a decision, those with the most support first")
    @GetMapping("/api/suggestions")
    List<ListedSuggestion> list(@RequestParam(defaultValue = "0") @PositiveOrZero(message = "is 0 or more") int skip,
            @RequestParam(defaultValue = "20") @Min(value = 1, message = "is a whole number from 1 to 100") @Max(value = MOST, message = "is a whole number from 1 to 100") int limit) {
        return suggestions.open(skip, limit).stream().map(this::listed).toList();
    }

    private ListedSuggestion listed(Suggestion one) {
        return new ListedSuggestion(one.id(), one.kind().word(), one.wording(), one.near(), one.support(),
                new Reviewed(one.care().marks(), one.care().isPrivateAct(), suggestions.sources(one.id())), one.at());
    }

    @Operation(summary = "Lets the bot answer such questions with a suggestion, as it is or as reworded")
    @PostMapping("/api/suggestions/{id}/publish")
    Decided publish(@PathVariable long id, @Valid @RequestBody(required = false) @Nullable Publication publication,
            Principal account) {
        return decided(id, "published", with(id, publication, account, As.ENTRY, null));
    }

    @Operation(summary = "Makes a suggestion's questions ways to ask for an entry, or its answer the entry's")
    @PostMapping("/api/suggestions/{id}/attach")
    Decided attach(@PathVariable long id, @Valid @RequestBody Attachment attachment, Principal account) {
        FaqId entry = new FaqId(attachment.entry().strip());
        As as = Boolean.TRUE.equals(attachment.replace()) ? As.ANSWER : As.WAYS;
        return decided(id, "attached", with(id, attachment.wording(), account, as, entry));
    }

    @Operation(summary = "Lets nothing become of a suggestion; the same is not suggested again")
    @PostMapping("/api/suggestions/{id}/dismiss")
    Decided dismiss(@PathVariable long id, @Valid @RequestBody(required = false) @Nullable Dismissal dismissal,
            Principal account) {
        Outcome outcome = suggestions.dismiss(id, dismissal == null ? null : dismissal.reason(), account.getName());
        return decided(id, "dismissed", new Publisher.Decided(outcome, null));
    }

    private Publisher.Decided with(long id, @Nullable Publication edited, Principal account, As as,
            @Nullable FaqId entry) {
        return suggestions.find(id)
                .map(one -> new Review(id, wording(one.wording(), edited),
                        edited != null && Boolean.TRUE.equals(edited.looked()), account.getName()))
                .map(review -> publisher.decide(new Wish(review, as, entry), Consent.of(edited)))
                .orElse(new Publisher.Decided(Outcome.GONE, null));
    }

    private static Wording wording(Wording own, @Nullable Publication edited) {
        return edited == null
                ? own
                : new Wording(text(edited.question(), own.question()), text(edited.answer(), own.answer()),
                        Objects.requireNonNullElse(edited.ways(), own.ways()).stream().map(String::strip).toList(),
                        own.language());
    }

    private static String text(@Nullable String edited, String own) {
        return edited == null || edited.isBlank() ? own : edited.strip();
    }

    private static Decided decided(long id, String decision, Publisher.Decided decided) {
        return switch (decided.outcome()) {
            case DONE -> new Decided(id, decision);
            case GONE -> throw problem(HttpStatus.NOT_FOUND, "There is nothing here.", null);
            case MARKED -> throw problem(HttpStatus.CONFLICT,
                    "Words are marked that may be somebody's. Reword it, or say that you looked.", "looked");
            case PRIVATE -> throw problem(HttpStatus.CONFLICT,
                    "The answer reads like something that was done for one customer. Write the rule.", "answer");
            case TAKEN -> throw problem(HttpStatus.CONFLICT, "The bot answers this question already.", "question");
            case NO_ENTRY -> throw problem(HttpStatus.BAD_REQUEST, "entry names no entry that the bot answers with.",
                    "entry");
            case STEALS ->
                throw refused("It takes questions from entries that answer them well. Name the effect to do it"
                        + " all the same.", "consent.effect", decided.effect());
            case LOSES ->
                throw refused("Questions go wrong whose right entry is known. Name the effect and a reason to do"
                        + " it all the same.", "consent.reason", decided.effect());
        };
    }

    private static ErrorResponseException refused(String detail, String field, @Nullable Effect effect) {
        ErrorResponseException refused = problem(HttpStatus.CONFLICT, detail, field);
        if (effect != null) {
            refused.getBody().setProperty("effect", effect.key());
            refused.getBody().setProperty("stolen", some(effect.stolen()));
            refused.getBody().setProperty("lost", some(effect.lost()));
        }
        return refused;
    }

    private static List<Effect.Moved> some(List<Effect.Moved> questions) {
        return questions.stream().limit(MOST).toList();
    }

    private static ErrorResponseException problem(HttpStatus status, String detail, @Nullable String field) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        if (field != null) {
            problem.setProperty("field", field);
        }
        return new ErrorResponseException(status, problem, null);
    }
}
