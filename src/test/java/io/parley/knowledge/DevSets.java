package io.parley.knowledge;

import io.parley.evaluation.QuestionFile;
import io.parley.evaluation.TestQuestion;
import io.parley.knowledge.importing.FaqFile;
import io.parley.knowledge.importing.FaqFormat;
import io.parley.knowledge.importing.FaqRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.util.VectorUtil;

/** The retrieval sets that are for tuning, whole or cut down to what a young FAQ looks like. */
final class DevSets {

    static final Path FOLDER = Path.of("../shared/data/eval");

    private DevSets() {}

    /** Those whose entries have many ways to ask, or whose exact entry is hard to tell. */
    private static final List<String> OLDER = List.of("banking77-cold-dev", "banking77-dev", "banking50-oos-dev",
            "clinc150-dev", "zoomcamp-orders");
    /** Sources whose sets are not all named alike. */
    private static final Map<String, String> FAMILIES = Map.of("covidq", "covid", "deepset", "covid", "sara", "rasa",
            "banking77", "banking", "banking50", "banking", "clinc150", "clinc");
    private static final Map<String, float[]> VECTORS = new ConcurrentHashMap<>();
    /** How many beginners' FAQs of the usual kind are cut out of a set. */
    static final int BEGINNINGS = 6;
    /**
     * The part of a set's name that marks a cut-out FAQ whose questions without an answer are those of the nearest
     * entries left out.
     */
    static final String AMONG_NEIGHBOURS = "/near";
    private static final int SEEDS = 3;
    private static final int QUESTIONS_OF_TINY = 150;

    /** All sets, those of many entries cut down in several ways, and each cut down to what a beginner's FAQ looks like. */
    static List<DevSet> all() {
        List<DevSet> sets = new ArrayList<>(older());
        for (String name : names()) {
            if (!OLDER.contains(name)) {
                DevSet whole = read(name);
                sets.add(whole);
                for (long seed = 1; seed <= SEEDS; seed++) {
                    sets.addAll(whole.beginnings(seed));
                }
            }
        }
        return sets;
    }

    private static List<DevSet> older() {
        List<DevSet> sets = new ArrayList<>(OLDER.stream().map(DevSets::read).toList());
        DevSet banking = read("banking50-oos-dev");
        DevSet clinc = read("clinc150-dev");
        sets.addAll(List.of(banking.withPhrasings(5, 1), clinc.withPhrasings(5, 1), clinc.withPhrasings(30, 1)));
        for (long seed = 1; seed <= 2; seed++) {
            sets.add(clinc.withEntries(40, seed).withPhrasings(4, seed));
            sets.add(banking.withEntries(25, seed).withPhrasings(4, seed));
            sets.add(banking.withEntries(25, seed).withPhrasings(60, seed));
            sets.add(clinc.withEntries(10, seed).withPhrasings(2, seed));
            sets.add(banking.withEntries(15, seed).withPhrasings(0, seed));
            sets.add(clinc.withEntries(60, seed).withPhrasings(0, seed));
        }
        return sets;
    }

    private static List<String> names() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The family of a set: its sets are left out together when numbers are judged by companies that they were not
     * fitted to.
     */
    static String family(String name) {
        String source = name.split("[-/]", 2)[0];
        return FAMILIES.getOrDefault(source, source);
    }

    /** A FAQ and questions to it. */
    record DevSet(String name, List<FaqRow> rows, List<TestQuestion> questions) {

        /** A few entries of one way to ask each, and some more of two. */
        List<DevSet> beginnings(long seed) {
            return Stream.of(withEntries(4, seed).withPhrasings(0, seed),
                    withEntries(7, seed + 10).withPhrasings(1, seed), amongNeighbours(3, seed).withPhrasings(0, seed),
                    amongNeighbours(5, seed + 10).withPhrasings(0, seed),
                    amongNeighbours(8, seed + 20).withPhrasings(1, seed))
                    .filter(cut -> cut.rows.size() < rows.size()).map(cut -> cut.withQuestions(QUESTIONS_OF_TINY))
                    .filter(cut -> cut.questions.stream().anyMatch(TestQuestion::isAnswerable))
                    .filter(cut -> !cut.questions.stream().allMatch(TestQuestion::isAnswerable)).toList();
        }

        boolean isCut() {
            return DevSets.isCut(name);
        }

        /** Keeps one phrasing as the question and this many others of each entry, drawn at random. */
        DevSet withPhrasings(int most, long seed) {
            Random random = new Random(seed);
            return new DevSet(name + "/" + most, rows.stream().map(row -> cut(row, most, random)).toList(), questions);
        }

        /** Keeps this many of the questions, drawn at random. */
        DevSet withQuestions(int most) {
            List<TestQuestion> kept = new ArrayList<>(questions);
            Collections.shuffle(kept, new Random(1));
            return new DevSet(name, rows, kept.subList(0, Math.min(most, kept.size())));
        }

        /** Keeps some of the entries; what the others would answer becomes unanswerable, and is thinned to one half. */
        DevSet withEntries(int most, long seed) {
            Random random = new Random(seed);
            List<FaqRow> kept = new ArrayList<>(rows);
            Collections.shuffle(kept, random);
            kept = kept.subList(0, Math.min(most, kept.size()));
            Set<String> ids = new HashSet<>();
            kept.forEach(row -> ids.add(row.id().value()));
            List<TestQuestion> answerable = new ArrayList<>();
            List<TestQuestion> not = new ArrayList<>();
            for (TestQuestion question : questions) {
                Set<String> expected = new HashSet<>(question.expected());
                expected.retainAll(ids);
                (expected.isEmpty() ? not : answerable).add(new TestQuestion(question.text(), expected));
            }
            Collections.shuffle(not, random);
            answerable.addAll(not.subList(0, Math.min(not.size(), answerable.size())));
            return new DevSet(name + "/" + most + "entries" + seed, kept, answerable);
        }

        /** Keeps some of the entries; of the others, only what those nearest to them would answer is asked. */
        DevSet amongNeighbours(int most, long seed) {
            List<FaqRow> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, new Random(seed));
            List<FaqRow> kept = shuffled.subList(0, Math.min(most, shuffled.size()));
            List<FaqRow> others = new ArrayList<>(shuffled.subList(kept.size(), shuffled.size()));
            others.sort(Comparator.comparingDouble((FaqRow other) -> nearness(other, kept)).reversed());
            Set<String> near = ids(others.subList(0, Math.min(most, others.size())));
            Set<String> own = ids(kept);
            List<TestQuestion> answerable = questions.stream()
                    .filter(question -> !Collections.disjoint(question.expected(), own)).toList();
            List<TestQuestion> not = new ArrayList<>(questions.stream()
                    .filter(question -> Collections.disjoint(question.expected(), own)
                            && !Collections.disjoint(question.expected(), near))
                    .map(question -> new TestQuestion(question.text(), Set.of())).toList());
            Collections.shuffle(not, new Random(seed));
            List<TestQuestion> asked = new ArrayList<>(answerable);
            asked.addAll(not.subList(0, Math.min(not.size(), answerable.size())));
            return new DevSet(name + AMONG_NEIGHBOURS + most + "entries" + seed, kept, asked);
        }

        private static double nearness(FaqRow other, List<FaqRow> kept) {
            float[] vector = vector(other.question());
            return kept.stream().mapToDouble(one -> VectorUtil.dotProduct(vector, vector(one.question()))).max()
                    .orElse(0);
        }

        private static float[] vector(String text) {
            return VECTORS.computeIfAbsent(text, KnowledgeFixture.EMBEDDER::embed);
        }

        private static Set<String> ids(List<FaqRow> rows) {
            return rows.stream().map(row -> row.id().value()).collect(Collectors.toSet());
        }

        private static FaqRow cut(FaqRow row, int most, Random random) {
            List<String> texts = new ArrayList<>(row.alternatives());
            texts.add(row.question());
            Collections.shuffle(texts, random);
            return new FaqRow(row.line(), row.id(), texts.getFirst(), row.answer(), row.category(), row.keywords(),
                    texts.subList(1, Math.min(most + 1, texts.size())), row.negatives(), row.url(), row.owner(),
                    row.reviewBy(), row.language(), "");
        }
    }

    /** Whether the set of this name is cut out of another. */
    static boolean isCut(String name) {
        return name.indexOf('/') >= 0;
    }

    static DevSet read(String name) {
        Path folder = FOLDER.resolve(name);
        return new DevSet(name, FaqFormat.contentsOf(FaqFile.read(folder.resolve("faq.csv"))).rows(),
                QuestionFile.read(folder.resolve("questions.csv")));
    }
}
