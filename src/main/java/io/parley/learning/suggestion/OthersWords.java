package io.parley.learning.suggestion;

import io.parley.knowledge.Likeness;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What other customers asked on their tickets in the place of a question. */
@Component
class OthersWords {
    /** Suggestions of this cosine ask the same in other words: so it is for 92 to 98 of 100. */
    private static final double CLUSTER = 0.8;
    private static final int MOST_ALIKE = 10;

    private final SuggestionRows rows;
    private final Likeness likeness;

    OthersWords(SuggestionRows rows, Likeness likeness) {
        this.rows = rows;
        this.likeness = likeness;
    }

    /** The ways to ask of suggestions that ask the same, without those that may tell of somebody. */
    List<String> askedLike(String question) {
        float[] vector = likeness.vector(question);
        return rows.known().stream().filter(SuggestionRows.Known::isOpen)
                .filter(one -> Likeness.cosine(vector, one.vector()) >= CLUSTER).limit(MOST_ALIKE)
                .flatMap(one -> rows.find(one.id()).stream()).flatMap(OthersWords::unmarked).toList();
    }

    private static Stream<String> unmarked(Suggestion one) {
        return Stream.concat(Stream.of(one.wording().question()), one.wording().ways().stream())
                .filter(way -> one.care().marks().stream().noneMatch(way::contains));
    }
}
