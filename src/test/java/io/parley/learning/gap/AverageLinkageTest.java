package io.parley.learning.gap;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.Likeness;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Like vectors are put together as by comparing all groups with all others again and again. */
class AverageLinkageTest {
    private static final float[] EAST = {1, 0};
    private static final float[] NEARLY_EAST = {0.96f, 0.28f};
    private static final float[] NORTH = {0, 1};

    @Test
    void likeVectorsAreAGroup() {
        assertThat(groups(List.of(EAST, NORTH, NEARLY_EAST), alone(3), 0.9)).containsExactlyInAnyOrder(Set.of(0, 2),
                Set.of(1));
    }

    @Test
    void whatSomebodyPutTogetherStaysTogether() {
        assertThat(groups(List.of(EAST, NORTH, NEARLY_EAST), List.of(List.of(0, 1), List.of(2)), 0.9))
                .containsExactlyInAnyOrder(Set.of(0, 1), Set.of(2));
    }

    @Test
    void nothingIsNoGroup() {
        assertThat(groups(List.of(), List.of(), 0.5)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.2, 0, 0.2, 0.4, 0.6})
    void groupsAreThoseOfTheSlowWay(double least) {
        Random random = new Random(7);
        for (int round = 0; round < 40; round++) {
            List<float[]> vectors = IntStream.range(0, 40).mapToObj(i -> unit(random)).toList();
            List<List<Integer>> first = new ArrayList<>(alone(40).subList(4, 40));
            first.add(List.of(0, 1, 2));
            first.add(List.of(3));
            assertThat(groups(vectors, first, least)).isEqualTo(slowly(vectors, first, least));
        }
    }

    private static Set<Set<Integer>> groups(List<float[]> vectors, List<List<Integer>> first, double least) {
        return AverageLinkage.groups(vectors, first, least).stream().<Set<Integer>>map(HashSet::new)
                .collect(Collectors.toSet());
    }

    private static List<List<Integer>> alone(int count) {
        return IntStream.range(0, count).mapToObj(List::of).toList();
    }

    private static float[] unit(Random random) {
        float[] vector = new float[4];
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
            sum += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(sum);
        }
        return vector;
    }

    private static Set<Set<Integer>> slowly(List<float[]> vectors, List<List<Integer>> first, double least) {
        List<Set<Integer>> groups = new ArrayList<>(first.stream().<Set<Integer>>map(HashSet::new).toList());
        while (true) {
            double best = least;
            int[] pair = null;
            for (int i = 0; i < groups.size(); i++) {
                for (int j = 0; j < i; j++) {
                    double near = average(vectors, groups.get(i), groups.get(j));
                    if (near >= best) {
                        best = near;
                        pair = new int[]{i, j};
                    }
                }
            }
            if (pair == null) {
                return new HashSet<>(groups);
            }
            groups.get(pair[1]).addAll(groups.remove(pair[0]));
        }
    }

    private static double average(List<float[]> vectors, Set<Integer> some, Set<Integer> others) {
        return some.stream().flatMapToDouble(one -> others.stream()
                .mapToDouble(other -> Likeness.cosine(vectors.get(one), vectors.get(other)))).average().orElseThrow();
    }
}
