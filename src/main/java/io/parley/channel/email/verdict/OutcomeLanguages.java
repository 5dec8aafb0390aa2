package io.parley.channel.email.verdict;

import io.parley.channel.Language;
import io.parley.channel.text.YamlTexts;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The words for outcomes of each language, from {@code channels/email/outcomes}. */
final class OutcomeLanguages {
    /** A language that has so much of the best one's share may be the letter's, too. */
    private static final double NEXT = 0.8;

    private final Collection<OutcomeLexicon> lexicons;

    OutcomeLanguages() {
        YamlTexts everywhere = YamlTexts.of("email/outcomes/everywhere.yaml");
        Map<Language, OutcomeLexicon> each = Language.each(
                language -> new OutcomeLexicon(YamlTexts.of("email/outcomes/" + language.tag() + ".yaml"),
                        everywhere));
        this.lexicons = each.values();
    }

    /** The languages that a text may be written in: those that know the most of its words. A word of several counts less. */
    List<OutcomeLexicon> of(String text) {
        Set<String> words = Set.copyOf(OutcomeLexicon.words(text));
        Map<String, Long> shared = words.stream().collect(Collectors.toMap(word -> word,
                word -> lexicons.stream().filter(lexicon -> lexicon.knows(word)).count()));
        List<Share> shares = lexicons.stream()
                .map(lexicon -> new Share(lexicon, words.stream().filter(lexicon::knows)
                        .mapToDouble(word -> 1.0 / shared.getOrDefault(word, 1L)).sum()))
                .sorted(Comparator.comparingDouble(Share::value).reversed()).toList();
        double best = shares.getFirst().value;
        return shares.stream().filter(share -> share.value >= NEXT * best).map(Share::lexicon).toList();
    }

    /** How much speaks for a language. */
    private record Share(OutcomeLexicon lexicon, double value) {}
}
