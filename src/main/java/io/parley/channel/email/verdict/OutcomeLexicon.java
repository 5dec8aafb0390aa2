package io.parley.channel.email.verdict;

import io.parley.channel.text.YamlTexts;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes a letter apart into clauses of words that a file of {@code channels/email/outcomes} knows; the others count for nothing. */
final class OutcomeLexicon {
    private static final int LONGEST_PHRASE = 6;
    private static final int SHORTEST_STEM = 3;
    private static final int LONGEST_STEM = 30;
    private static final int SHORT_LINE = 45;
    private static final String STAR = "*";
    private static final Pattern SENTENCE = Pattern.compile("[.!\u2026\n\u3002]+(?=\\s|$)|\n+|(?<=[?\uff1f])");
    private static final Pattern CLAUSE = Pattern.compile("[,;:()\u2013\u2014/\u00a1\u00bf]+|\\s-{1,2}\\s");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+|\\p{So}");
    private static final Pattern STRETCHED = Pattern.compile("(\\p{L})\\1{2,}");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+|[\u200d\ufe0e\ufe0f]|\\p{Sk}");

    /** The meaning of a word; the order decides where a word stands in several lists. */
    enum Kind {
        DONE, NO_USE, LACKS, NOT_ONLY, NEUTRAL, ASIDE, LATER, TRIED, NO_MORE, GOT, SOLVED, FAILED, TROUBLE, REGRET, THANKS, PRAISE, YES, NO, NAY, BUT, AND, JOINS, STILL, NOT, ASKS, GONE, WITHOUT, SAME, CHANGE, WANTED, ASKED, EXACTLY, RUNS, ACTION, CAN, NOW, AGAIN, MORE, AWAY, GRAMMAR, UNKNOWN;

        private String list() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * The part of a sentence between two commas.
     *
     * @param kinds the kinds of its words and phrases
     * @param but whether a "but" stands before it
     */
    record Clause(List<Kind> kinds, boolean but) {
        boolean has(Kind kind) {
            return kinds.contains(kind);
        }
    }

    /** The kinds of what people write in any language. */
    private static final Set<Kind> EVERYWHERE = Set.of(Kind.YES, Kind.NO, Kind.PRAISE, Kind.THANKS, Kind.REGRET,
            Kind.FAILED);

    /** Words with which a clause goes on behind a comma. */
    private static final Set<Kind> JOINING = Set.of(Kind.JOINS, Kind.WANTED);
    private static final Set<Kind> ANSWERS = Set.of(Kind.YES, Kind.NO, Kind.NAY);

    private final Map<String, Kind> spelled = new HashMap<>();
    private final Map<String, Kind> folded = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    /**
     * @param texts the words of a language
     * @param everywhere words that people write in any language
     */
    OutcomeLexicon(YamlTexts texts, YamlTexts everywhere) {
        kinds().forEach(kind -> texts.list(kind.list()).forEach(phrase -> add(phrase, kind)));
        spelled.keySet().stream().flatMap(phrase -> Stream.of(phrase.replace(STAR, "").split(" ")))
                .forEach(word -> known.add(fold(word)));
        kinds().filter(EVERYWHERE::contains)
                .forEach(kind -> everywhere.list(kind.list()).forEach(phrase -> add(phrase, kind)));
    }

    private static Stream<Kind> kinds() {
        return Stream.of(Kind.values()).filter(kind -> kind != Kind.UNKNOWN);
    }

    private void add(String phrase, Kind kind) {
        String words = String.join(" ", words(phrase)) + (phrase.endsWith(STAR) ? STAR : "");
        spelled.putIfAbsent(words, kind);
        folded.putIfAbsent(fold(words), kind);
    }

    /** Whether a word is one of the language. */
    boolean knows(String word) {
        return known.contains(fold(word)) || kind(word) != Kind.UNKNOWN;
    }

    /** The sentences of a text. */
    static List<String> sentences(String text) {
        StringBuilder joined = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            joined.append(line.strip()).append(line.length() < SHORT_LINE ? '\n' : ' ');
        }
        return Stream.of(SENTENCE.split(joined, -1)).map(String::strip).filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    /** The clauses of a sentence. */
    List<Clause> clauses(String sentence) {
        List<Clause> clauses = new ArrayList<>();
        boolean but = false;
        boolean notOnly = false;
        for (String part : CLAUSE.split(sentence, -1)) {
            List<Kind> found = kinds(words(part));
            List<Kind> kinds = joins(found, clauses)
                    ? new ArrayList<>(clauses.removeLast().kinds())
                    : new ArrayList<>();
            notOnly |= found.contains(Kind.NOT_ONLY);
            for (Kind kind : found) {
                if (kind == Kind.BUT || kind == Kind.AND) {
                    addClause(clauses, kinds, but);
                    kinds = new ArrayList<>();
                    but |= kind == Kind.BUT && !notOnly;
                } else {
                    kinds.add(kind);
                }
            }
            addClause(clauses, kinds, but);
        }
        return clauses;
    }

    /** Whether words go on with the last clause, which is no mere yes or no. */
    private static boolean joins(List<Kind> found, List<Clause> clauses) {
        return !found.isEmpty() && JOINING.contains(found.getFirst()) && !clauses.isEmpty()
                && ANSWERS.stream().noneMatch(clauses.getLast()::has);
    }

    private static void addClause(List<Clause> clauses, List<Kind> kinds, boolean but) {
        if (!kinds.isEmpty()) {
            clauses.add(new Clause(List.copyOf(kinds), but));
        }
    }

    private List<Kind> kinds(List<String> words) {
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i < words.size();) {
            int length = Math.min(LONGEST_PHRASE, words.size() - i);
            while (length > 1 && kind(String.join(" ", words.subList(i, i + length))) == Kind.UNKNOWN) {
                length--;
            }
            kinds.add(kind(String.join(" ", words.subList(i, i + length))));
            i += length;
        }
        return kinds;
    }

    private Kind kind(String phrase) {
        Kind typed = kind(spelled, phrase);
        return typed == Kind.UNKNOWN ? kind(folded, fold(phrase)) : typed;
    }

    private static Kind kind(Map<String, Kind> phrases, String phrase) {
        Kind whole = phrases.get(phrase);
        int last = phrase.lastIndexOf(' ') + 1;
        for (int end = Math.min(phrase.length(), last + LONGEST_STEM); whole == null
                && end >= last + SHORTEST_STEM; end--) {
            whole = phrases.get(phrase.substring(0, end) + STAR);
        }
        return whole == null ? Kind.UNKNOWN : whole;
    }

    /** The words of a text in lower case, a "not" as a word of its own. */
    static List<String> words(String text) {
        String even = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).replace('\u2019', '\'')
                .replace('`', '\'').replace('\u00b4', '\'').replace("can't", "can not").replace("won't", "will not")
                .replace("n't", " not");
        return WORD.matcher(STRETCHED.matcher(even).replaceAll("$1")).results().map(found -> found.group()).toList();
    }

    private static String fold(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("").replace("\u00df", "ss")
                .replace("\u0142", "l");
    }
}
