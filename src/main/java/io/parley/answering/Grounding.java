package io.parley.answering;

import io.parley.knowledge.FaqEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether an answer speaks of what the entries that it cites speak of. */
final class Grounding {

    /** Of the words that say something, so many stand in the cited entries; paraphrases reach a half, small talk a tenth. */
    private static final double ENOUGH = 0.3;
    private static final double SAME_LANGUAGE = 0.5;
    private static final int LONGEST_SHORT = 3;
    private static final int FEW = 3;

    private Grounding() {}

    static Optional<AnswerCheck.Problem> check(String text, List<FaqEntry> cited, Evidence evidence) {
        if (!sameLanguage(text, evidence)) {
            return Optional.empty();
        }
        Set<String> said = Words.contentStems(text);
        Set<String> known = Words
                .contentStems(cited.stream().map(Evidence::textOf).collect(Collectors.joining("\n")));
        return said.isEmpty() || share(said, known) >= ENOUGH
                ? Optional.empty()
                : Optional.of(AnswerCheck.Problem.UNGROUNDED);
    }

    /**
     * Whether the text is written in the entries' language: the short words, which every sentence needs, are the same. A
     * text with few of them is taken for the same language, so that it is checked.
     */
    static boolean sameLanguage(String text, Evidence evidence) {
        Set<String> shortWords = shortWords(text);
        return shortWords.size() < FEW || share(shortWords, shortWords(evidence.published())) >= SAME_LANGUAGE;
    }

    private static Set<String> shortWords(String text) {
        return Words.of(text).stream()
                .filter(word -> word.length() <= LONGEST_SHORT && Character.isLetter(word.codePointAt(0)))
                .collect(Collectors.toSet());
    }

    private static double share(Set<String> words, Set<String> known) {
        Set<String> common = new HashSet<>(words);
        common.retainAll(known);
        return (double) common.size() / words.size();
    }
}
