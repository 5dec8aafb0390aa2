package io.parley.knowledge;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The thing that a question is about, such as the <i>macbook</i> of "my macbook is slow", for answers with a blank. A
 * blank is written <code>{{thing: computer}}</code>, with the word that stands there when a question names no thing.
 */
public final class NamedThing {

    private static final Pattern BLANK = Pattern.compile("\\{\\{thing: ([^{}]{1,40})}}");
    private static final Pattern OWNED = Pattern
            .compile(
                    "(?i)\\b(?:my|our|his|her|their|this|that|the|an?)\\s+((?:[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,29}(?:\\s+|\\b)){1,3})");
    /** Words that end what a thing is called. */
    private static final Set<String> ENDS = Set.of("is", "are", "was", "were", "am", "be", "has", "have", "had", "do",
            "does", "did", "can", "could", "will", "would", "should", "won't", "not", "no", "and", "or", "but", "so",
            "if", "when", "while", "after", "before", "because", "since", "with", "without", "from", "for", "to", "of",
            "in", "on", "at", "by", "it", "i", "you", "we", "they", "he", "she", "my", "your", "our", "the", "a", "an",
            "this", "that", "keep", "get", "got", "run", "just", "very", "too", "really", "again", "still", "now",
            "doesn", "don", "isn", "can't", "cannot", "won", "s", "t");
    private static final Set<String> SAYS_NOTHING = Set.of("new", "old", "problem", "problems", "issue", "issues",
            "thing", "help", "way", "lot", "bit", "same", "other", "first", "last", "whole", "entire");
    private static final List<String> VERB_ENDINGS = List.of("s", "ed", "ing");
    private static final int MAX_WORDS = 2;
    private static final int LEAST_STEM = 3;

    private NamedThing() {}

    /** An answer whose {@code {}} is a blank. */
    public static String markedIn(String answer, String usual) {
        return answer.replace("{}", "{{thing: " + usual.replaceAll("[{}]", "") + "}}");
    }

    /** The entry as it answers a question. */
    public static FaqEntry answering(FaqEntry entry, String question) {
        String answer = entry.answer();
        if (answer == null || !BLANK.matcher(answer).find()) {
            return entry;
        }
        Optional<String> thing = in(question, entry);
        return entry.withText(entry.question(), BLANK.matcher(answer)
                .replaceAll(blank -> Matcher.quoteReplacement(thing.orElse(blank.group(1)))));
    }

    /** An answer as it reads when no thing is named. */
    public static String usual(String answer) {
        return BLANK.matcher(answer).replaceAll(blank -> Matcher.quoteReplacement(blank.group(1)));
    }

    /** The thing that a question names; a word that the entry itself is about is none. */
    private static Optional<String> in(String question, FaqEntry entry) {
        Set<String> own = new HashSet<>(List.of((entry.keywords() + " " + entry.question())
                .toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
        return OWNED.matcher(question).results().map(owned -> name(owned.group(1).strip().split("\\s+"), own))
                .filter(name -> !name.isEmpty()).findFirst();
    }

    private static String name(String[] words, Set<String> own) {
        List<String> name = Stream.of(words).map(word -> word.toLowerCase(Locale.ROOT))
                .dropWhile(SAYS_NOTHING::contains)
                .takeWhile(word -> !ENDS.contains(word) && !SAYS_NOTHING.contains(word) && !isAbout(word, own))
                .limit(MAX_WORDS).toList();
        boolean endsInVerb = name.size() > 1 && VERB_ENDINGS.stream().anyMatch(name.getLast()::endsWith);
        return String.join(" ", endsInVerb ? name.subList(0, 1) : name);
    }

    private static boolean isAbout(String word, Set<String> own) {
        return own.stream().anyMatch(key -> key.length() >= LEAST_STEM && word.startsWith(key));
    }
}
