package io.parley.answering.model;

import io.parley.answering.words.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds signs in an answer that the model obeyed injected instructions: its own instructions given away, a role played,
 * a sentence of the customer repeated.
 */
final class InjectionDetector {

    /** Letters in a row that two texts do not share by chance: five or six words. */
    private static final int LEAK = 28;
    private static final int LONGEST_WORD = 40;
    /**
     * The number of the instructions' words in their order, without words of the entries, at which a text repeats the
     * instructions; and the number of following words among which the next one may stand.
     */
    private static final int IN_ORDER = 4;
    private static final int GAP = 6;
    private static final int RUN = 3;
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}]+");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?\\n]+");
    private static final Pattern PART = Pattern
            .compile("(?m)(?:^|\\s)[\\[(]?\\p{Lu}{2,}(?:[- ]\\p{Lu}{2,})*[])]?\\s?:");
    private static final Pattern LABEL = Pattern.compile("\\[(?!\\d)[^\\]\\n]{1,60}]");
    private static final Pattern IMAGE = Pattern.compile("!\\[");
    private static final List<String> SIGNS = List.of("developer mode", "jailbreak", "jailbroken", "do anything now",
            "system prompt", "my instructions", "my prompt", "\"outcome\"", "<<<", ">>>", "hijacked", "🔓", "🔒");

    private InjectionDetector() {}

    static Optional<AnswerCheck.Problem> find(String written, String text, Evidence evidence) {
        if (leaks(written, evidence)) {
            return Optional.of(AnswerCheck.Problem.LEAK);
        }
        if (IMAGE.matcher(written).find() || playsPart(text, evidence)) {
            return Optional.of(AnswerCheck.Problem.PLAYS_A_PART);
        }
        return repeats(text, evidence) ? Optional.of(AnswerCheck.Problem.REPEATS_THE_CUSTOMER) : Optional.empty();
    }

    private static boolean leaks(String text, Evidence evidence) {
        String letters = letters(text);
        Set<String> secret = windows(letters(evidence.instructions()));
        secret.removeAll(windows(letters(evidence.published())));
        return evidence.secrets().stream().anyMatch(word -> letters.contains(letters(word)) || text.contains(word))
                || Stream.of(letters, rot13(letters)).flatMap(spelled -> Stream.of(spelled, backwards(spelled)))
                        .anyMatch(spelled -> windows(spelled).stream().anyMatch(secret::contains))
                || holdsWithGaps(text, evidence) || holdsUnreadableWord(text, evidence);
    }

    /** Whether words of the instructions come in their order or backwards, with some left out or others between. */
    private static boolean holdsWithGaps(String text, Evidence evidence) {
        Set<String> known = Set.copyOf(Words.of(evidence.published()));
        List<String> said = telling(text, known);
        List<String> secret = telling(evidence.instructions(), known);
        return follows(said, secret) || follows(said.reversed(), secret);
    }

    private static boolean follows(List<String> said, List<String> secret) {
        for (int from = 0; from < said.size(); from++) {
            for (int at = 0; at < secret.size(); at++) {
                if (said.get(from).equals(secret.get(at)) && inOrder(said, from, secret, at) >= IN_ORDER) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int inOrder(List<String> said, int from, List<String> secret, int start) {
        int count = 1;
        int at = start;
        for (String word : said.subList(from + 1, said.size())) {
            int next = secret.subList(at + 1, Math.min(secret.size(), at + 1 + GAP)).indexOf(word);
            if (next >= 0) {
                at += next + 1;
                count++;
            }
        }
        return count;
    }

    private static List<String> telling(String text, Set<String> known) {
        return Words.of(text).stream().filter(word -> Words.isContent(word) && !known.contains(word)).toList();
    }

    private static String backwards(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static String rot13(String letters) {
        return letters.codePoints()
                .map(letter -> letter >= 'a' && letter <= 'z' ? 'a' + (letter - 'a' + 13) % 26 : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /** A word that long is an encoded text rather than a word. */
    private static boolean holdsUnreadableWord(String text, Evidence evidence) {
        String known = evidence.published();
        return text.lines().flatMap(line -> List.of(line.split("\\s+")).stream())
                .anyMatch(word -> word.length() > LONGEST_WORD && !known.contains(word));
    }

    /** Whether a text looks like one of another speaker, or has a label that no entry has. */
    static boolean playsPart(String text, Evidence evidence) {
        String known = evidence.published();
        String lower = text.toLowerCase(Locale.ROOT);
        return IMAGE.matcher(text).find()
                || SIGNS.stream().anyMatch(sign -> lower.contains(sign) && !known.contains(sign))
                || holdsUnknown(PART, text, known) || holdsUnknown(LABEL, text, known);
    }

    private static boolean holdsUnknown(Pattern pattern, String text, String known) {
        return pattern.matcher(text).results().anyMatch(found -> !known.contains(found.group().strip()));
    }

    /**
     * Whether it says, word for word, what the customer wrote and the entries know nothing of: a whole sentence, or a few
     * words within one.
     */
    private static boolean repeats(String text, Evidence evidence) {
        List<String> asked = Words.of(evidence.conversation());
        Set<String> known = Words.contentStems(evidence.published());
        return SENTENCE_END.splitAsStream(text).map(Words::of).anyMatch(sentence -> repeats(sentence, asked, known)
                || runs(sentence).stream().anyMatch(run -> repeats(run, asked, known)));
    }

    private static boolean repeats(List<String> words, List<String> asked, Set<String> known) {
        List<String> content = words.stream().filter(Words::isContent).map(Words::stem).toList();
        return content.size() >= 2 && content.stream().noneMatch(known::contains) && isWithin(words, asked);
    }

    private static boolean isWithin(List<String> words, List<String> text) {
        return java.util.Collections.indexOfSubList(text, words) >= 0;
    }

    private static List<List<String>> runs(List<String> words) {
        return java.util.stream.IntStream.rangeClosed(0, words.size() - RUN).mapToObj(i -> words.subList(i, i + RUN))
                .toList();
    }

    private static Set<String> windows(String letters) {
        Set<String> windows = new HashSet<>();
        for (int i = 0; i + LEAK <= letters.length(); i++) {
            windows.add(letters.substring(i, i + LEAK));
        }
        return windows;
    }

    private static String letters(String text) {
        return NO_LETTER.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
