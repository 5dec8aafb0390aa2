package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.answering.DecisionSpeed;
import io.parley.knowledge.RealQuestions;
import io.parley.knowledge.embedding.Corpus;
import io.parley.knowledge.embedding.EmbeddingSpeed;
import io.parley.knowledge.search.SearchSpeed;
import io.parley.support.ParleyJar;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How fast it is: every figure beside what it is to be compared with, of one run and of the same texts. The processes run as
 * {@code java -jar} does, without options for speed.
 */
@Tag("bench")
class SpeedIT {
    private static final int ASKERS = 64;
    private static final int KEYSTROKES = 500;

    private final List<Line> lines = new ArrayList<>();

    @TempDir
    Path folder;

    /**
     * One thing that was measured.
     *
     * @param limit what it should be
     * @param worst what is not acceptable any more
     * @param isLeast whether more is better
     */
    private record Line(String what, double value, String unit, double limit, double worst, boolean isLeast) {
        boolean isAcceptable() {
            return isLeast ? value >= worst : value <= worst;
        }

        @Override
        public String toString() {
            String aim = Double.isNaN(limit) ? "" : " (aim " + (isLeast ? "≥ " : "≤ ") + limit + ")";
            return String.format(Locale.ROOT, "%-74s %9.3f %s%s", what, value, unit, aim);
        }
    }

    @Test
    void isFast() throws Exception {
        assumeTrue(RealQuestions.arePresent(),
                "The shared test data is absent, so there are no sentences to measure the speed with.");
        Corpus corpus = Corpus.read();
        say("Embedding %d texts", Corpus.SIZE);
        double pure = corpus.embed(Corpus.model());
        measureEmbedding();
        measureDecision();
        measureSearch();
        measureProcess(corpus, pure);
        System.out.println();
        lines.forEach(System.out::println);
        assertThat(lines).allMatch(Line::isAcceptable);
    }

    private void measureEmbedding() throws RunnerException {
        Collection<RunResult> results = run(EmbeddingSpeed.class, "2g");
        for (String model : List.of("minilm-q", "minilm")) {
            double parley = score(results, "parley", model);
            double library = score(results, "langchain4j", model);
            double bare = score(results, "bare", model);
            boolean isDefault = model.equals(Corpus.model());
            figure(model + ": texts embedded a second", 1e6 / parley, "");
            figure(model + ": the same with langchain4j's embedAll", 1e6 / library, "");
            figure(model + ": the same with the bare session in batches", 1e6 / bare, "");
            least(model + ": here / embedAll", library / parley, 2, isDefault ? 1.5 : 0);
            least(model + ": here / bare session", bare / parley, 0.95, isDefault ? 0.475 : 0);
            batched = isDefault ? 1e6 / bare : batched;
        }
    }

    private double batched = Double.NaN;

    private void measureDecision() throws RunnerException {
        Collection<RunResult> results = run(DecisionSpeed.class, "3g");
        measureDecision(results, "shop", "the shop's FAQ", 2);
        measureDecision(results, "large", "50,000 phrasings", 2.5);
        RunResult search = of(results, "search", "large");
        percentiles("search alone: words, meaning and confidence, 50,000 phrasings", search);
        most("search alone, 50,000 phrasings, mean", score(search), "ms", 1, 2);
    }

    /**
     * Question to decision with one FAQ.
     *
     * @param worst how many times a forward pass an asker alone may have to wait
     */
    private void measureDecision(Collection<RunResult> results, String faq, String what, double worst) {
        double[][] pairs = DecisionSpeed.pairsOf(faq);
        for (int percent : new int[]{50, 99}) {
            double forward = percentile(pairs, 0, percent);
            double decision = percentile(pairs, 1, percent);
            String which = what + ", p" + percent;
            figure("the model's forward pass, " + which, forward, "ms");
            figure("question to decision, " + which, decision, "ms");
            most("question to decision / forward pass, " + which, decision / forward, "", 1.25,
                    worst);
        }
        RunResult many = of(results, "decisionFor64", faq);
        percentiles("question to decision, 64 askers at once, " + what, many);
        RunResult forward = of(results, "forward", faq);
        double shared = ASKERS * score(forward) / Runtime.getRuntime().availableProcessors();
        most("64 askers, p50 / 64 forward passes on all processors, " + what, percentile(many, 50) / shared, "", 1.25,
                2.5);
        double aSecond = ASKERS / score(many) * 1e3;
        figure("decisions a second for 64 askers, " + what, aSecond, "");
        least("decisions a second for 64 askers / bare session in batches, " + what, aSecond / batched, 0.8,
                0.4);
    }

    private void measureSearch() throws RunnerException, IOException {
        Collection<RunResult> results = run(SearchSpeed.class, "4g");
        for (int size : new int[]{50_000, 1_000_000}) {
            String what = size == Corpus.SIZE ? "50,000 vectors" : "1,000,000 vectors, jittered from 50,000";
            RunResult result = of(results, "nearest", Integer.toString(size));
            percentiles("nearest of " + what, result);
            most("nearest of " + what + ", mean", score(result), "ms", size == Corpus.SIZE ? 1 : 5,
                    size == Corpus.SIZE ? 2 : 10);
            least("recall@10 of " + what, Double.parseDouble(Files.readString(SearchSpeed.recall(size))), 0.99, 0.98);
        }
    }

    private void measureProcess(Corpus corpus, double pure) throws IOException, InterruptedException {
        ParleyJar jar = ParleyJar.withoutOptions(folder.resolve("data"));
        say("Importing %d questions", Corpus.SIZE);
        Path file = RealQuestions.pairs(folder, corpus.phrasings());
        long begin = System.nanoTime();
        ParleyJar.Run run = jar.run("import", file.toString());
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(run.exitCode()).as(run.output()).isZero();
        figure("import of 50,000 questions, the whole command", seconds, "s");
        most("the same / embedding them", seconds / (Corpus.SIZE / pure), "", 1.15, 2.3);
        say("Starting with them", Corpus.SIZE);
        begin = System.nanoTime();
        try (ParleyJar.Server server = jar.serve("--parley.web.requests-per-minute-and-address=100000");
                HttpClient http = HttpClient.newHttpClient()) {
            ask(http, server);
            most("start with 50,000 questions, to the first answer", (System.nanoTime() - begin) / 1e9, "s", 5, 10);
            type(http, server, corpus.questions());
            figure("resident memory of that server", resident(server), "MB");
        }
    }

    private static void ask(HttpClient http, ParleyJar.Server server) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(server.url() + "/api/chat"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers
                        .ofString("{\"sessionId\":\"bench\",\"message\":\"Where is my order?\"}"))
                .build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Questions grow letter by letter, each time searched, as at {@code /search}. */
    private void type(HttpClient http, ParleyJar.Server server, List<String> questions)
            throws IOException, InterruptedException {
        List<String> typed = new ArrayList<>();
        for (String question : questions) {
            for (int length = 2; length <= question.length() && typed.size() < 2 * KEYSTROKES; length++) {
                typed.add(question.substring(0, length));
            }
        }
        double[] millis = new double[KEYSTROKES];
        for (int i = 0; i < typed.size(); i++) {
            long begin = System.nanoTime();
            HttpResponse<String> found = http.send(HttpRequest.newBuilder(URI.create(server.url() + "/api/search?q="
                    + URLEncoder.encode(typed.get(i), StandardCharsets.UTF_8))).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(found.statusCode()).as(typed.get(i)).isIn(200, 400);
            millis[i % KEYSTROKES] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        figure("GET /api/search as one types, right after the start, p50", millis[KEYSTROKES / 2], "ms");
        figure("GET /api/search as one types, right after the start, p99", millis[KEYSTROKES * 99 / 100], "ms");
    }

    private static double resident(ParleyJar.Server server) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + server.process().pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS")).mapToDouble(line -> Double.parseDouble(
                        line.replaceAll("\\D", "")) / 1024)
                .findFirst().orElse(Double.NaN);
    }

    private static Collection<RunResult> run(Class<?> benchmarks, String heap) throws RunnerException {
        say("Measuring: %s", benchmarks.getSimpleName());
        return new Runner(new OptionsBuilder().include(benchmarks.getName() + "\\.")
                .jvmArgs("--enable-native-access=ALL-UNNAMED", "-Xmx" + heap, "-Dbench.model=" + Corpus.model())
                .shouldFailOnError(true).build()).run();
    }

    private static RunResult of(Collection<RunResult> results, String name, String parameter) {
        return results.stream().filter(result -> result.getPrimaryResult().getLabel().equals(name))
                .filter(result -> parameter.isEmpty() || result.getParams().getParamsKeys().stream()
                        .anyMatch(key -> result.getParams().getParam(key).equals(parameter)))
                .findFirst().orElseThrow();
    }

    private static double score(Collection<RunResult> results, String name, String parameter) {
        return percentile(of(results, name, parameter), 50);
    }

    private static double score(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static double percentile(double[][] pairs, int which, int percent) {
        double[] all = Arrays.stream(pairs).mapToDouble(pair -> pair[which]).sorted().toArray();
        return all[Math.min(all.length - 1, all.length * percent / 100)];
    }

    private static double percentile(RunResult result, double percent) {
        return result.getPrimaryResult().getStatistics().getPercentile(percent);
    }

    private void percentiles(String what, RunResult result) {
        figure(what + ", p50", percentile(result, 50), "ms");
        figure(what + ", p99", percentile(result, 99), "ms");
    }

    private void figure(String what, double value, String unit) {
        add(new Line(what, value, unit, Double.NaN, Double.POSITIVE_INFINITY, false));
    }

    private void most(String what, double value, String unit, double limit, double worst) {
        add(new Line(what, value, unit, limit, worst, false));
    }

    private void least(String what, double value, double limit, double worst) {
        add(new Line(what, value, "", limit, worst, true));
    }

    private void add(Line line) {
        System.out.println(line);
        lines.add(line);
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, "%n== " + format + "%n", values);
    }
}
