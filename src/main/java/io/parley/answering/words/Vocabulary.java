package io.parley.answering.words;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A list of words and short phrases that can be found in what a person typed, a slip of the keys forgiven. */
public final class Vocabulary {

    private static final int SHORTEST_FORGIVEN = 5;

    private final Set<String> phrases;
    private final Set<String> words;
    /** Those in which a slip is forgiven. */
    private final List<String> longer;
    /** The first words of the phrases that have several words. */
    private final Set<String> openings;
    private final int longest;

    /** A list of these words and phrases. */
    public Vocabulary(Collection<String> phrases) {
        this.phrases = phrases.stream().map(Words::joined).filter(phrase -> !phrase.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        this.words = this.phrases.stream().filter(phrase -> phrase.indexOf(' ') < 0)
                .collect(Collectors.toUnmodifiableSet());
        this.longer = words.stream().filter(word -> word.length() >= SHORTEST_FORGIVEN).toList();
        this.openings = this.phrases.stream().filter(phrase -> phrase.indexOf(' ') > 0)
                .map(phrase -> phrase.substring(0, phrase.indexOf(' '))).collect(Collectors.toUnmodifiableSet());
        this.longest = this.phrases.stream().mapToInt(phrase -> phrase.split(" ").length).max().orElse(0);
    }

    /** Whether the words are one of the phrases. */
    public boolean is(List<String> text) {
        return phrases.contains(String.join(" ", text)) || (text.size() == 1 && nearlyKnows(text.getFirst()));
    }

    /** Whether the word is one of them, letter for letter. */
    public boolean knows(String word) {
        return words.contains(word);
    }

    /** Whether the word is one of them. */
    boolean has(String word) {
        return words.contains(word) || nearlyKnows(word);
    }

    /** How many words, from this one on, are one of the phrases: the longest that fits, 0 when none does. */
    public int lengthAt(List<String> text, int from) {
        if (from == text.size()) {
            return 0;
        }
        if (openings.contains(text.get(from))) {
            for (int length = Math.min(longest, text.size() - from); length > 1; length--) {
                if (phrases.contains(String.join(" ", text.subList(from, from + length)))) {
                    return length;
                }
            }
        }
        return has(text.get(from)) ? 1 : 0;
    }

    /** Whether one of the phrases stands anywhere. */
    public boolean isIn(List<String> text) {
        for (int i = 0; i < text.size(); i++) {
            if (lengthAt(text, i) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text begins with one of the phrases. */
    boolean begins(List<String> text) {
        return lengthAt(text, 0) > 0;
    }

    private boolean nearlyKnows(String word) {
        if (word.length() >= SHORTEST_FORGIVEN) {
            for (String known : longer) {
                if (isOneSlipAway(word, known)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** One letter more, less, other, or two changed places. */
    public static boolean isOneSlipAway(String a, String b) {
        int difference = a.length() - b.length();
        if (Math.abs(difference) > 1) {
            return false;
        }
        int shorter = Math.min(a.length(), b.length());
        int same = 0;
        while (same < shorter && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return switch (difference) {
            case 1 -> a.regionMatches(same + 1, b, same, shorter - same);
            case -1 -> b.regionMatches(same + 1, a, same, shorter - same);
            default -> same == shorter || a.regionMatches(same + 1, b, same + 1, shorter - same - 1)
                    || isSwapped(a, b, same);
        };
    }

    private static boolean isSwapped(String a, String b, int at) {
        return at + 1 < a.length() && a.charAt(at) == b.charAt(at + 1) && a.charAt(at + 1) == b.charAt(at)
                && a.regionMatches(at + 2, b, at + 2, a.length() - at - 2);
    }
}
