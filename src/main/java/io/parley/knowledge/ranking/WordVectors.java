package io.parley.knowledge.ranking;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts as vectors of length 1 over the words of the FAQ, in which rare words count more. Immutable. */
final class WordVectors {

    /** A word of a single phrasing tells nothing about others. */
    private static final int LEAST_FREQUENCY = 2;

    private final Map<String, Integer> places = new HashMap<>();
    private final float[] rarity;

    /**
     * Learns the words of these texts.
     *
     * @param most how many words are looked at, the most frequent
     */
    WordVectors(Collection<Map<String, Integer>> texts, int most) {
        Map<String, Integer> frequencies = new HashMap<>();
        texts.forEach(text -> text.keySet().forEach(word -> frequencies.merge(word, 1, Integer::sum)));
        List<Map.Entry<String, Integer>> words = frequencies.entrySet().stream()
                .filter(word -> word.getValue() >= LEAST_FREQUENCY)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most).toList();
        rarity = new float[words.size()];
        for (Map.Entry<String, Integer> word : words) {
            int place = places.size();
            places.put(word.getKey(), place);
            rarity[place] = (float) (Math.log((1.0 + texts.size()) / (1 + word.getValue())) + 1);
        }
    }

    /** How many words there are. */
    int size() {
        return rarity.length;
    }

    /**
     * A text's vector.
     *
     * @param words with how often they occur
     */
    Sparse of(Map<String, Integer> words) {
        List<Map.Entry<String, Integer>> known = words.entrySet().stream()
                .filter(word -> places.containsKey(word.getKey())).toList();
        int[] at = new int[known.size()];
        float[] values = new float[known.size()];
        double square = 0;
        for (int i = 0; i < at.length; i++) {
            at[i] = places.getOrDefault(known.get(i).getKey(), 0);
            values[i] = (float) (1 + Math.log(known.get(i).getValue())) * rarity[at[i]];
            square += values[i] * values[i];
        }
        for (int i = 0; i < at.length; i++) {
            values[i] /= (float) Math.sqrt(square);
        }
        return new Sparse(at, values);
    }

    /**
     * A vector that is zero in most places.
     *
     * @param places where it is not
     * @param values what it is there
     */
    record Sparse(int[] places, float[] values) {

        float dot(float[] dense) {
            float sum = 0;
            for (int i = 0; i < places.length; i++) {
                sum += values[i] * dense[places[i]];
            }
            return sum;
        }

        void addTo(float[] dense, float factor) {
            for (int i = 0; i < places.length; i++) {
                dense[places[i]] += factor * values[i];
            }
        }
    }
}
