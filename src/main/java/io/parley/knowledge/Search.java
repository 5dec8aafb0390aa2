package io.parley.knowledge;

import java.util.List;

/** Finds the FAQ entries that a text asks for. */
@FunctionalInterface
public interface Search {

    /** The longest text, in characters, that is looked at; what follows is left out. */
    int MAX_TEXT = 8_000;

    /** The most hits that one search gives. */
    int MAX_HITS = 50;

    /**
     * The best entries for a text, best first, each entry at most once. Drafts are among them.
     *
     * @param text whatever a person wrote; no text makes the search fail, a blank one finds nothing
     * @param k    how many hits are wanted, 1 to {@value #MAX_HITS}
     * @throws IllegalArgumentException when {@code k} is out of its range
     */
    List<Hit> search(String text, int k);
}
