package io.parley.learning.suggestion;

import java.util.List;

/**
 * A person decided which entry answers these questions. Published inside the transaction.
 *
 * @param entry the entry's id
 */
public record Taught(List<String> questions, String entry) {
    public Taught {
        questions = List.copyOf(questions);
    }
}
