package io.parley.knowledge.ranking;

import io.parley.knowledge.faq.FaqId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Multinomial logistic regression of entries on the meaning and the words of their phrasings. Immutable.
 */
final class Refinement {

    /** Multiplications that one pass may take; a FAQ of more does without. */
    private static final double MOST_WORK = 3e10;
    private static final int MAX_WORDS = 4096;
    /** Entries times words: what is learned of each word for each entry takes some 60 bytes meanwhile. */
    private static final int MAX_WORD_WEIGHTS = 1_000_000;
    private static final int LEAST_WORDS = 128;

    private final WordVectors words;
    private final Map<FaqId, Mixed> rows;
    private final Mixed mean;

    private Refinement(WordVectors words, Map<FaqId, Mixed> rows, int dimension) {
        this.words = words;
        this.rows = Collections.unmodifiableMap(rows);
        this.mean = Mixed.mean(rows.values(), dimension, words.size());
    }

    /**
     * A weighted sum of a text's meaning and words.
     *
     * @param ofWords one weight for each word
     */
    record Mixed(Linear ofMeaning, float[] ofWords) {

        double of(float[] vector, WordVectors.Sparse words) {
            return ofMeaning.of(vector) + words.dot(ofWords);
        }

        private static Mixed mean(Collection<Mixed> all, int dimension, int words) {
            float[] sum = new float[words];
            for (Mixed one : all) {
                for (int i = 0; i < words; i++) {
                    sum[i] += one.ofWords[i] / all.size();
                }
            }
            return new Mixed(Linear.mean(all.stream().map(Mixed::ofMeaning).toList(), dimension), sum);
        }
    }

    static Refinement none(int dimension) {
        return new Refinement(new WordVectors(List.of(), 0), Map.of(), dimension);
    }

    /** Learns from all phrasings of all entries; the same ones give the same result. */
    static Refinement of(SortedMap<FaqId, List<Sample>> samples, int dimension) {
        long total = samples.values().stream().mapToLong(List::size).sum();
        if (2.0 * total * samples.size() * dimension > MOST_WORK) {
            return none(dimension);
        }
        WordVectors words = wordsOf(samples);
        List<FaqId> ids = List.copyOf(samples.keySet());
        LogisticRegression regression = new LogisticRegression(ids.size(), dimension, words.size());
        for (int owner = 0; owner < ids.size(); owner++) {
            for (Sample sample : samples.getOrDefault(ids.get(owner), List.of())) {
                regression.add(sample, words.of(sample.words()), owner);
            }
        }
        List<Mixed> trained = regression.trained();
        Map<FaqId, Mixed> rows = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            rows.put(ids.get(i), trained.get(i));
        }
        return new Refinement(words, rows, dimension);
    }

    private static WordVectors wordsOf(Map<FaqId, List<Sample>> samples) {
        List<Map<String, Integer>> texts = new ArrayList<>();
        samples.values().forEach(all -> all.forEach(sample -> texts.add(sample.words())));
        int most = Math.min(MAX_WORDS, MAX_WORD_WEIGHTS / Math.max(1, samples.size()));
        return new WordVectors(texts, most < LEAST_WORDS ? 0 : most);
    }

    WordVectors.Sparse vectorOf(Map<String, Integer> text) {
        return words.of(text);
    }

    @Nullable
    Mixed row(FaqId id) {
        return rows.get(id);
    }

    Mixed mean() {
        return mean;
    }
}
