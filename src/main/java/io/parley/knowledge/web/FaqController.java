package io.parley.knowledge.web;

import io.parley.knowledge.FaqDesk;
import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.EntryFilter;
import io.parley.knowledge.faq.EntryFilter.Only;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqEntry.State;
import io.parley.knowledge.faq.FaqId;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** The FAQ for programs that keep it: they read, write and try its entries. */
@RestController
class FaqController {
    private static final int MOST_LISTED = 200;
    private static final String LIMIT = "is a whole number from 1 to " + MOST_LISTED;
    private static final String FILTER = "has at most 200 characters";

    private final FaqDesk faq;
    private final FaqTrial trial;

    FaqController(FaqDesk faq, FaqTrial trial) {
        this.faq = faq;
        this.trial = trial;
    }

    @Operation(summary = "Entries of the FAQ in the order of their ids", description = "The header Link has the address of the next page, if there is one.")
    @GetMapping("/api/faq")
    ResponseEntity<List<EntryJson>> list(@RequestParam(defaultValue = "") @Size(max = 200, message = FILTER) String q,
            @RequestParam(defaultValue = "used") @Pattern(regexp = "used|published|draft|retired", message = "is used, published, draft or retired") String state,
            @RequestParam(defaultValue = "") @Size(max = 35, message = "is an IETF tag") String language,
            @RequestParam(defaultValue = "") @Size(max = 200, message = FILTER) String category,
            @RequestParam(defaultValue = "all") @Pattern(regexp = "all|doubtful|unused|overdue|contradicts", message = "is all, doubtful, unused, overdue or contradicts") String only,
            @RequestParam(defaultValue = "") @Size(max = FaqId.MAX_LENGTH, message = "is an entry's id") String after,
            @RequestParam(defaultValue = "50") @Min(value = 1, message = LIMIT) @Max(value = MOST_LISTED, message = LIMIT) int limit) {
        EntryFilter wanted = new EntryFilter(q.strip(), states(state), language, category,
                Only.named(only).orElse(Only.ALL));
        List<FaqEntry> found = faq.page(wanted, after, limit + 1);
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        List<FaqEntry> shown = found.subList(0, Math.min(limit, found.size()));
        if (found.size() > limit) {
            response.header(HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(UriComponentsBuilder.fromPath("/api/faq")
                    .queryParam("q", "{q}").queryParam("state", "{state}").queryParam("language", "{language}")
                    .queryParam("category", "{category}").queryParam("only", "{only}").queryParam("after", "{after}")
                    .queryParam("limit", limit).encode()
                    .buildAndExpand(q, state, language, category, only, shown.getLast().id().value())));
        }
        return response.body(shown.stream().map(EntryJson::of).toList());
    }

    private static Set<State> states(String word) {
        return word.equals("used") ? EntryFilter.IN_USE : Set.of(State.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    @Operation(summary = "An entry with all ways to ask it")
    @GetMapping("/api/faq/{id}")
    EntryJson one(@PathVariable String id) {
        return EntryJson.of(found(id));
    }

    @Operation(summary = "Adds an entry; without an id it gets one of its question")
    @PostMapping("/api/faq")
    ResponseEntity<EntryJson> add(@Valid @RequestBody EntryJson entry, Principal account) {
        EntryContent wanted = entry.onto(EntryJson.none(entry.newId()), 0);
        FaqEntry added = faq.add(wanted, account.getName()).orElseThrow(() -> conflict(
                "There is an entry with this id or question already: " + wanted.entry().id() + ".",
                faq.find(wanted.entry().id())));
        return ResponseEntity.created(URI.create("/api/faq/" + UriUtils.encodePathSegment(added.id().value(),
                StandardCharsets.UTF_8))).body(EntryJson.of(found(added.id().value())));
    }

    @Operation(summary = "Puts an entry in the place of one that was read at the revision that it names")
    @PutMapping("/api/faq/{id}")
    EntryJson save(@PathVariable String id, @Valid @RequestBody EntryJson entry, Principal account) {
        EntryContent before = found(id);
        if (entry.revision() == null) {
            throw EntryJson.wrong("revision", "must be the one that was read");
        }
        EntryContent wanted = entry.onto(before.entry(), entry.revision());
        Reason why = Boolean.TRUE.equals(entry.wasWrong()) ? Reason.WRONG : Reason.CHANGED;
        return faq.save(wanted, account.getName(), why).map(saved -> EntryJson.of(found(id)))
                .orElseThrow(() -> conflict("Somebody else changed the entry in the meantime.",
                        faq.find(before.entry().id())));
    }

    /** A question to try an entry with. */
    record Tried(
            @NotBlank(message = "must ask something") @Size(max = 500, message = "has at most 500 characters") String question) {}

    @Operation(summary = "The entries that a question would find, and what the bot would do with each; nothing is said to anybody")
    @PostMapping("/api/faq/{id}/try")
    FaqTrial.TrialResult tried(@PathVariable String id, @Valid @RequestBody Tried tried) {
        return trial.of(found(id).entry().id(), tried.question());
    }

    private EntryContent found(String id) {
        return Optional.of(id).filter(one -> !one.isBlank() && one.length() <= FaqId.MAX_LENGTH)
                .flatMap(one -> faq.find(new FaqId(one)))
                .orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND, ProblemDetail.forStatusAndDetail(
                        HttpStatus.NOT_FOUND, "The FAQ has no entry of that id."), null));
    }

    /** A 409 with the entry as it is now, so that the caller can decide. */
    private static ErrorResponseException conflict(String detail, Optional<EntryContent> now) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, detail);
        now.ifPresent(entry -> problem.setProperty("entry", EntryJson.of(entry)));
        return new ErrorResponseException(HttpStatus.CONFLICT, problem, null);
    }
}
