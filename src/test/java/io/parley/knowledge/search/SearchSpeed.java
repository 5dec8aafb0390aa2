package io.parley.knowledge.search;

import io.parley.knowledge.embedding.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to find the nearest of many vectors, and how many of the nearest are found. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SearchSpeed {

    private static final int NEAREST = 10;
    private static final int COUNTED = 100;

    @Param({"50000", "1000000"})
    private int size = 0;

    private List<float[]> questions = List.of();
    private List<float[]> vectors = List.of();
    private NearestVectors<Integer> nearest = new NearestVectors<>(List.of(), List.of());
    private int asked;

    /** Makes what is searched. */
    @Setup
    public void load() {
        Corpus corpus = Corpus.read();
        questions = corpus.questionVectors();
        vectors = corpus.jittered(size);
        nearest = new NearestVectors<>(IntStream.range(0, size).boxed().toList(), vectors);
    }

    /** Which vectors are nearest to a question. */
    @Benchmark
    public List<Integer> nearest() {
        asked = (asked + 1) % questions.size();
        return nearest.nearest(questions.get(asked), NEAREST);
    }

    /** Writes the share of the nearest that was found to a file, for the parent process. */
    @TearDown
    public void countFound() throws IOException {
        int found = 0;
        for (float[] question : questions.subList(0, COUNTED)) {
            Set<Integer> exact = new HashSet<>(exact(question));
            exact.retainAll(nearest.nearest(question, NEAREST));
            found += exact.size();
        }
        Files.writeString(recall(size), Double.toString((double) found / NEAREST / COUNTED));
    }

    private List<Integer> exact(float[] question) {
        double[] cosines = vectors.stream().mapToDouble(vector -> VectorUtil.dotProduct(question, vector)).toArray();
        return IntStream.range(0, size).boxed().sorted(Comparator.comparingDouble(i -> -cosines[i])).limit(NEAREST)
                .toList();
    }

    /** Where the share of the nearest stands that was found. */
    public static Path recall(int size) {
        return Path.of("target", "bench", "recall-" + size);
    }
}
