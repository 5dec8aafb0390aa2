package io.parley.answering;

import io.parley.knowledge.Corpus;
import io.parley.knowledge.Search;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a question takes until it is decided what its asker gets, over a FAQ of 50,000 ways to ask. The askers are
 * virtual threads, as they are in the application.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Djmh.executor=VIRTUAL")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
public class DecisionSpeed {

    private static final int HITS = 5;

    private final AtomicInteger asked = new AtomicInteger();
    private List<String> questions = List.of();
    private Corpus.@org.jspecify.annotations.Nullable Asking asking;
    private @org.jspecify.annotations.Nullable Bot bot;

    /** Makes the FAQ. */
    @Setup
    public void load() {
        Corpus corpus = Corpus.read();
        questions = corpus.questions();
        asking = corpus.asking();
        bot = Bot.over(asking.search(), asking::entry);
    }

    private int next() {
        return asked.getAndIncrement() % questions.size();
    }

    private Corpus.Asking asking() {
        return Optional.ofNullable(asking).orElseThrow();
    }

    /** The model's own time. */
    @Benchmark
    public float[] forward() {
        return asking().forward(next());
    }

    /** Question to decision. */
    @Benchmark
    public Object decision() {
        return Optional.ofNullable(bot).orElseThrow().asks(questions.get(next()));
    }

    /** The same for many who ask at the same time. */
    @Benchmark
    @Threads(64)
    public Object decisionFor64() {
        return decision();
    }

    /** Words, meaning and confidence, for a question whose vector is there. */
    @Benchmark
    public Object search() {
        Search search = asking().searchAlone();
        return search.search(questions.get(next()), HITS);
    }
}
