package io.parley.knowledge.web;

import io.parley.knowledge.Hit;
import io.parley.knowledge.Search;
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

    private static final String QUESTION = "is the question, 1 to " + Search.MAX_TEXT + " characters";
    private static final String HITS = "is a whole number from 1 to " + Search.MAX_HITS;

    private final Search search;

    SearchController(Search search) {
        this.search = search;
    }

    /** One published entry that was found. */
    record Found(String id, String question, @Nullable String answer, String category, @Nullable String url,
            double score, double confidence) {

        static Found of(Hit hit) {
            return new Found(hit.entry().id().value(), hit.entry().question(), hit.entry().answer(),
                    hit.entry().category(), hit.entry().url(), hit.score(), hit.confidence().value());
        }
    }

    /**
     * The published entries that fit a question best; drafts are for the desk and are left out.
     *
     * @param q the question, 1 to 8000 characters
     * @param k how many entries at most, 1 to 50
     */
    @GetMapping("/api/search")
    List<Found> search(
            @RequestParam @NotBlank(message = QUESTION) @Size(max = Search.MAX_TEXT, message = QUESTION) String q,
            @RequestParam(defaultValue = "5") @Min(value = 1, message = HITS) @Max(value = Search.MAX_HITS, message = HITS) int k) {
        return search.search(q, Search.MAX_HITS).stream().filter(Hit::isAnswerable).limit(k).map(Found::of).toList();
    }
}
