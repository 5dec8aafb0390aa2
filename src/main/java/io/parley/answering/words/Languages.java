package io.parley.answering.words;

import io.parley.channel.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;

/**
 * Detects the language of a text by the words that {@code prompts/checks.yaml} and {@code channels/languages.yaml} list
 * for each. A word counts the less, the more languages have it.
 */
public final class Languages {

    /** One word of one language alone, or several that few share. */
    private static final double ENOUGH = 1;
    /** The largest share of the best language's weight that the next one may have. */
    private static final double NEXT = 0.7;
    /**
     * The least share of a text's words that must be known: it is written in a language, and does not only name
     * something in it.
     */
    private static final double SHARE = 0.3;
    /** A shorter word, and a letter, say less; they may be an abbreviation or a name. */
    private static final int SHORT = 3;
    private static final double HALF = 0.5;
    private static final int LONGEST = 1_000;

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern ADDRESS = Pattern.compile("\\S*(?:://|@|\\.\\p{L})\\S*");
    private static final Pattern LETTERS = Pattern.compile("\\p{L}+");
    private static final Pattern APOSTROPHE = Pattern.compile("['’`´ʼ]");

    private final List<Profile> profiles = new ArrayList<>();
    private final Map<String, Integer> sharedBy = new HashMap<>();

    private Languages(Map<Language, Lists> lists, Map<String, AnswerWords.Lists> grammar) {
        lists.forEach((language, of) -> {
            Set<String> words = new HashSet<>(split(of.words()));
            Optional.ofNullable(grammar.get(language.tag())).ifPresent(known -> {
                words.addAll(split(known.grammar()));
                words.addAll(split(known.plain()));
            });
            profiles.add(new Profile(language, words, Pattern.compile("[" + of.letters() + "]")));
            words.forEach(word -> sharedBy.merge(word, 1, Integer::sum));
        });
    }

    /** The words and letters that identify one language. */
    private record Profile(Language language, Set<String> words, Pattern letters) {}

    /** How much speaks for a language. */
    private record Score(Language language, double value) {}

    /** The file. */
    record File(Map<Language, Lists> languages) {}

    /**
     * The words and letters that identify a language, as its file lists them.
     *
     * @param words   its words, in lower case
     * @param letters letters and signs that none of the others has
     */
    record Lists(String words, String letters) {}

    /**
     * Reads the words.
     *
     * @param file    words that tell a language
     * @param grammar the words by which the model's answers are checked
     */
    public static Languages read(Resource file, Resource grammar) {
        return new Languages(YamlFile.read(file, File.class).languages(),
                YamlFile.read(grammar, AnswerWords.File.class).languages());
    }

    private static List<String> split(String list) {
        return SPACE.splitAsStream(list.strip()).toList();
    }

    /** The language of a text; empty when it is too short to tell, or is in none of them. */
    public Optional<Language> of(String text) {
        String start = start(text);
        List<String> said = Words.of(start).stream().filter(word -> Character.isLetter(word.codePointAt(0))).toList();
        List<Score> scores = profiles.stream()
                .map(profile -> new Score(profile.language, sum(said, profile) + signs(start, profile)))
                .sorted(Comparator.comparingDouble(Score::value).reversed()).toList();
        Score first = scores.getFirst();
        boolean clear = first.value >= ENOUGH && first.value >= SHARE * said.size()
                && scores.get(1).value <= NEXT * first.value;
        return clear ? Optional.of(first.language) : Optional.empty();
    }

    private double sum(List<String> said, Profile profile) {
        return said.stream().mapToDouble(word -> weight(word, profile)).sum();
    }

    private double weight(String word, Profile profile) {
        int languages = sharedBy.getOrDefault(word, 0);
        if (profile.words.contains(word)) {
            return (word.length() < SHORT ? HALF : 1) / languages;
        }
        return languages == 0 && profile.letters.matcher(word).find() ? HALF : 0;
    }

    /**
     * The weight of signs outside words, such as an inverted question mark: 0.5 where the text has one of the
     * language's, else 0.
     */
    private static double signs(String text, Profile profile) {
        return profile.letters.matcher(LETTERS.matcher(text).replaceAll("")).find() ? HALF : 0;
    }

    private static String start(String text) {
        String bounded = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        String words = ADDRESS.matcher(bounded).replaceAll(" ");
        return APOSTROPHE.matcher(words).replaceAll(" ");
    }
}
