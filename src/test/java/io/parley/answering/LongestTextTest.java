package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.search.OneThreadSearch;
import io.parley.knowledge.search.Search;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The longest text costs at most ten times the processor time of a question of 60 characters, whatever it says. */
@Tag("bench")
class LongestTextTest {
    private static final int PHRASINGS = 50_000;
    private static final int LONGEST_SEARCH = 500;
    private static final int LONGEST_MESSAGE = 8_000;
    private static final double MOST = 10;
    private static final String SHORT = "Where is my order, and how long does the delivery take here?";
    private static final int RUNS = 12;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z]+");

    private static final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Test
    void costsTenTimesAShortQuestionAtMostOverTheStarterFaq() throws IOException {
        try (OneThreadSearch search = OneThreadSearch.starter()) {
            costsAtMostTenTimes("starter", search);
        }
    }

    @Test
    void costsTenTimesAShortQuestionAtMostOverManyPhrasings() throws IOException {
        try (OneThreadSearch search = OneThreadSearch.madeUp(PHRASINGS, words())) {
            costsAtMostTenTimes("50,000 phrasings", search);
        }
    }

    private static void costsAtMostTenTimes(String faq, OneThreadSearch search) throws IOException {
        AnswerPolicy decision = new AnswerPolicy(AnswerPolicy.Phrasebook.of(Bot.PHRASES, search::entry), search,
                search::entry,
                () -> Bot.THRESHOLDS, Bot.SETTINGS, new AnswerTexts(Bot.TEXTS), null, ModelAllowance.WITHOUT_LIMIT);
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.putAll(ratios("search", LONGEST_SEARCH, text -> search.search(text, Search.MAX_HITS)));
        ratios.putAll(ratios("chat", LONGEST_MESSAGE, text -> decision.on(Question.of(text))));
        ratios.putAll(ratios("follow-up", LONGEST_MESSAGE, text -> decision.on(Question.of("and how much is that?",
                List.of(Exchange.person(text), Exchange.bot("Well."))))));
        System.out.println("Processor time beside a question of 60 characters, " + faq + ": " + ratios.entrySet()
                .stream().map(ratio -> String.format(Locale.ROOT, "%s %.1f", ratio.getKey(), ratio.getValue()))
                .collect(Collectors.joining(", ")));
        assertThat(ratios).as(faq).allSatisfy((text, ratio) -> assertThat(ratio).as(text).isLessThanOrEqualTo(MOST));
    }

    private static Map<String, Double> ratios(String what, int length, Consumer<String> work) throws IOException {
        assertThat(SHORT).hasSize(60);
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (Map.Entry<String, String> text : texts().entrySet()) {
            String longest = text.getValue().substring(0, length);
            long cost = Long.MAX_VALUE;
            long usual = Long.MAX_VALUE;
            for (int run = 0; run < RUNS; run++) {
                usual = Math.min(usual, nanos(work, SHORT));
                cost = Math.min(cost, nanos(work, longest));
            }
            ratios.put(what + ", " + text.getKey(), (double) cost / usual);
        }
        return ratios;
    }

    private static long nanos(Consumer<String> work, String text) {
        long begin = threads.getCurrentThreadCpuTime();
        work.accept(text);
        return threads.getCurrentThreadCpuTime() - begin;
    }

    private static Map<String, String> texts() throws IOException {
        List<String> words = words();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("prose", Files.readString(Path.of("docs/learning.md")).repeat(2));
        texts.put("frequent words", joined(IntStream.range(0, LONGEST_MESSAGE).mapToObj(i -> words.get(i % 60))));
        texts.put("mistyped words", joined(mistyped(words)));
        texts.put("a slip of several words", "connecte ".repeat(LONGEST_MESSAGE));
        texts.put("unknown words", joined(new Random(2).ints(LONGEST_MESSAGE, 0, 1 << 30)
                .mapToObj(i -> Integer.toString(i, 36) + "qz")));
        texts.put("one letter", "x".repeat(LONGEST_MESSAGE));
        texts.put("letters", "a b c d e f g h i ".repeat(LONGEST_MESSAGE));
        texts.put("Chinese", "我的订单在哪里".repeat(LONGEST_MESSAGE));
        texts.put("emoji", "😀👍".repeat(LONGEST_MESSAGE));
        texts.put("lines", "ok\n".repeat(LONGEST_MESSAGE));
        texts.put("marks", "?!. ".repeat(LONGEST_MESSAGE));
        return texts;
    }

    private static String joined(Stream<String> words) {
        return words.collect(Collectors.joining(" "));
    }

    private static Stream<String> mistyped(List<String> words) {
        List<String> longer = words.stream().filter(word -> word.length() > 7).toList();
        return IntStream.range(0, LONGEST_MESSAGE).mapToObj(i -> longer.get(i % longer.size()))
                .map(word -> word.substring(0, 3) + "q" + word.substring(4));
    }

    /** The words of the documents, the most frequent first. */
    private static List<String> words() throws IOException {
        Map<String, Integer> frequencies = new LinkedHashMap<>();
        List<String> files = new ArrayList<>(
                List.of("README.md", "docs/desk.md", "docs/learning.md", "docs/retrieval.md"));
        files.add("db/faq/starter.csv");
        for (String file : files) {
            BETWEEN_WORDS.splitAsStream(Files.readString(Path.of(file)).toLowerCase(Locale.ROOT))
                    .filter(word -> word.length() > 2).forEach(word -> frequencies.merge(word, 1, Integer::sum));
        }
        return frequencies.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey).toList();
    }
}
