package io.parley.channel.email.receiving;

import io.parley.channel.text.YamlTexts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads replies that take several of the choices in a mail, and say nothing else: "1 and 2 please", "the first two"; the words
 * are in {@code channels/email/choices.yaml}.
 */
public final class SeveralChosen {
    private static final int LONGEST = 60;
    private static final Pattern FITTING = Pattern.compile("[\\p{L}\\p{M}\\d\\s,;.:()#+&!]+");
    private static final Pattern FRACTION = Pattern.compile("\\d[.:]\\d");
    private static final Pattern WORD = Pattern.compile("\\d(?:st|nd|rd)|\\d+|[\\p{L}\\p{M}]+");
    private static final Pattern DIGIT = Pattern.compile("\\d");

    private final Set<String> around;
    private final Map<String, Integer> ordinals;
    private final Map<String, Integer> numbers;
    private final List<String> both;
    private final List<String> all;

    SeveralChosen(YamlTexts texts) {
        this.around = new TreeSet<>(texts.list("around"));
        this.ordinals = places(texts, List.of("first", "second", "third"), 1);
        this.numbers = places(texts, List.of("two", "three"), 2);
        this.both = texts.list("both");
        this.all = texts.list("all");
    }

    private static Map<String, Integer> places(YamlTexts texts, List<String> keys, int from) {
        return IntStream.range(0, keys.size()).boxed()
                .flatMap(i -> texts.list(keys.get(i)).stream().map(word -> Map.entry(word, from + i)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * The places that a reply takes, in order; empty where it does not take several, or says something else.
     *
     * @param reply without greeting and leave
     * @param size the number of choices
     */
    List<Integer> in(String reply, int size) {
        String text = reply.strip().toLowerCase(Locale.ROOT);
        if (text.length() > LONGEST || !FITTING.matcher(text).matches() || FRACTION.matcher(text).find()) {
            return List.of();
        }
        List<String> words = WORD.matcher(text).results().map(word -> word.group()).toList();
        SortedSet<Integer> places = (size == 2 && says(both, words)) || says(all, words)
                ? upTo(size)
                : named(words);
        boolean several = places.size() > 1 && places.first() >= 1 && places.last() <= size;
        return several ? List.copyOf(places) : List.of();
    }

    /** Whether words are one of some phrases, but for those that stand around. */
    private boolean says(List<String> phrases, List<String> words) {
        String joined = " " + String.join(" ", words) + " ";
        return phrases.stream().map(phrase -> " " + phrase + " ").filter(joined::contains)
                .anyMatch(phrase -> List.of(joined.replace(phrase, " ").strip().split(" ")).stream()
                        .allMatch(word -> word.isEmpty() || around.contains(word)));
    }

    private SortedSet<Integer> named(List<String> words) {
        List<String> places = words.stream().filter(word -> !around.contains(word)).toList();
        List<Integer> found = places.stream().map(this::place).toList();
        if (found.size() == 2 && words.indexOf(places.getFirst()) + 1 == words.lastIndexOf(places.getLast())
                && places.stream().anyMatch(word -> ordinals.getOrDefault(word, 0) == 1)
                && places.stream().anyMatch(word -> !ordinals.containsKey(word))) {
            return upTo(Math.max(found.getFirst(), found.getLast()));
        }
        return new TreeSet<>(found);
    }

    /** The place that a word names, from 1; 0 for none. */
    private int place(String word) {
        return DIGIT.matcher(word).matches()
                ? Integer.parseInt(word)
                : ordinals.getOrDefault(word, numbers.getOrDefault(word, 0));
    }

    private static SortedSet<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
