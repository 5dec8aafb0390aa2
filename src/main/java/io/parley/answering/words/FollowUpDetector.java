package io.parley.answering.words;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tells how much a question leans on what was said before, by its own words alone. */
public final class FollowUpDetector {

    /** A longer question names what it is about, and its pointers point at that. */
    private static final int LONGEST = 14;
    /** The most words of a fragment, which names no topic. */
    private static final int FRAGMENT = 3;
    private static final int LITTLE = 2;

    private final Vocabulary openers;
    private final Vocabulary pointers;
    private final Vocabulary idle;
    private final Vocabulary empty;

    /** A detector that knows these phrases. */
    public FollowUpDetector(Phrases.FollowUp phrases) {
        this.openers = new Vocabulary(phrases.openers());
        this.pointers = new Vocabulary(phrases.pointers());
        this.idle = new Vocabulary(phrases.idle());
        this.empty = new Vocabulary(phrases.empty());
    }

    /** How much a question leans. */
    public enum Degree {
        /** It stands by itself. */
        NONE,
        /** It goes on ("and…"), or is a fragment. */
        SOME,
        /** It points at what it does not name ("does that…"). */
        MUCH
    }

    /** How much a question leans on what was said before. */
    public Degree of(String text) {
        List<String> words = Words.of(text);
        if (words.size() > LONGEST) {
            return Degree.NONE;
        }
        if (withoutIdle(words).stream().anyMatch(pointers::knows)) {
            return Degree.MUCH;
        }
        return openers.begins(words) || words.size() <= FRAGMENT ? Degree.SOME : Degree.NONE;
    }

    /** The text without the words that only tie it to what was said before; the text itself when nothing else is there. */
    public String withoutOpener(String text) {
        List<String> words = Words.of(text);
        int from = 0;
        for (int length = openers.lengthAt(words, from); length > 0; length = openers.lengthAt(words, from)) {
            from += length;
        }
        return from == 0 || from == words.size() ? text : String.join(" ", words.subList(from, words.size()));
    }

    /** The words of a text that say what it is about. */
    public String gist(String text) {
        return Words.of(text).stream().filter(word -> !empty.knows(word)).collect(Collectors.joining(" "));
    }

    /** Whether hardly a word of a text says what it is about ("what does that cost?"). */
    public boolean saysLittle(String text) {
        return Words.of(gist(text)).stream().filter(word -> !pointers.knows(word)).count() <= LITTLE;
    }

    private List<String> withoutIdle(List<String> words) {
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < words.size();) {
            int length = idle.lengthAt(words, i);
            if (length == 0) {
                rest.add(words.get(i));
            }
            i += Math.max(1, length);
        }
        return rest;
    }
}
