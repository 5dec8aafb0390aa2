package io.parley.knowledge.search;

import io.parley.knowledge.faq.FaqId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.modulith.NamedInterface;

/** Finds the FAQ entries that a text asks for. */
@FunctionalInterface
@NamedInterface
public interface Search {

    /** So many characters of each end of a long text are looked at: people say first or last what they want. */
    int END = 500;

    /** The most hits that one search gives. */
    int MAX_HITS = 50;

    /** The part of a text that is looked at: all of it, or its two ends. */
    static String ends(String text) {
        return text.length() <= 2 * END
                ? text
                : text.substring(0, END) + "\n" + text.substring(text.length() - END);
    }

    /**
     * The best entries for a text, best first, each entry at most once; entries without an answer are not among them.
     *
     * @param text whatever a person wrote; no text makes the search fail, a blank one finds nothing
     * @param k    how many hits are wanted, 1 to {@value #MAX_HITS}
     * @throws IllegalArgumentException when {@code k} is out of its range
     */
    List<Hit> search(String text, int k);

    /**
     * The best entry for each meaning of a text, likeliest meaning first, each meaning at most once; scores and confidences
     * are those of the meanings.
     *
     * @param text as for {@link #search}
     * @param k    how many meanings are wanted, 1 to {@value #MAX_HITS}
     * @throws IllegalArgumentException when {@code k} is out of its range
     */
    default List<Hit> meanings(String text, int k) {
        Set<FaqId> seen = new HashSet<>();
        return search(text, MAX_HITS).stream().filter(hit -> seen.add(hit.meaning().id())).map(Hit::forMeaning)
                .sorted(Comparator.comparingDouble(Hit::score).reversed()).limit(k).toList();
    }
}
