package io.parley.channel.email;

import io.parley.channel.YamlTexts;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes a letter apart into clauses of words that {@code channels/email/outcomes.yaml} knows; the others count for nothing. */
final class OutcomeLexicon {
    private static final int LONGEST_PHRASE = 6;
    private static final int SHORTEST_STEM = 3;
    private static final int SHORT_LINE = 45;
    private static final String STAR = "*";
    private static final Pattern SENTENCE = Pattern.compile("[.!\u2026\n\u3002]+(?=\\s|$)|\n+|(?<=[?\uff1f])");
    private static final Pattern CLAUSE = Pattern.compile("[,;:()\u2013\u2014/\u00a1\u00bf]+|\\s-{1,2}\\s");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+|\\p{So}");
    private static final Pattern STRETCHED = Pattern.compile("(\\p{L})\\1{2,}");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+|[\u200d\ufe0e\ufe0f]|\\p{Sk}");

    /** The meaning of a word; the order decides where a word stands in several lists. */
    enum Kind {
        DONE, NO_USE, NEUTRAL, ASIDE, LATER, TRIED, SOLVED, FAILED, TROUBLE, REGRET, THANKS, PRAISE, YES, NO, BUT, AND, STILL, NOT, ASKS, UNKNOWN;

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

    private final Map<String, Kind> spelled = new HashMap<>();
    private final Map<String, Kind> folded = new HashMap<>();

    OutcomeLexicon(YamlTexts texts) {
        Stream.of(Kind.values()).filter(kind -> kind != Kind.UNKNOWN)
                .forEach(kind -> texts.list(kind.list()).forEach(phrase -> add(phrase, kind)));
    }

    private void add(String phrase, Kind kind) {
        String words = String.join(" ", words(phrase)) + (phrase.endsWith(STAR) ? STAR : "");
        spelled.putIfAbsent(words, kind);
        folded.putIfAbsent(fold(words), kind);
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
        for (String part : CLAUSE.split(sentence, -1)) {
            List<Kind> kinds = new ArrayList<>();
            for (Kind kind : kinds(words(part))) {
                if (kind == Kind.BUT || kind == Kind.AND) {
                    addClause(clauses, kinds, but);
                    kinds = new ArrayList<>();
                    but |= kind == Kind.BUT;
                } else {
                    kinds.add(kind);
                }
            }
            addClause(clauses, kinds, but);
        }
        return clauses;
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
        Kind exact = spelled.get(phrase);
        return exact != null ? exact : folded(fold(phrase));
    }

    private Kind folded(String phrase) {
        Kind whole = folded.get(phrase);
        int last = phrase.lastIndexOf(' ') + 1;
        for (int end = phrase.length(); whole == null && end >= last + SHORTEST_STEM; end--) {
            whole = folded.get(phrase.substring(0, end) + STAR);
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
