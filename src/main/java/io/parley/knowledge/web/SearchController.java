package io.parley.knowledge.web;

import io.parley.knowledge.Hit;
import io.parley.knowledge.Search;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Searches the FAQ for whoever asks over HTTP. */
@RestController
class SearchController {

    private static final int DEFAULT_HITS = 5;

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
    List<Found> search(@RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String k) {
        return search.search(question(q), Search.MAX_HITS).stream().filter(Hit::isAnswerable).limit(hits(k))
                .map(Found::of).toList();
    }

    private static String question(@Nullable String q) {
        if (q == null || q.isBlank() || q.length() > Search.MAX_TEXT) {
            throw new WrongParameter("q", "Give the question as q, 1 to " + Search.MAX_TEXT + " characters.");
        }
        return q;
    }

    private static int hits(@Nullable String k) {
        try {
            int hits = k == null ? DEFAULT_HITS : Integer.parseInt(k);
            if (hits >= 1 && hits <= Search.MAX_HITS) {
                return hits;
            }
        } catch (NumberFormatException e) {
            throw new WrongParameter("k", "k is a whole number from 1 to " + Search.MAX_HITS + ".");
        }
        throw new WrongParameter("k", "k is a whole number from 1 to " + Search.MAX_HITS + ".");
    }

    /** A parameter that cannot be used. */
    private static final class WrongParameter extends IllegalArgumentException {
        private static final long serialVersionUID = 1;
        private final String field;

        WrongParameter(String field, String message) {
            super(message);
            this.field = field;
        }
    }

    @ExceptionHandler
    ProblemDetail explain(WrongParameter wrong) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, wrong.getMessage());
        problem.setProperty("field", wrong.field);
        return problem;
    }
}
