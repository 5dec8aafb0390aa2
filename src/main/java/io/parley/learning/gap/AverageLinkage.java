package io.parley.learning.gap;

import io.parley.knowledge.Likeness;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts like vectors into groups: the two groups whose members are nearest to each other on average become one, again and
 * again, as long as they are near enough. Follows chains of nearest neighbours, which takes time and memory by the square of
 * how many there are (D. Müllner, Modern hierarchical, agglomerative clustering algorithms, 2011, section 3.2).
 */
final class AverageLinkage {
    private final double least;
    private final float[][] near;
    private final List<List<Integer>> members = new ArrayList<>();
    private final boolean[] isActive;
    private final List<List<Integer>> groups = new ArrayList<>();

    private AverageLinkage(List<float[]> vectors, List<List<Integer>> first, double least) {
        this.least = least;
        first.forEach(group -> members.add(new ArrayList<>(group)));
        this.near = new float[first.size()][first.size()];
        this.isActive = new boolean[first.size()];
        Arrays.fill(isActive, true);
        for (int i = 0; i < near.length; i++) {
            for (int j = 0; j < i; j++) {
                near[i][j] = average(vectors, first.get(i), first.get(j));
                near[j][i] = near[i][j];
            }
        }
    }

    private static float average(List<float[]> vectors, List<Integer> some, List<Integer> others) {
        double sum = 0;
        for (int one : some) {
            for (int other : others) {
                sum += Likeness.cosine(vectors.get(one), vectors.get(other));
            }
        }
        return (float) (sum / some.size() / others.size());
    }

    /**
     * The groups, each with the places of its vectors in the list.
     *
     * @param vectors unit vectors
     * @param first groups to begin with, which stay together; each vector is in one of them
     * @param least the average cosine from which groups become one
     */
    static List<List<Integer>> groups(List<float[]> vectors, List<List<Integer>> first, double least) {
        AverageLinkage linkage = new AverageLinkage(vectors, first, least);
        linkage.run();
        return linkage.groups;
    }

    private void run() {
        Deque<Integer> chain = new ArrayDeque<>();
        for (int next = 0; next < isActive.length; next++) {
            while (isActive[next]) {
                if (chain.isEmpty()) {
                    chain.push(next);
                }
                follow(chain);
            }
        }
    }

    private void follow(Deque<Integer> chain) {
        int last = chain.pop();
        int before = chain.isEmpty() ? -1 : chain.peek();
        int nearest = nearest(last, before);
        if (nearest < 0) {
            isActive[last] = false;
            groups.add(members.get(last));
        } else if (nearest == before) {
            chain.pop();
            merge(Math.max(before, last), Math.min(before, last));
        } else {
            chain.push(last);
            chain.push(nearest);
        }
    }

    /** The group that is nearest to one, and near enough; that before it in the chain where others are as near. */
    private int nearest(int one, int before) {
        int best = before >= 0 && near[one][before] >= least ? before : -1;
        for (int other : IntStream.range(0, near.length).filter(i -> isActive[i] && i != one).toArray()) {
            if (near[one][other] >= least && (best < 0 || near[one][other] > near[one][best])) {
                best = other;
            }
        }
        return best;
    }

    private void merge(int into, int from) {
        float own = members.get(into).size();
        float others = members.get(from).size();
        isActive[from] = false;
        for (int i = 0; i < near.length; i++) {
            near[into][i] = (own * near[into][i] + others * near[from][i]) / (own + others);
            near[i][into] = near[into][i];
        }
        members.get(into).addAll(members.get(from));
    }
}
