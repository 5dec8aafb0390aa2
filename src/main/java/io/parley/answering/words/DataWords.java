package io.parley.answering.words;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Recognises what people want with what is kept of them; letter for letter, since "forgot" is not "forget". */
public final class DataWords {
    private static final int LONGEST_TEXT = 1_000;
    private static final int MOST_WORDS = 24;
    /** A command may name the bot that it is for. */
    private static final Pattern COMMAND = Pattern.compile("^\\s*(/\\p{Alpha}{1,32})@\\w{1,64}");

    private final Courtesies courtesies;
    private final Exact forget;
    private final Exact erase;
    private final Exact export;
    private final Exact handOut;
    private final Exact mine;
    private final Exact around;
    private final Exact confirmation;

    /** Words that these phrases list. */
    public DataWords(Phrases phrases) {
        Phrases.Data data = phrases.data();
        this.courtesies = new Courtesies(phrases);
        this.forget = Exact.of(data.forget());
        this.erase = Exact.of(data.erase());
        this.export = Exact.of(data.export());
        this.handOut = Exact.of(data.handOut());
        this.mine = Exact.of(data.mine());
        this.around = Exact.of(data.around());
        this.confirmation = Exact.of(data.confirmation());
    }

    /** Phrases, and how many words the longest has. */
    private record Exact(Set<String> phrases, int longest) {
        static Exact of(Collection<String> listed) {
            Set<String> phrases = listed.stream().map(Words::joined).collect(Collectors.toUnmodifiableSet());
            return new Exact(phrases, phrases.stream().mapToInt(phrase -> phrase.split(" ").length).max().orElse(0));
        }

        int lengthAt(List<String> words, int from) {
            for (int length = Math.min(longest, words.size() - from); length > 0; length--) {
                if (phrases.contains(String.join(" ", words.subList(from, from + length)))) {
                    return length;
                }
            }
            return 0;
        }
    }

    /** Whether a text says that a person wants to be forgotten, and nothing else. */
    public boolean wantsToBeForgotten(String text) {
        List<String> words = words(text);
        return consistsOf(words, forget) || consistsOf(words, erase, mine);
    }

    /** Whether a text says that a person wants to have what is known of them, and nothing else. */
    public boolean wantsTheirData(String text) {
        List<String> words = words(text);
        return consistsOf(words, export) || consistsOf(words, handOut, mine);
    }

    /** Whether a text is a yes, and nothing else. */
    public boolean isConfirmation(String text) {
        return confirmation.phrases.contains(String.join(" ", words(text)));
    }

    private List<String> words(String text) {
        return text.length() > LONGEST_TEXT ? List.of() : courtesies.without(COMMAND.matcher(text).replaceFirst("$1"));
    }

    /** Whether each of the lists is there, and nothing else but what stands around them. */
    private boolean consistsOf(List<String> words, Exact... parts) {
        Set<Exact> found = Stream.of(parts).filter(part -> isIn(words, part)).collect(Collectors.toSet());
        return found.size() == parts.length && words.size() <= MOST_WORDS && isCovered(words, parts);
    }

    private static boolean isIn(List<String> words, Exact part) {
        for (int i = 0; i < words.size(); i++) {
            if (part.lengthAt(words, i) > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean isCovered(List<String> words, Exact... parts) {
        for (int i = 0; i < words.size();) {
            int at = i;
            int step = Math.max(around.lengthAt(words, at),
                    Stream.of(parts).mapToInt(part -> part.lengthAt(words, at)).max().orElse(0));
            if (step == 0) {
                return false;
            }
            i += step;
        }
        return true;
    }
}
