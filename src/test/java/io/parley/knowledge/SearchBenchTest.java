package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a search takes beside the embedding model alone, question by question on the same machine. */
@Tag("bench")
class SearchBenchTest {

    private static final int WARM_UP = 3;
    private static final int ROUNDS = 20;
    private static final double AIM = 1.25;
    private static final double WORST = 2;

    @Test
    void searchesInLittleMoreTimeThanTheModelTakes() {
        Embedder embedder = KnowledgeFixture.EMBEDDER;
        FaqTrials trials = new FaqTrials(embedder, new Chunks(embedder.wordPieces()), Calibration.shipped());
        Search search = trials.of(Path.of("db/faq/starter.csv"), ImportListener.SILENT).search();
        List<String> questions = io.parley.insights.QuestionFile
                .read(Path.of("src/test/resources/starter/rephrased.csv")).stream()
                .map(io.parley.insights.TestQuestion::text).toList();
        long[][] pieces = questions.stream().map(text -> embedder.wordPieces().encode(text))
                .toArray(long[][]::new);
        long[] bare = new long[ROUNDS * pieces.length];
        long[] whole = new long[bare.length];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (int i = 0; i < pieces.length; i++) {
                long begin = System.nanoTime();
                embedder.forward(pieces[i]);
                long middle = System.nanoTime();
                search.search(questions.get(i), 5);
                if (round >= 0) {
                    bare[round * pieces.length + i] = middle - begin;
                    whole[round * pieces.length + i] = System.nanoTime() - middle;
                }
            }
        }
        print("model alone", bare);
        print("question to hits", whole);
        double ratio = (double) percentile(whole, 50) / percentile(bare, 50);
        System.out.printf("Ratio of the medians: %.2f (aim: %.2f)%n", ratio, AIM);
        assertThat(ratio).isLessThan(WORST);
    }

    private static void print(String what, long[] nanos) {
        System.out.printf("%-18s p50 %.3f ms, p99 %.3f ms%n", what, percentile(nanos, 50) / 1e6,
                percentile(nanos, 99) / 1e6);
    }

    private static long percentile(long[] nanos, int percent) {
        Arrays.sort(nanos);
        return nanos[Math.min(nanos.length - 1, nanos.length * percent / 100)];
    }
}
