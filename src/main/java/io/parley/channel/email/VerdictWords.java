package io.parley.channel.email;

import io.parley.channel.YamlTexts;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells a reply that is nothing but a verdict, thanks or a farewell, by {@code channels/email/verdicts.yaml}. */
final class VerdictWords {
    private static final int LONGEST = 200;
    private static final Pattern BETWEEN = Pattern
            .compile(
                    "[\\p{Punct}\\s\u3000-\u3003\uff01\uff0c\uff0e\uff1f\u00a1\u00bf\u2026\u2019\u2018\u201c\u201d&&[^']]+");
    private static final Pattern NO_BLANKS = Pattern
            .compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{So}\\p{Sk}]+");

    /** What such a reply says. */
    enum Said {
        HELPED, DID_NOT_HELP, THANKS, UNSUBSCRIBE
    }

    private record Phrase(String words, Optional<Said> meaning) {}

    private final List<Phrase> phrases;

    VerdictWords(YamlTexts texts) {
        this.phrases = Stream.of(phrases(texts, "helped", Said.HELPED), phrases(texts, "not-helped", Said.DID_NOT_HELP),
                phrases(texts, "thanks", Said.THANKS), phrases(texts, "unsubscribe", Said.UNSUBSCRIBE),
                phrases(texts, "filler", null)).flatMap(p -> p)
                .sorted(Comparator.comparingInt((Phrase p) -> p.words.length()).reversed()).toList();
    }

    private static Stream<Phrase> phrases(YamlTexts texts, String key, @Nullable Said said) {
        return texts.list(key).stream().map(words -> new Phrase(plain(words), Optional.ofNullable(said)));
    }

    /**
     * What a reply says; empty when it says anything else, or more.
     *
     * @param name the writer's name, which may stand under it
     */
    Optional<Said> of(String reply, String name) {
        if (reply.length() > LONGEST || reply.contains("?") || reply.contains("\uff1f")) {
            return Optional.empty();
        }
        String rest = " " + plain(reply) + " ";
        for (String word : plain(name).split(" ", -1)) {
            rest = word.isEmpty() ? rest : rest.replace(" " + word + " ", " ");
        }
        Optional<Said> said = Optional.empty();
        for (Phrase phrase : phrases) {
            String without = without(rest, phrase.words);
            if (without.length() < rest.length()) {
                said = stronger(said, phrase.meaning);
                rest = without;
            }
        }
        return rest.isBlank() ? said : Optional.empty();
    }

    /** A complaint outweighs praise, praise outweighs thanks. */
    private static Optional<Said> stronger(Optional<Said> one, Optional<Said> other) {
        return Stream.of(Said.DID_NOT_HELP, Said.UNSUBSCRIBE, Said.HELPED, Said.THANKS)
                .filter(said -> one.filter(said::equals).isPresent() || other.filter(said::equals).isPresent())
                .findFirst();
    }

    private static String without(String text, String words) {
        if (NO_BLANKS.matcher(words).matches()) {
            return text.replace(words, " ");
        }
        String padded = text.replace(" ", "  ");
        String without = padded.replace(" " + words.replace(" ", "  ") + " ", " ");
        return without.replaceAll(" +", " ");
    }

    private static String plain(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).replace('\u2019',
                '\'');
        return BETWEEN.matcher(composed).replaceAll(" ").strip();
    }
}
