package io.parley.answering.words;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes texts apart into words that can be compared, whatever the language. */
public final class Words {

    private static final int STEM = 5;
    private static final int SHORTEST_CONTENT = 4;
    private static final Pattern APOSTROPHES = Pattern.compile("['’`´ʼ]");
    private static final Pattern WORD = Pattern
            .compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]|[\\p{L}\\p{M}\\p{N}]+");

    private Words() {}

    /** The words of a text: lower case, apostrophes dropped; each sign of a script without spaces is a word. */
    public static List<String> of(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return WORD.matcher(APOSTROPHES.matcher(folded).replaceAll("")).results().map(MatchResult::group).toList();
    }

    /** The words of a text, one space between. */
    public static String joined(String text) {
        return String.join(" ", of(text));
    }

    /** Whether a word says something by itself: long enough, or a sign that is a word, and no number. */
    public static boolean isContent(String word) {
        return Character.isLetter(word.codePointAt(0))
                && (word.length() >= SHORTEST_CONTENT || Character.isIdeographic(word.codePointAt(0)));
    }

    /** The beginning of a word, so that its forms become equal. */
    public static String stem(String word) {
        return word.length() <= STEM ? word : word.substring(0, STEM);
    }

    /** The stems of those words of a text that say something. */
    public static Set<String> contentStems(String text) {
        return of(text).stream().filter(Words::isContent).map(Words::stem).collect(Collectors.toSet());
    }
}
