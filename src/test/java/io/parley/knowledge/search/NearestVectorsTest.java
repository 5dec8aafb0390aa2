package io.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.api.Test;

class NearestVectorsTest {

    private final Random random = new Random(1);

    @Test
    void findsWhatAnExactComparisonFinds() {
        for (int size : new int[]{0, 1, 500, 40_000}) {
            List<float[]> vectors = clustered(size);
            List<Integer> owners = IntStream.range(0, size).boxed().toList();
            NearestVectors<Integer> nearest = new NearestVectors<>(owners, vectors);
            for (int i = 0; i < Math.min(size, 20); i++) {
                float[] query = near(vectors.get(random.nextInt(size)));
                List<Integer> exact = owners.stream()
                        .sorted(Comparator.comparingDouble(owner -> -VectorUtil.dotProduct(query, vectors.get(owner))))
                        .limit(10).toList();
                assertThat(nearest.nearest(query, 10)).isEqualTo(exact);
            }
            assertThat(nearest.nearest(new float[384], 10)).hasSize(Math.min(size, 10));
        }
    }

    private List<float[]> clustered(int size) {
        List<float[]> vectors = new ArrayList<>();
        while (vectors.size() < size) {
            vectors.add(vectors.size() % 20 == 0 ? unit() : near(vectors.getLast()));
        }
        return vectors;
    }

    private float[] unit() {
        float[] vector = new float[384];
        for (int d = 0; d < vector.length; d++) {
            vector[d] = (float) random.nextGaussian();
        }
        return VectorUtil.l2normalize(vector);
    }

    private float[] near(float[] vector) {
        float[] other = unit();
        for (int d = 0; d < other.length; d++) {
            other[d] = vector[d] + 0.4f * other[d];
        }
        return VectorUtil.l2normalize(other);
    }
}
