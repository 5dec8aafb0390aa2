package io.parley.knowledge.search;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The greatest of what is offered, kept in order; of equal ones, those that were offered first. */
final class Best {

    private final int[] indexes;
    private final float[] scores;
    private int size;

    Best(int most) {
        indexes = new int[most];
        scores = new float[most];
    }

    /** The greatest of several scores above 0. */
    static Best of(float[] scores, int most) {
        Best best = new Best(most);
        float bound = 0;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] > bound) {
                best.offer(i, scores[i]);
                bound = Math.max(0, best.bound());
            }
        }
        return best;
    }

    /** What is not above it is not kept; below everything while there is room. */
    float bound() {
        if (size < indexes.length) {
            return Float.NEGATIVE_INFINITY;
        }
        return size == 0 ? Float.POSITIVE_INFINITY : scores[size - 1];
    }

    void offer(int index, float score) {
        if (score > bound()) {
            int place = size == indexes.length ? size - 1 : size++;
            while (place > 0 && scores[place - 1] < score) {
                scores[place] = scores[place - 1];
                indexes[place] = indexes[place - 1];
                place--;
            }
            scores[place] = score;
            indexes[place] = index;
        }
    }

    int size() {
        return size;
    }

    /** What was offered at this place of the order, from 0. */
    int index(int place) {
        return indexes[place];
    }

    float score(int place) {
        return scores[place];
    }

    IntStream indexes() {
        return Arrays.stream(indexes, 0, size);
    }
}
