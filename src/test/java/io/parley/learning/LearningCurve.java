package io.parley.learning;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.evaluation.Figures;
import io.parley.evaluation.Outcome;
import io.parley.evaluation.QuestionFile;
import io.parley.evaluation.TestQuestion;
import io.parley.knowledge.FaqTrials;
import io.parley.knowledge.FaqTrialsConfiguration;
import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.faq.Lesson;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Measures how much a FAQ of 77 entries with five phrasings each learns from people, one in ten of whom is wrong. Not a
 * test by its name, so that it runs only on request:
 *
 * <pre>{@code mvn test -Dtest=LearningCurve}</pre>
 */
class LearningCurve {
    private static final Path SETS = Path.of("../shared/data/eval");
    private static final List<Integer> STAGES = List.of(500, 2_000, 5_000);
    private static final double WRONG = 0.1;
    private static final double MISTAKEN = 0.05;
    private static final double THRESHOLD = 0.5;
    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration DAYS = Duration.ofDays(30);
    /** The number of thumbs that each account gives. */
    private static final int THUMBS_OF_ONE = 4;

    /** A question that customers ask, and the entry that answers it. */
    private record Asked(String text, FaqId right) {}

    /** How people say what they think of an answer. */
    private interface People {
        Pair say(Asked asked, List<Hit> hits, boolean isWrong, Voice who, Random random);

        /** Whether what several strangers say teaches without an operator. */
        default boolean isBelieved() {
            return true;
        }
    }

    @Test
    void printsWhatVerdictsAreWorth() throws IOException {
        assumeTrue(Files.exists(SETS), "The shared test data is absent, so nothing is learned.");
        try (ConfigurableApplicationContext parley = new SpringApplicationBuilder(FaqTrialsConfiguration.class)
                .web(WebApplicationType.NONE).run()) {
            FaqTrials.Trial trial = parley.getBean(FaqTrials.class)
                    .of(SETS.resolve("banking77-cold-dev/faq.csv"), ImportListener.SILENT);
            List<TestQuestion> questions = QuestionFile.read(SETS.resolve("banking77-cold-dev/questions.csv"));
            List<Asked> asked = asked(questions);
            print("none", 0, trial.search(), questions);
            curve("thumbs, believed", trial.rehearsal(), asked, questions, LearningCurve::thumb);
            curve("thumbs, no operator", trial.rehearsal(), asked, questions, new People() {
                @Override
                public Pair say(Asked one, List<Hit> hits, boolean isWrong, Voice who, Random random) {
                    return thumb(one, hits, isWrong, who, random);
                }

                @Override
                public boolean isBelieved() {
                    return false;
                }
            });
            curve("thumbs, an operator", trial.rehearsal(), asked, questions, LearningCurve::looked);
            curve("agents", trial.rehearsal(), asked, questions, LearningCurve::name);
        }
    }

    /** The phrasings that only the full FAQ has, without the test's questions. */
    private static List<Asked> asked(List<TestQuestion> questions) throws IOException {
        Set<String> known = new HashSet<>();
        questions.forEach(question -> known.add(normal(question.text())));
        phrasings("banking77-cold-dev").forEach(phrasing -> known.add(normal(phrasing.text())));
        List<Asked> asked = new ArrayList<>(
                phrasings("banking77-dev").stream().filter(phrasing -> known.add(normal(phrasing.text()))).toList());
        Collections.shuffle(asked, new Random(1));
        return asked;
    }

    private static List<Asked> phrasings(String set) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .ofNamedCsvRecord(SETS.resolve(set).resolve("faq.csv"))) {
            return csv.stream().flatMap(row -> Stream
                    .concat(Stream.of(row.getField("question")), row.getField("alternatives").lines())
                    .map(text -> new Asked(text, new FaqId(row.getField("id"))))).toList();
        }
    }

    private static String normal(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    /** The people of each stage meet a bot that has learned from those before them. */
    private static void curve(String name, Rehearsal rehearsal, List<Asked> asked, List<TestQuestion> questions,
            People people) {
        List<Pair> pairs = new ArrayList<>();
        List<Lesson> lessons = List.of();
        Random random = new Random(2);
        for (int stage : STAGES) {
            try (Rehearsal.Taught bot = rehearsal.taught(lessons)) {
                for (Asked one : asked.subList(pairs.size(), stage)) {
                    pairs.add(people.say(one, bot.search(one.text(), 10), random.nextDouble() < WRONG,
                            who(pairs.size(), random), random));
                }
            }
            lessons = studied(rehearsal, pairs, lessons, voice -> people.isBelieved());
            print(name, stage, rehearsal, lessons, questions);
        }
    }

    private static List<Lesson> studied(Rehearsal rehearsal, List<Pair> pairs, List<Lesson> before,
            Predicate<Voice> believed) {
        List<LessonRows.Row> rows = pairs.stream().map(pair -> new LessonRows.Row(0, pair, null, 0, true, true, 0))
                .toList();
        try (Rehearsal.Taught unprepared = rehearsal.unprepared(before, Study.SHARES)) {
            return Study.of(rows, unprepared, new Agreement(rehearsal, believed)).stream().map(Study.Weighed::lesson)
                    .toList();
        }
    }

    /** An account, and when it speaks: all thumbs are spread over the days. */
    private static Voice who(int number, Random random) {
        int accounts = STAGES.getLast() / THUMBS_OF_ONE;
        return new Voice("account-" + random.nextInt(accounts), true,
                BEGIN.plus(DAYS.multipliedBy(number).dividedBy(STAGES.getLast())));
    }

    /** A thumb on what the bot found. */
    private static Pair thumb(Asked asked, List<Hit> hits, boolean isWrong, Voice who, Random random) {
        FaqId answer = hits.getFirst().entry().id();
        boolean isUp = answer.equals(asked.right()) != isWrong;
        return new Pair(answer, asked.text(), Pair.Insiders.SILENT, List.of(new Voice(who.name(), isUp, who.at())));
    }

    /** An operator looks at each thumb, and accepts those that are right; of twenty looks one is mistaken. */
    private static Pair looked(Asked asked, List<Hit> hits, boolean isWrong, Voice who, Random random) {
        Pair said = thumb(asked, hits, isWrong, who, random);
        boolean isUp = said.strangers().getFirst().isUp();
        boolean isRight = isUp == said.entry().equals(asked.right());
        boolean isAccepted = isRight != random.nextDouble() < MISTAKEN;
        Pair.Insiders accepted = isUp ? new Pair.Insiders(0, 0, 2) : new Pair.Insiders(0, 1, 0);
        return new Pair(said.entry(), said.text(), isAccepted ? accepted : Pair.Insiders.SILENT, List.of());
    }

    /** A ticket's agent names the entry, or one that looks like it. */
    private static Pair name(Asked asked, List<Hit> hits, boolean isWrong, Voice who, Random random) {
        List<FaqId> others = hits.stream().map(hit -> hit.entry().id()).filter(id -> !id.equals(asked.right()))
                .limit(5).toList();
        FaqId named = isWrong ? others.get(random.nextInt(others.size())) : asked.right();
        return new Pair(named, asked.text(), new Pair.Insiders(0, 0, 1), List.of());
    }

    private static void print(String name, int verdicts, Rehearsal rehearsal, List<Lesson> lessons,
            List<TestQuestion> questions) {
        long confirmed = lessons.stream().filter(lesson -> lesson.weight() > 0).count();
        long weakened = lessons.stream().filter(lesson -> lesson.weight() < 0).count();
        System.out.printf(Locale.ROOT, "%d confirmed, %d weakened%n", confirmed, weakened);
        try (Rehearsal.Taught taught = rehearsal.taught(lessons)) {
            print(name, verdicts, taught, questions);
        }
    }

    private static void print(String name, int verdicts, Search search, List<TestQuestion> questions) {
        Figures figures = Figures.of(questions.parallelStream().map(question -> outcome(search, question)).toList(),
                THRESHOLD);
        System.out.printf(Locale.ROOT, "%s %5d: hit@1 %.4f  overall %.4f  ece %.4f  coverage %.3f  precision %.3f%n",
                name, verdicts, figures.hitAt1(), figures.overall(), figures.ece(), figures.coverage(),
                figures.precision());
    }

    private static Outcome outcome(Search search, TestQuestion question) {
        List<Hit> hits = search.search(question.text(), 10);
        int rank = 0;
        for (int i = hits.size() - 1; i >= 0; i--) {
            rank = question.expected().contains(hits.get(i).entry().id().value()) ? i + 1 : rank;
        }
        return new Outcome(hits.isEmpty() ? 0 : hits.getFirst().confidence().value(), rank, question.isAnswerable());
    }
}
