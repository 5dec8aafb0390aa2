package io.parley.answering.words;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A language in which the model may write: its words, as {@code prompts/checks.yaml} lists them. */
public final class Tongue {

    private static final Pattern ELISION = Pattern.compile("['’`´ʼ](?=\\p{L}{3})");
    private static final Pattern SHORTENED = Pattern.compile("(?i)['’`´ʼ](?=(?:ll|re|ve|d|m|s)(?!\\p{L}))");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern SEMICOLON = Pattern.compile(";");
    private static final Pattern COMMA = Pattern.compile("\\s*[,;]\\s*");
    private static final Pattern LEADING = Pattern.compile("[,:;!.–—-]\\s+");
    private static final int SHORT_FORM = 3;
    private static final int PREFIX = 5;
    private static final double SHARED = 0.7;
    private static final int LONG_WORD = 7;
    private static final Set<String> ENDINGS = Set.of("s", "es", "d", "ed", "ing", "er", "ers", "en", "e", "n", "y",
            "t",
            "r", "ly", "te", "a", "o", "i", "as", "os");

    private final Locale locale;
    private final Set<String> grammar;
    private final Set<String> plain;
    private final Map<Kind, List<List<String>>> phrases = new HashMap<>();
    private final Map<String, String> units = new HashMap<>();
    private final Map<String, String> forms = new HashMap<>();

    /** The roles of a word besides grammar. */
    public enum Kind {
        NEGATION, SELF, OURS, ACTS, DONE, HAPPENED, MAYBE, SECRETS, ASKS, ABSOLUTES, JOINS, COURTESIES
    }

    Tongue(String tag, AnswerWords.Lists lists) {
        this.locale = Locale.of(tag);
        this.grammar = words(lists.grammar());
        this.plain = words(lists.plain());
        put(Kind.NEGATION, SPACE, lists.negation());
        put(Kind.SELF, SPACE, lists.self());
        put(Kind.OURS, SPACE, lists.ours());
        put(Kind.ACTS, COMMA, lists.acts());
        put(Kind.DONE, SPACE, lists.done());
        put(Kind.HAPPENED, SPACE, lists.happened());
        put(Kind.MAYBE, SPACE, lists.maybe());
        put(Kind.SECRETS, COMMA, lists.secrets());
        put(Kind.ASKS, SPACE, lists.asks());
        put(Kind.ABSOLUTES, SPACE, lists.absolutes());
        put(Kind.JOINS, SPACE, lists.joins());
        put(Kind.COURTESIES, COMMA, lists.courtesies());
        groups(lists.units()).forEach((name, words) -> words.forEach(word -> units.put(word, name)));
        SEMICOLON.splitAsStream(lists.same()).map(group -> List.copyOf(words(group)))
                .filter(group -> group.size() > 1)
                .forEach(group -> group.forEach(word -> forms.put(word, group.getFirst())));
    }

    /** The locale by which its letters change case. */
    public Locale locale() {
        return locale;
    }

    /** The words of a text; what is written together by an apostrophe is taken apart. */
    public static List<String> wordsOf(String text) {
        return Words.of(apart(text));
    }

    /** A text in which an apostrophe separates words: "we'll" and "l'ordine" are two each, "don't" is one. */
    public static String apart(String text) {
        return SHORTENED.matcher(ELISION.matcher(text).replaceAll(" ")).replaceAll(" ");
    }

    /** Whether a word belongs to the language's grammar. */
    public boolean isGrammar(String word) {
        return grammar.contains(word);
    }

    /** Whether a word says nothing of what only an entry can say, as of any support desk. */
    public boolean isPlain(String word) {
        return plain.contains(word) || units.containsKey(word) || phrases(Kind.ASKS).contains(List.of(word))
                || phrases(Kind.MAYBE).contains(List.of(word)) || phrases(Kind.NEGATION).contains(List.of(word));
    }

    /** Whether a sentence says nothing but yes, no or sorry. */
    public boolean isCourtesy(String text) {
        return phrases(Kind.COURTESIES).contains(wordsOf(text));
    }

    /** A sentence without the yes or no that it begins with. */
    public String withoutCourtesy(String text) {
        String[] parts = LEADING.split(text, 2);
        return parts.length == 2 && isCourtesy(parts[0]) ? parts[1] : text;
    }

    /** The phrases of a kind, each as its words. */
    public List<List<String>> phrases(Kind kind) {
        return phrases.getOrDefault(kind, List.of());
    }

    /** The words of a kind that stand among others, each as it is listed. */
    public List<List<String>> in(List<String> words, Kind kind) {
        boolean loose = kind == Kind.ACTS || kind == Kind.SECRETS;
        return phrases(kind).stream().filter(phrase -> stands(phrase, words, loose)).toList();
    }

    /** Whether a word of a kind stands among others. */
    public boolean any(List<String> words, Kind kind) {
        return !in(words, kind).isEmpty();
    }

    /** Whether a phrase stands among words; a loose one in any of its forms, and within longer words. */
    public boolean stands(List<String> phrase, List<String> words, boolean loose) {
        for (int i = 0; i + phrase.size() <= words.size(); i++) {
            boolean all = true;
            for (int k = 0; all && k < phrase.size(); k++) {
                all = equal(phrase.get(k), words.get(i + k), loose);
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    /** The thing that a word counts, the same for all its names; the word itself where it counts nothing. */
    public String unit(String word) {
        return units.getOrDefault(word, "");
    }

    /** Whether two words are forms of one. */
    public boolean same(String a, String b) {
        if (a.equals(b) || forms.getOrDefault(a, a).equals(forms.getOrDefault(b, b))) {
            return true;
        }
        int shorter = Math.min(a.length(), b.length());
        int common = 0;
        while (common < shorter && a.charAt(common) == b.charAt(common)) {
            common++;
        }
        if (common == shorter && shorter >= SHORT_FORM) {
            return ENDINGS.contains(a.substring(common) + b.substring(common));
        }
        return common >= PREFIX && common >= SHARED * shorter;
    }

    private boolean equal(String listed, String word, boolean loose) {
        return listed.equals(word)
                || (loose && (same(listed, word) || (listed.length() >= LONG_WORD && word.contains(listed))));
    }

    private void put(Kind kind, Pattern separator, String list) {
        phrases.put(kind, separator.splitAsStream(list.strip()).map(Tongue::wordsOf).filter(words -> !words.isEmpty())
                .distinct().toList());
    }

    private static Set<String> words(String list) {
        return SPACE.splitAsStream(list.strip()).map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty()).collect(Collectors.toCollection(HashSet::new));
    }

    private static Map<String, List<String>> groups(String list) {
        Map<String, List<String>> groups = new HashMap<>();
        for (String group : SEMICOLON.splitAsStream(list).toList()) {
            String[] parts = group.split(":", 2);
            if (parts.length == 2) {
                groups.put(parts[0].strip(), new ArrayList<>(words(parts[1])));
            }
        }
        return groups;
    }
}
