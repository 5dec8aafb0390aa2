package io.parley.answering.words;

import java.util.List;
import java.util.regex.Pattern;

/** Tells by its words alone what asks nothing that a FAQ could answer: noise, insults, "tell me a joke", a single word. */
public final class Sense {

    /** The most words of a text that may or may not be a question. */
    private static final int SCANT = 2;
    private static final int LONGEST = 8;
    private static final int SHORTEST_NOISE = 4;
    /** Keys that lie side by side: five consonants in a row, the same sign four times, no vowel at all. */
    private static final Pattern NOISE = Pattern
            .compile(".*[b-df-hj-np-tv-xz]{5}.*|.*(.)\\1{3}.*|[b-df-hj-np-tv-xz]+");

    private final Vocabulary insults;
    private final Vocabulary pastimes;
    private final Vocabulary around;

    /** A detector that knows these phrases. */
    public Sense(Phrases.Idle phrases) {
        this.insults = new Vocabulary(phrases.insults());
        this.pastimes = new Vocabulary(phrases.pastimes());
        this.around = new Vocabulary(phrases.around());
    }

    /** Whether the text asks nothing. */
    public boolean isNonsense(String text) {
        List<String> words = Words.of(text);
        return isNoise(words)
                || (words.size() <= LONGEST && (consistsOf(words, insults) || consistsOf(words, pastimes)));
    }

    /** Whether the text is too short to tell. */
    public boolean isScant(String text) {
        return Words.of(text).stream().filter(word -> Character.isLetter(word.codePointAt(0))).count() <= SCANT;
    }

    private static boolean isNoise(List<String> words) {
        List<String> longer = words.stream().filter(word -> word.length() >= SHORTEST_NOISE).toList();
        return !longer.isEmpty() && longer.stream().allMatch(word -> NOISE.matcher(word).matches());
    }

    /** Whether one of the phrases stands there at least, and nothing else but what stands around such. */
    private boolean consistsOf(List<String> words, Vocabulary phrases) {
        boolean found = false;
        for (int i = 0; i < words.size();) {
            int length = phrases.lengthAt(words, i);
            found |= length > 0;
            int step = Math.max(length, around.lengthAt(words, i));
            if (step == 0) {
                return false;
            }
            i += step;
        }
        return found;
    }
}
