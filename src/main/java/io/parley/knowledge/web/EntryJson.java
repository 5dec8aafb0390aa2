package io.parley.knowledge.web;

import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.EntryFields;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqEntry.State;
import io.parley.knowledge.faq.FaqId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * An entry of the FAQ as programs read and write it.
 *
 * @param id its lasting name, which is read only where an entry is added
 * @param reviewBy the day by which its owner wants to look at it again
 * @param state published, draft or retired; absent: as it was, and published where it is added
 * @param revision counts its changes; a change names the one that was read
 * @param wasWrong whether what it said before this change was not true
 */
record EntryJson(@Nullable String id, @Nullable String question, @Nullable String answer,
        @Nullable List<String> alternatives, @Nullable List<String> negatives, @Nullable String keywords,
        @Nullable String category, @Nullable String url, @Nullable String owner, @Nullable LocalDate reviewBy,
        @Nullable String language, @Nullable String state, @Nullable Integer revision, @Nullable Boolean wasWrong) {
    private static final Map<String, String> WRONG = Map.of(
            "question", "needs 1 to " + EntryFields.MAX_LINE + " characters",
            "answer", "needs 1 to " + EntryFields.MAX_ANSWER + " characters where the entry is published",
            "alternatives", "has at most " + EntryFields.MAX_WAYS + " lines of " + EntryFields.MAX_LINE + " characters",
            "negatives", "has at most " + EntryFields.MAX_WAYS + " lines of " + EntryFields.MAX_LINE + " characters",
            "url", "begins with https:// or http://",
            "reviewBy", "is a day such as 2027-03-31",
            "language", "is an IETF tag such as en or pt-BR");

    static EntryJson of(EntryContent content) {
        return of(content.entry(), content.alternatives(), content.negatives());
    }

    /** An entry without the other ways to ask it. */
    static EntryJson of(FaqEntry entry) {
        return of(entry, null, null);
    }

    private static EntryJson of(FaqEntry entry, @Nullable List<String> alternatives,
            @Nullable List<String> negatives) {
        return new EntryJson(entry.id().value(), entry.question(), entry.answer(), alternatives, negatives,
                entry.keywords(), entry.category(), entry.url(), entry.owner(), entry.reviewBy(),
                entry.language(), entry.state().name().toLowerCase(Locale.ROOT), entry.revision(), null);
    }

    /** The id of an entry that is to be added. */
    FaqId newId() {
        if (id == null || id.isBlank()) {
            return FaqId.derivedFrom(Objects.requireNonNullElse(question, ""));
        }
        if (id.length() > FaqId.MAX_LENGTH) {
            throw wrong("id", "has at most " + FaqId.MAX_LENGTH + " characters");
        }
        return new FaqId(id);
    }

    /**
     * The entry that is wanted.
     *
     * @param before what it is so far
     * @param read the revision that was read
     */
    EntryContent onto(FaqEntry before, int read) {
        EntryFields fields = fields();
        State wanted = state == null ? before.state() : wantedState(state);
        fields.wrong(wanted).ifPresent(name -> {
            throw wrong(name, WRONG.getOrDefault(name, "has at most " + EntryFields.MAX_LINE + " characters"));
        });
        return fields.onto(before, wanted).withRevision(read);
    }

    /** The entry of nothing that is added. */
    static FaqEntry none(FaqId id) {
        return new FaqEntry(id, "", "none", "", "", null, null, null, "", State.PUBLISHED, 0);
    }

    private static State wantedState(String word) {
        return switch (word) {
            case "published" -> State.PUBLISHED;
            case "draft" -> State.DRAFT;
            case "retired" -> State.RETIRED;
            default -> throw wrong("state", "is published, draft or retired");
        };
    }

    private EntryFields fields() {
        Map<String, String> texts = new HashMap<>();
        put(texts, "question", question);
        put(texts, "answer", answer);
        put(texts, "alternatives", alternatives == null ? null : String.join("\n", alternatives));
        put(texts, "negatives", negatives == null ? null : String.join("\n", negatives));
        put(texts, "keywords", keywords);
        put(texts, "category", category);
        put(texts, "url", url);
        put(texts, "owner", owner);
        put(texts, "reviewBy", reviewBy == null ? null : reviewBy.toString());
        put(texts, "language", language);
        return new EntryFields(texts);
    }

    private static void put(Map<String, String> texts, String name, @Nullable String text) {
        if (text != null) {
            texts.put(name, text);
        }
    }

    static ErrorResponseException wrong(String field, String message) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, field + " " + message + ".");
        problem.setProperty("field", field);
        return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
    }
}
