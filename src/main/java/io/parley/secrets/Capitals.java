package io.parley.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that begin with a capital letter for no reason that can be seen, so that they may be somebody's name. */
final class Capitals {
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}'’-]*");
    private static final Pattern BEGINNING = Pattern.compile("(?:\\A|[.!?:;\\n\"“„«(•*]\\s*|\\s[-–—]\\s)\\z");
    private static final Set<String> ORDINARY = Set.of("i", "i'm", "i’m", "i've", "i’ve", "i'd", "i’d", "i'll", "i’ll",
            "monday",
            "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
            "may", "june", "july", "august", "september", "october", "november", "december", "ok", "english", "german",
            "french", "spanish", "sie", "ihr", "ihre", "ihnen", "ihren", "ihrer", "ihrem");
    /** Where more of the words within sentences are capitalised, the language does so with nouns. */
    private static final double OF_NOUNS = 0.25;
    private static final int MOST = 20;

    private Capitals() {}

    /** A word, where it stands, and whether it begins a sentence. */
    private record Found(String word, int start, boolean begins) {
        boolean isCapitalised() {
            return Character.isUpperCase(word.codePointAt(0));
        }
    }

    /** The words of a text that may be names, in their order. */
    static List<String> in(String text, Predicate<String> isPublished) {
        List<Found> words = words(text);
        long capitals = words.stream().filter(word -> !word.begins() && word.isCapitalised()).count();
        boolean areNouns = words.size() > 6 && capitals > OF_NOUNS * words.size();
        List<String> marks = new ArrayList<>();
        for (int i = 0; i < words.size() && marks.size() < MOST; i++) {
            Found word = words.get(i);
            boolean isInPair = isUnusual(words, i - 1, isPublished) || isUnusual(words, i + 1, isPublished);
            if (isUnusual(words, i, isPublished) && (isInPair || !(word.begins() || areNouns))
                    && !marks.contains(word.word())) {
                marks.add(word.word());
            }
        }
        return marks;
    }

    private static List<Found> words(String text) {
        List<Found> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            boolean isPlaceholder = matcher.start() > 0 && text.charAt(matcher.start() - 1) == '[';
            if (!isPlaceholder) {
                String before = text.substring(Math.max(0, matcher.start() - 4), matcher.start());
                words.add(new Found(matcher.group(), matcher.start(),
                        matcher.start() == 0 || BEGINNING.matcher(before).find()));
            }
        }
        return words;
    }

    private static boolean isUnusual(List<Found> words, int at, Predicate<String> isPublished) {
        if (at < 0 || at >= words.size() || !words.get(at).isCapitalised()) {
            return false;
        }
        String word = words.get(at).word();
        return word.length() > 1 && !ORDINARY.contains(word.toLowerCase(Locale.ROOT)) && !isPublished.test(word);
    }
}
