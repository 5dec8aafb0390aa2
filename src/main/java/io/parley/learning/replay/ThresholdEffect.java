package io.parley.learning.replay;

import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Thresholds;
import io.parley.knowledge.search.Thresholds.Band;
import io.parley.learning.replay.Effect.Named;
import io.parley.learning.replay.ReplayRows.Asked;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What would become of customers' questions with other thresholds.
 *
 * @param asked how many questions were asked again
 * @param before how many of them are treated how with the thresholds as they are; each band has its number
 * @param after the same with the wanted thresholds
 * @param moved how many are treated otherwise
 * @param examples the newest of those
 */
public record ThresholdEffect(int asked, Map<Band, Integer> before, Map<Band, Integer> after, int moved,
        List<Example> examples) {
    private static final int MOST = 10;

    public ThresholdEffect {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
        examples = List.copyOf(examples);
    }

    /**
     * A question that would be treated otherwise.
     *
     * @param question without what tells of one person
     * @param likeliest the entry that fits it best; null for none
     * @param confidence how probably that is right, 0 to 1
     */
    public record Example(String question, Band from, Band to, @Nullable Named likeliest, double confidence) {}

    /**
     * Counts.
     *
     * @param found what each question may mean, the likeliest first
     * @param isPublished whether the company itself publishes a word, so that it is nobody's own
     */
    static ThresholdEffect of(List<Asked> asked, List<List<Hit>> found, Thresholds now, Thresholds wanted,
            Predicate<String> isPublished) {
        Map<Band, Integer> before = none();
        Map<Band, Integer> after = none();
        List<Example> examples = new ArrayList<>();
        int moved = 0;
        for (int i = 0; i < asked.size(); i++) {
            List<Hit> hits = found.get(i);
            Band from = now.band(hits);
            Band to = wanted.band(hits);
            before.merge(from, 1, Integer::sum);
            after.merge(to, 1, Integer::sum);
            if (from != to && ++moved <= MOST) {
                examples.add(example(asked.get(i), hits, from, to, isPublished));
            }
        }
        return new ThresholdEffect(asked.size(), before, after, moved, examples);
    }

    private static Map<Band, Integer> none() {
        Map<Band, Integer> counts = new EnumMap<>(Band.class);
        for (Band band : Band.values()) {
            counts.put(band, 0);
        }
        return counts;
    }

    private static Example example(Asked asked, List<Hit> hits, Band from, Band to, Predicate<String> isPublished) {
        String question = Treatment.cleaned(asked.text(), asked.name(), isPublished);
        return hits.isEmpty()
                ? new Example(question, from, to, null, 0)
                : new Example(question, from, to, Named.of(hits.getFirst().entry()),
                        hits.getFirst().confidence().value());
    }
}
