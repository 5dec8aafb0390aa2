package io.parley.answering.model;

import io.parley.answering.words.Tongue;
import io.parley.knowledge.faq.FaqEntry;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of the entries that one sentence cites, split into words and passages like the sentence itself.
 *
 * @param text      all of it, with keywords and pages
 * @param title     the words of the questions, which any sentence about them uses
 * @param sentences those of the answers
 * @param words     every word of it
 */
record Source(String text, List<String> title, List<Passage> sentences, List<String> words) {

    private static final Pattern CODE = Pattern.compile("\\p{L}{1,4}\\p{Nd}{4,}");

    static Source of(List<FaqEntry> cited, Evidence evidence, Tongue tongue) {
        List<Passage> sentences = cited.stream().flatMap(entry -> sentences(answer(entry), tongue)).toList();
        String text = Stream.concat(cited.stream().map(Source::textOf), evidence.links().stream())
                .collect(Collectors.joining("\n"));
        List<String> title = cited.stream().flatMap(entry -> Tongue.wordsOf(entry.question()).stream())
                .filter(word -> !tongue.isGrammar(word)).toList();
        Stream<String> words = Stream.concat(Tongue.wordsOf(text).stream(), numbersOf(evidence.conversation()));
        return new Source(text, title, sentences, words.distinct().toList());
    }

    /** The code of an order or an invoice: letters and figures in one. */
    private static Stream<String> numbersOf(String conversation) {
        return Tongue.wordsOf(conversation).stream().filter(word -> CODE.matcher(word).matches());
    }

    private static Stream<Passage> sentences(String text, Tongue tongue) {
        return Statement.of(PlainText.signs(text)).stream().map(sentence -> Passage.of(sentence.text(), tongue));
    }

    private static String answer(FaqEntry entry) {
        return Objects.requireNonNullElse(entry.answer(), "");
    }

    private static String textOf(FaqEntry entry) {
        return PlainText.signs(Evidence.textOf(entry) + "\n" + entry.keywords() + "\n" + entry.category());
    }
}
