package io.parley.answering;

import io.parley.knowledge.AskedFaq;
import io.parley.knowledge.embedding.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * How long a question takes until it is decided what its asker gets, by a shop's FAQ and by one of 50,000 ways to ask. The
 * askers are virtual threads, as they are in the application.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Djmh.executor=VIRTUAL")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
public class DecisionSpeed {

    private static final int HITS = 5;

    @Param({"shop", "large"})
    private String faq = "";

    private final AtomicInteger asked = new AtomicInteger();
    private final List<Pair> pairs = new ArrayList<>();
    private boolean isMeasured;
    private @Nullable AskedFaq asking;
    private @Nullable Bot bot;

    /** The nanoseconds that the model alone took for a question, and then the whole decision on the same one. */
    private record Pair(long forward, long decision) {}

    /** Makes the FAQ. */
    @Setup
    public void load() {
        AskedFaq loaded = faq.equals("shop") ? AskedFaq.shop() : AskedFaq.of(Corpus.read());
        asking = loaded;
        bot = Bot.over(loaded.search(), loaded::entry);
    }

    /** Nothing of the warm-up counts. */
    @Setup(Level.Iteration)
    public void begin(IterationParams iteration) {
        isMeasured = iteration.getType() == IterationType.MEASUREMENT;
    }

    private int next() {
        return asked.getAndIncrement() % asking().questions().size();
    }

    private AskedFaq asking() {
        return Optional.ofNullable(asking).orElseThrow();
    }

    private Answer decide(int question) {
        return Optional.ofNullable(bot).orElseThrow().asks(asking().questions().get(question));
    }

    /**
     * The model's own time, and question to decision right after it, so that both meet the same state of the processor and
     * its memory.
     */
    @Benchmark
    public Object alone() {
        int question = next();
        long begin = System.nanoTime();
        asking().forward(question);
        long between = System.nanoTime();
        Object decision = decide(question);
        if (isMeasured) {
            pairs.add(new Pair(between - begin, System.nanoTime() - between));
        }
        return decision;
    }

    /** Question to decision for many who ask at the same time. */
    @Benchmark
    @Threads(64)
    public Object decisionFor64() {
        return decide(next());
    }

    /** The model's own time for as many as there are processors. */
    @Benchmark
    @Threads(Threads.MAX)
    public float[] forward() {
        return asking().forward(next());
    }

    /** Words, meaning and confidence, for a question whose vector is there. */
    @Benchmark
    public Object search() {
        return asking().searchAlone().search(asking().questions().get(next()), HITS);
    }

    /** Writes the pairs to a file for the parent process. */
    @TearDown
    public void writePairs() throws IOException {
        if (!pairs.isEmpty()) {
            Files.createDirectories(pairs(faq).getParent());
            Files.write(pairs(faq), pairs.stream().map(pair -> pair.forward + " " + pair.decision).toList());
        }
    }

    private static Path pairs(String faq) {
        return Path.of("target", "bench", "pairs-" + faq);
    }

    /**
     * The milliseconds of the last run, a row a question: of the model alone, and to the decision.
     *
     * @param faq "shop" or "large"
     */
    public static double[][] pairsOf(String faq) {
        try {
            return Files.readAllLines(pairs(faq)).stream().map(line -> line.split(" "))
                    .map(pair -> new double[]{Long.parseLong(pair[0]) / 1e6, Long.parseLong(pair[1]) / 1e6})
                    .toArray(double[][]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
