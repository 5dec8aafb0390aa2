package io.parley.channel.email.verdict;

import io.parley.channel.text.YamlTexts;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes a short text apart into clauses of words whose kinds are known from {@code channels/email/verdicts.yaml}. */
final class VerdictLexicon {
    private static final int LONGEST_PHRASE = 8;
    private static final Pattern CLAUSE = Pattern.compile(
            "[^.,;:!\n\u2026()\u2013\u2014/\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\u00a1]++");
    private static final Pattern DASH = Pattern.compile("[ \t]-{1,2}[ \t]|(?m)^-{1,2}[ \t]*");
    private static final Pattern WORD = Pattern.compile(
            "[\\p{L}\\p{M}\\p{N}]+(?:'[\\p{L}\\p{M}]*)*|[\\p{So}\\p{Sk}]+");
    private static final Pattern JOINERS = Pattern.compile("[\u200d\ufe0e\ufe0f]");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_BLANKS = Pattern
            .compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{So}\\p{Sk}]+");

    /** What a word does; the order decides where a word stands in several lists. */
    enum Kind {
        HELPED, PRAISE, NOT_HELPED, NOT_SO, NOT, YES, NO, BUT, STILL, AND, REGRET, THANKS, UNSUBSCRIBE, STOP, AUTOMATIC, PLEASE, ABOUT, HELP, FILLER, SEND, GREETING, CLOSING, UNKNOWN;

        private String list() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A word or phrase as it was typed. */
    record Word(Kind kind, String typed) {
        /** Whether it may be somebody's name. */
        boolean isName() {
            return kind == Kind.UNKNOWN && Character.isUpperCase(typed.codePointAt(0));
        }
    }

    /** Words up to the next comma or the like. */
    record Clause(List<Word> words, boolean beginsLine) {
        boolean has(Kind kind) {
            return words.stream().anyMatch(word -> word.kind == kind);
        }

        boolean hasOnly(Kind... kinds) {
            List<Kind> all = List.of(kinds);
            return words.stream().allMatch(word -> all.contains(word.kind));
        }
    }

    private final Map<String, Kind> spelled = new HashMap<>();
    private final Map<String, Kind> folded = new HashMap<>();
    /** Phrases of scripts without blanks, which words do not part. */
    private final Pattern unparted;

    VerdictLexicon(YamlTexts texts) {
        Stream.of(Kind.values()).filter(kind -> kind != Kind.UNKNOWN).forEach(kind -> texts.list(kind.list())
                .forEach(phrase -> add(String.join(" ", typed(even(phrase))).toLowerCase(Locale.ROOT), kind)));
        this.unparted = Pattern.compile(spelled.keySet().stream().filter(phrase -> NO_BLANKS.matcher(phrase).matches())
                .sorted(Comparator.comparingInt(String::length).reversed()).map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    private void add(String phrase, Kind kind) {
        spelled.putIfAbsent(phrase, kind);
        folded.putIfAbsent(fold(phrase), kind);
    }

    /** The clauses of a text, in order; those without a word are left out. */
    List<Clause> clauses(String text) {
        String parted = DASH.matcher(unparted.matcher(even(text)).replaceAll(" $0 ")).replaceAll("\n");
        List<Clause> clauses = new ArrayList<>();
        Matcher matcher = CLAUSE.matcher(parted);
        int end = 0;
        boolean line = true;
        while (matcher.find()) {
            line |= parted.substring(end, matcher.start()).indexOf('\n') >= 0;
            end = matcher.end();
            List<Word> words = words(typed(matcher.group()));
            if (!words.isEmpty()) {
                clauses.add(new Clause(words, line));
                line = false;
            }
        }
        return clauses;
    }

    private List<Word> words(List<String> typed) {
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < typed.size();) {
            Word word = longest(typed, i);
            words.add(word);
            i += word.typed.split(" ").length;
        }
        return words;
    }

    /** The longest phrase that begins here; of one word its kind may be unknown. */
    private Word longest(List<String> typed, int from) {
        for (int length = Math.min(LONGEST_PHRASE, typed.size() - from); length > 0; length--) {
            String phrase = String.join(" ", typed.subList(from, from + length));
            Kind kind = kind(phrase.toLowerCase(Locale.ROOT));
            if (kind != Kind.UNKNOWN) {
                return new Word(kind, phrase);
            }
        }
        return new Word(Kind.UNKNOWN, typed.get(from));
    }

    private Kind kind(String phrase) {
        Kind exact = spelled.get(phrase);
        return exact == null ? folded.getOrDefault(fold(phrase), Kind.UNKNOWN) : exact;
    }

    private static List<String> typed(String text) {
        return WORD.matcher(text).results().map(found -> found.group()).toList();
    }

    private static String even(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC).replace('\u2019', '\'').replace('`', '\'')
                .replace('\u00b4', '\'');
        return JOINERS.matcher(composed).replaceAll("");
    }

    private static String fold(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("").replace("\u00df", "ss")
                .replace("\u0142", "l");
    }
}
