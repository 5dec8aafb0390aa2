package io.parley.knowledge.web;

import io.parley.knowledge.Catalogue;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Searches the FAQ for whoever asks over HTTP. */
@RestController
class SearchController {

    /** Several sentences; a request's head has room for them, and looking for them takes little time. */
    private static final int LONGEST_QUESTION = 500;
    private static final String QUESTION = "is the question, 1 to " + LONGEST_QUESTION + " characters";
    private static final String HITS = "is a whole number from 1 to " + Search.MAX_HITS;

    private final Catalogue catalogue;

    SearchController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** One entry that was found; without an answer where nobody has given one yet. */
    record Found(String id, String question, @Nullable String answer, String category, @Nullable String url,
            double score, double confidence) {

        static Found of(Hit hit) {
            return new Found(hit.entry().id().value(), hit.entry().question(), hit.entry().answer(),
                    hit.entry().category(), hit.entry().url(), hit.score(), hit.confidence().value());
        }
    }

    /**
     * The entries that fit a question best, answered or not; what agents and the bot suggest is left out.
     *
     * @param q the question, 1 to 500 characters
     * @param k how many entries at most, 1 to 50
     */
    @Operation(summary = "The entries of the FAQ that fit a question best, the likeliest first")
    @GetMapping("/api/search")
    List<Found> search(
            @RequestParam @NotBlank(message = QUESTION) @Size(max = LONGEST_QUESTION, message = QUESTION) String q,
            @RequestParam(defaultValue = "5") @Min(value = 1, message = HITS) @Max(value = Search.MAX_HITS, message = HITS) int k) {
        return catalogue.search(q, k).stream().map(Found::of).toList();
    }
}
