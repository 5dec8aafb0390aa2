package io.parley.knowledge;

import io.parley.evaluation.TestQuestion;
import io.parley.knowledge.importing.FaqRow;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The candidates that the search finds for the questions of a set, independent of the fitted numbers. They are cached
 * below {@code target} until the set or this package's code changes.
 *
 * @param entries how many the set has
 */
record FitSample(String name, List<Found> found, int entries) {

    private static final Path SOURCES = Path.of("src/main/java/io/parley/knowledge");
    private static final Path KEPT = Path.of("target/calibration");
    /** The most questions that are asked of a set that is cut out of another. */
    private static final int QUESTIONS = 1000;
    private static final int CANDIDATES = 30;
    private static final int TINY = 10;
    /** The file of the fitted ones may lack numbers that are new. */
    static final Calibration UNFITTED = new Calibration(new double[Evidence.ORDER.size()],
            knowsNothing(Evidence.ANSWERABLE), knowsNothing(Evidence.CHOSEN));
    /** Code by which nothing is found, only judged. */
    private static final List<String> JUDGES = List.of("Calibration.java", "Standing.java");

    /**
     * The best candidates of one question.
     *
     * @param tfIdf how near each is in its words, as a cosine of tf-idf vectors
     * @param right which of them is right; -1 when none is
     */
    record Found(List<Evidence> candidates, double[] tfIdf, int right, boolean isAnswerable) {}

    private static Calibration.Logistic knowsNothing(List<Evidence.Sign> evidence) {
        return new Calibration.Logistic(new double[evidence.size()], 0);
    }

    boolean isOf(String source) {
        return name.startsWith(source);
    }

    String family() {
        return DevSets.family(name);
    }

    /** Whole sets count more than what is cut out of them, and all beginners' FAQs that are cut out of one as much as it. */
    double weight() {
        return !DevSets.isCut(name) ? 1 : isTiny() ? 1.0 / DevSets.BEGINNINGS : 0.5;
    }

    /** Whether what it does not answer is near to what it does. */
    boolean isAmongNeighbours() {
        return name.contains(DevSets.AMONG_NEIGHBOURS);
    }

    /** Whether it is a beginner's FAQ, cut out of another. */
    boolean isTiny() {
        return DevSets.isCut(name) && entries < TINY;
    }

    /** Whether it has the answers of a real FAQ, and one way to ask for each. */
    boolean hasRealAnswers() {
        return !DevSets.isCut(name)
                && (name.endsWith("-answers") || name.startsWith("deepset") || name.startsWith("feedbackqa"));
    }

    /** Near-duplicates say nothing about how sure one may be, and neighbours alone make one doubt everything. */
    boolean tellsConfidence() {
        return !isOf("zoomcamp") && !isAmongNeighbours();
    }

    static FitSample of(DevSets.DevSet set) {
        return of(set, rows -> new FaqTrials(KnowledgeFixture.EMBEDDER,
                new Chunks(KnowledgeFixture.EMBEDDER.wordPieces()), UNFITTED).search(rows));
    }

    /**
     * As above.
     *
     * @param searching makes a FAQ searchable
     */
    static FitSample of(DevSets.DevSet set, Function<List<FaqRow>, FaqSearch> searching) {
        DevSets.DevSet smaller = set.isCut() ? set.withQuestions(QUESTIONS) : set;
        Path file = KEPT.resolve(set.name().replace('/', '_') + "-" + version(smaller));
        if (!Files.exists(file)) {
            keep(sampled(smaller, searching.apply(smaller.rows())), file);
        }
        return new FitSample(set.name(), kept(file), set.rows().size());
    }

    private static List<Found> sampled(DevSets.DevSet set, FaqSearch search) {
        System.out.println("Searching in " + set.name());
        TfIdf tfIdf = TfIdf.of(set.rows());
        return set.questions().parallelStream().map(question -> found(search, tfIdf, question)).toList();
    }

    private static Found found(FaqSearch search, TfIdf tfIdf, TestQuestion question) {
        List<FaqSearch.Ranked> best = search.ranked(question.text()).stream()
                .sorted(Comparator.comparingDouble((FaqSearch.Ranked one) -> promise(one.evidence())).reversed())
                .limit(CANDIDATES).toList();
        int right = -1;
        for (int i = best.size() - 1; i >= 0; i--) {
            if (question.expected().contains(best.get(i).candidate().indexed().entry().id().value())) {
                right = i;
            }
        }
        return new Found(best.stream().map(FaqSearch.Ranked::evidence).toList(),
                tfIdf.of(question.text(), best.stream().map(one -> one.candidate().indexed().entry().id()).toList()),
                right, question.isAnswerable());
    }

    /**
     * The score by which candidates are preselected; it uses no fitted numbers, so that they do not depend on earlier
     * ones.
     */
    private static double promise(Evidence one) {
        return 3 * one.words() + one.whole() / 5 + 6 * one.cosine() + 2 * one.answer() + one.lead() + one.refined();
    }

    /** Changes when what is found may change. */
    private static String version(DevSets.DevSet set) {
        CRC32C sum = new CRC32C();
        sum.update((set.rows() + "\n" + set.questions()).getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(FitSample::isSearching).sorted().toList()) {
                sum.update(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Long.toHexString(sum.getValue());
    }

    private static boolean isSearching(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") && !JUDGES.contains(name);
    }

    private static void keep(List<Found> all, Path file) {
        try {
            Files.createDirectories(KEPT);
            Path draft = file.resolveSibling(file.getFileName() + ".part");
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(draft)))) {
                out.writeInt(all.size());
                for (Found one : all) {
                    write(one, out);
                }
            }
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Found found, DataOutputStream out) throws IOException {
        out.writeInt(found.right);
        out.writeBoolean(found.isAnswerable);
        out.writeInt(found.candidates.size());
        for (int i = 0; i < found.candidates.size(); i++) {
            for (double number : numbers(found.candidates.get(i))) {
                out.writeDouble(number);
            }
            out.writeDouble(found.tfIdf[i]);
        }
    }

    private static double[] numbers(Evidence one) {
        return new double[]{one.words(), one.whole(), one.wholeShare(), one.answer(), one.cosine(), one.lead(),
                one.refined(), one.centrality(), one.closeness(), one.negative(), one.weakened(), one.maturity(),
                one.difference(), one.phrasings()};
    }

    private static List<Found> kept(Path file) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            List<Found> all = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                all.add(read(in));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Found read(DataInputStream in) throws IOException {
        int right = in.readInt();
        boolean isAnswerable = in.readBoolean();
        double[] tfIdf = new double[in.readInt()];
        List<Evidence> candidates = new ArrayList<>();
        for (int i = 0; i < tfIdf.length; i++) {
            candidates.add(evidence(in));
            tfIdf[i] = in.readDouble();
        }
        return new Found(candidates, tfIdf, right, isAnswerable);
    }

    private static Evidence evidence(DataInputStream in) throws IOException {
        return new Evidence(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(),
                in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(),
                in.readDouble(), in.readDouble(), in.readDouble());
    }
}
