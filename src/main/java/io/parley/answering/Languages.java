package io.parley.answering;

import io.parley.channel.Language;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;

/**
 * Tells in which language somebody writes, by the words that {@code prompts/checks.yaml} and {@code channels/languages.yaml}
 * list for each. A word counts the less, the more languages have it.
 */
final class Languages {

    /** One word of one language alone, or several that few share. */
    private static final double ENOUGH = 1;
    /** The next language has at most so much of it. */
    private static final double NEXT = 0.7;
    /** So many of a text's words are known: it is written in a language, and does not only name something in it. */
    private static final double SHARE = 0.3;
    /** A shorter word, and a letter, say less; they may be an abbreviation or a name. */
    private static final int SHORT = 3;
    private static final double HALF = 0.5;
    private static final int LONGEST = 4_000;

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern ADDRESS = Pattern.compile("\\S*(?:://|@|\\.\\p{L})\\S*");
    private static final Pattern APOSTROPHE = Pattern.compile("['’`´ʼ]");

    private final Map<Language, Set<String>> words = new EnumMap<>(Language.class);
    private final Map<Language, Pattern> letters = new EnumMap<>(Language.class);
    private final Map<String, Integer> sharedBy = new HashMap<>();

    private Languages(Map<Language, Lists> lists, Map<String, AnswerWords.Lists> grammar) {
        lists.forEach((language, of) -> {
            Set<String> all = new HashSet<>(split(of.words()));
            Optional.ofNullable(grammar.get(language.tag())).ifPresent(known -> {
                all.addAll(split(known.grammar()));
                all.addAll(split(known.plain()));
            });
            words.put(language, all);
            letters.put(language, Pattern.compile("[" + of.letters() + "]"));
        });
        words.values().forEach(set -> set.forEach(word -> sharedBy.merge(word, 1, Integer::sum)));
    }

    /** The file. */
    record File(Map<Language, Lists> languages) {}

    /**
     * What tells a language.
     *
     * @param words   its words, in lower case
     * @param letters letters that none of the others has
     */
    record Lists(String words, String letters) {}

    /**
     * Reads the words.
     *
     * @param file    words that tell a language
     * @param grammar the words by which the model's answers are checked
     */
    static Languages read(Resource file, Resource grammar) {
        return new Languages(YamlFile.read(file, File.class).languages(),
                YamlFile.read(grammar, AnswerWords.File.class).languages());
    }

    private static List<String> split(String list) {
        return SPACE.splitAsStream(list.strip()).toList();
    }

    /** The language of a text; empty when it is too short to tell, or is in none of them. */
    Optional<Language> of(String text) {
        List<String> said = Words.of(start(text)).stream()
                .filter(word -> Character.isLetter(word.codePointAt(0))).toList();
        Map<Language, Double> scores = new EnumMap<>(Language.class);
        words.keySet().forEach(language -> scores.put(language, score(said, language)));
        List<Language> best = scores.keySet().stream()
                .sorted(Comparator.comparing((Language language) -> scores.get(language)).reversed()).toList();
        double first = scores.get(best.get(0));
        boolean clear = first >= ENOUGH && first >= SHARE * said.size()
                && scores.get(best.get(1)) <= NEXT * first;
        return clear ? Optional.of(best.getFirst()) : Optional.empty();
    }

    private double score(List<String> said, Language language) {
        return said.stream().mapToDouble(word -> weight(word, language)).sum();
    }

    private double weight(String word, Language language) {
        if (words.get(language).contains(word)) {
            return (word.length() < SHORT ? HALF : 1) / sharedBy.get(word);
        }
        return !sharedBy.containsKey(word) && letters.get(language).matcher(word).find() ? HALF : 0;
    }

    private static String start(String text) {
        String bounded = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        String words = ADDRESS.matcher(bounded).replaceAll(" ");
        return APOSTROPHE.matcher(words).replaceAll(" ");
    }
}
