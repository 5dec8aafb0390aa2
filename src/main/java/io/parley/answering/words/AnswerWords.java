package io.parley.answering.words;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;

/** The languages in which the model may write. */
public final class AnswerWords {

    /** The share of a text's words that must be grammar of its language; a text of names and numbers has fewer. */
    private static final double GRAMMAR = 0.2;

    private static final List<Tongue.Kind> WEIGHTY = List.of(Tongue.Kind.ACTS, Tongue.Kind.DONE, Tongue.Kind.SECRETS,
            Tongue.Kind.ABSOLUTES);

    private final List<Tongue> tongues;

    private AnswerWords(Map<String, Lists> languages) {
        this.tongues = languages.entrySet().stream().map(language -> new Tongue(language.getKey(), language.getValue()))
                .toList();
    }

    /** The file. */
    record File(Map<String, Lists> languages) {}

    /** The words of one language, as {@code prompts/checks.yaml} explains them. */
    record Lists(String grammar, String plain, String negation, String self, String ours, String acts,
            String done, String happened, String maybe, String secrets, String asks, String absolutes, String units,
            String joins, String courtesies, String same) {}

    /** Reads the words of every language from a file. */
    public static AnswerWords read(Resource file) {
        return new AnswerWords(YamlFile.read(file, File.class).languages());
    }

    /** The language of a text; empty when it is none of them. */
    public Optional<Tongue> of(String text) {
        List<String> words = Tongue.wordsOf(text).stream().filter(word -> Character.isLetter(word.codePointAt(0)))
                .toList();
        return tongues.stream().max(Comparator.comparingDouble(tongue -> share(words, tongue)))
                .filter(tongue -> share(words, tongue) >= GRAMMAR);
    }

    /** Whether a text has words, of any language, by which somebody promises or asks for something. */
    public boolean weigh(String text) {
        List<String> words = Tongue.wordsOf(text);
        return tongues.stream().anyMatch(tongue -> WEIGHTY.stream().anyMatch(kind -> tongue.any(words, kind)));
    }

    private static double share(List<String> words, Tongue tongue) {
        return words.isEmpty()
                ? 0
                : (double) words.stream().filter(word -> tongue.isGrammar(word) || stands(word, tongue)).count()
                        / words.size();
    }

    private static boolean stands(String word, Tongue tongue) {
        return Stream.of(Tongue.Kind.NEGATION, Tongue.Kind.MAYBE, Tongue.Kind.JOINS)
                .anyMatch(kind -> tongue.phrases(kind).contains(List.of(word)));
    }
}
