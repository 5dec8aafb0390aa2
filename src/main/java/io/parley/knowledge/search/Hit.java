package io.parley.knowledge.search;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.ranking.Confidence;
import java.util.List;
import org.springframework.modulith.NamedInterface;

/**
 * A FAQ entry that a search found.
 *
 * @param entry           the entry; when it is a draft, it must not be answered with
 * @param matchedPhrasing the phrasing, or the part of the answer, that came nearest to the text
 * @param score           orders the hits of one search, greater is better; means nothing across searches
 * @param confidence      the probability that this entry is what the text asks for
 * @param meaning         what the entry means, which other entries may say as well
 */
@NamedInterface
public record Hit(FaqEntry entry, String matchedPhrasing, double score, Confidence confidence, Meaning meaning) {

    /** An entry that says what no other says. */
    public Hit(FaqEntry entry, String matchedPhrasing, double score, Confidence confidence) {
        this(entry, matchedPhrasing, score, confidence, new Meaning(entry.id(), score, confidence, List.of()));
    }

    /**
     * What entries of one intent, or with one answer, have in common.
     *
     * @param id         the same for all of them, in every search
     * @param score      orders the meanings of one search as entries are ordered by theirs
     * @param confidence the probability that the text asks for any of them
     * @param others     further entries that say the same, the likeliest first, a few
     */
    public record Meaning(FaqId id, double score, Confidence confidence, List<FaqEntry> others) {

        public Meaning {
            others = List.copyOf(others);
        }
    }

    /** Whether the bot may answer with this entry. */
    public boolean isAnswerable() {
        return !entry.isDraft();
    }

    /** Whether an entry says what this one says. */
    public boolean says(FaqEntry other) {
        return entry.id().equals(other.id()) || (!meaning.others().isEmpty() && entry.meansTheSameAs(other));
    }

    /** The entry as the best one that says what it says: with the score and the confidence of all of them. */
    public Hit forMeaning() {
        return new Hit(entry, matchedPhrasing, meaning.score(), meaning.confidence(), meaning);
    }
}
