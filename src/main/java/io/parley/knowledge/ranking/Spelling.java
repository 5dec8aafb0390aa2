package io.parley.knowledge.ranking;

import io.parley.knowledge.faq.IndexedEntry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the FAQ's words in the place of what a person mistyped or abbreviated. A word is only touched when neither the FAQ
 * nor the embedding model knows it and one of the FAQ's words is a slip or two away. Immutable.
 */
public final class Spelling {

    /** Shorter words are too near to each other. */
    private static final int LEAST_LENGTH = 4;
    /** From this length on, two slips are forgiven. */
    private static final int LENGTH_FOR_TWO = 8;
    private static final int MAX_LENGTH = 24;
    /** So many of the FAQ's words, the most frequent, are corrected to. */
    private static final int MAX_WORDS = 20_000;
    /** So many strange words of a text are looked up, since that takes long; who mistypes more is not understood anyway. */
    private static final int MOST_LOOKS = 12;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’]\\p{L}+)?");
    private static final Properties SHORTHAND = shorthand();

    private final Predicate<String> isWord;
    private final Map<String, Integer> frequencies;
    /** Most of very many lists hold one word. */
    private final Map<String, List<String>> withoutLetters = new HashMap<>();

    private Spelling(Map<String, Integer> frequencies, Predicate<String> isWord) {
        this.isWord = isWord;
        this.frequencies = frequencies;
        frequencies.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MAX_WORDS).map(Map.Entry::getKey)
                .filter(word -> word.length() >= LEAST_LENGTH && word.length() <= MAX_LENGTH)
                .forEach(word -> shortened(word)
                        .forEach(key -> withoutLetters.merge(key, List.of(word), Spelling::both)));
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static Properties shorthand() {
        Properties words = new Properties();
        try (InputStream in = Spelling.class.getResourceAsStream("shorthand.properties")) {
            if (in != null) {
                words.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The list of abbreviations cannot be read.", e);
        }
        return words;
    }

    /**
     * Learns the words of the FAQ, but none from what customers typed.
     *
     * @param isWord whether a lower-case word needs no correction, whatever the FAQ holds
     */
    static Spelling of(Collection<IndexedEntry> entries, Predicate<String> isWord) {
        Map<String, Integer> frequencies = new HashMap<>();
        for (IndexedEntry entry : entries) {
            count(entry.entry().keywords(), frequencies);
            entry.phrasings().stream().filter(phrasing -> phrasing.asks() && !phrasing.kind().isLearned())
                    .forEach(phrasing -> count(phrasing.text(), frequencies));
        }
        return new Spelling(frequencies, isWord);
    }

    private static void count(String text, Map<String, Integer> frequencies) {
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results()
                .forEach(word -> frequencies.merge(word.group(), 1, Integer::sum));
    }

    /** The text with its first slips mended; everything else stays as it is. */
    public String mended(String text) {
        AtomicInteger looksLeft = new AtomicInteger(MOST_LOOKS);
        return WORD.matcher(text).replaceAll(match -> replacement(match, looksLeft));
    }

    private String replacement(MatchResult match, AtomicInteger looksLeft) {
        String word = match.group().toLowerCase(Locale.ROOT);
        String written = frequencies.containsKey(word) ? null : SHORTHAND.getProperty(word);
        String mended = written != null
                ? written
                : isStrange(word) && looksLeft.decrementAndGet() >= 0
                        ? corrected(word)
                        : null;
        return java.util.regex.Matcher.quoteReplacement(mended == null ? match.group() : mended);
    }

    private boolean isStrange(String word) {
        return word.length() >= LEAST_LENGTH && word.length() <= MAX_LENGTH && !frequencies.containsKey(word)
                && !isWord.test(word);
    }

    private @Nullable String corrected(String word) {
        return shortened(word).flatMap(key -> withoutLetters.getOrDefault(key, List.of()).stream()).distinct()
                .filter(other -> isSlip(word, other))
                .min(Comparator.<String>comparingInt(other -> slips(word, other))
                        .thenComparing(other -> -frequencies.getOrDefault(other, 0)).thenComparing(other -> other))
                .orElse(null);
    }

    /** Two slips are believed only when the beginning is right. */
    private static boolean isSlip(String word, String other) {
        int slips = slips(word, other);
        boolean areLong = Math.min(word.length(), other.length() + 1) >= LENGTH_FOR_TWO;
        return slips == 1 || (slips == 2 && areLong && word.charAt(0) == other.charAt(0));
    }

    /** The word, and the word without each one of its letters, or each two if it is long. */
    private static Stream<String> shortened(String word) {
        Set<String> keys = new HashSet<>(List.of(word));
        for (String once : withoutOne(word)) {
            keys.add(once);
            if (word.length() >= LENGTH_FOR_TWO - 1) {
                keys.addAll(withoutOne(once));
            }
        }
        return keys.stream();
    }

    private static Set<String> withoutOne(String word) {
        Set<String> shorter = new HashSet<>();
        for (int i = 0; i < word.length(); i++) {
            shorter.add(word.substring(0, i) + word.substring(i + 1));
        }
        return shorter;
    }

    /** Letters missing, added, changed or swapped with a neighbour between two words. */
    static int slips(String a, String b) {
        int[][] slips = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                slips[i][j] = i == 0 || j == 0 ? i + j : least(slips, a, b, i, j);
            }
        }
        return slips[a.length()][b.length()];
    }

    private static int least(int[][] slips, String a, String b, int i, int j) {
        int changed = slips[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(changed, 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
        boolean isSwapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return isSwapped ? Math.min(least, 1 + slips[i - 2][j - 2]) : least;
    }
}
